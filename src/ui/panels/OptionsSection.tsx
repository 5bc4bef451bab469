import { memo } from 'react';
import { Section } from '../controls/Section';
import { useMessages } from '../page';
import { lazyPart } from '../lazyPart';
import { Part } from '../Part';

const OptionGroups = lazyPart(() => import('./OptionGroups').then(({ default: component }) => component));

/** The architecture options, which come when they are opened. */
export const OptionsSection = memo(function OptionsSection() {
  const { options: text } = useMessages();
  return (
    <Section title={text.heading}>
      <Part>
        <OptionGroups />
      </Part>
    </Section>
  );
});
