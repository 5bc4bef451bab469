import { Suspense, lazy, memo } from 'react';
import { Section } from '../controls/Section';
import { useMessages } from '../page';

const OptionGroups = lazy(() => import('./OptionGroups'));

/** The architecture options, which come when they are opened. */
export const OptionsSection = memo(function OptionsSection() {
  const { options: text } = useMessages();
  return (
    <Section title={text.heading}>
      <Suspense>
        <OptionGroups />
      </Suspense>
    </Section>
  );
});
