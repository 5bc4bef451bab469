import { memo } from 'react';
import { type ArchitectureOption, architectureOptions, offeredChoices } from '../../model/config/options';
import { Choice } from '../controls/Choice';
import { NumberBox } from '../controls/NumberBox';
import { Toggle } from '../controls/Toggle';
import { useActions, useApp, useMessages } from '../page';
import styles from './model.module.css';
import { optionGroupNames, optionGroups } from './optionsByGroup';

const MOST_LAYERS = 12;

/** The architecture options; the controls are made from the table in model/config/options. */
export default function OptionGroups() {
  return (
    <>
      {optionGroupNames.map((group) => (
        <OptionGroup key={group} group={group} />
      ))}
      <StackLayers />
    </>
  );
}

function OptionGroup({ group }: { readonly group: keyof typeof optionGroups }) {
  const { options: text } = useMessages();
  // As text, so that the same options are the same value.
  const applying = useApp(({ config }) =>
    architectureOptions
      .filter((option) => option.applies(config))
      .map(({ id }) => id)
      .join(' '),
  ).split(' ');
  return (
    <div className={styles.group}>
      <h4 className={styles.groupTitle}>{text.groups[group]}</h4>
      {optionGroups[group].map((id) => {
        const option = architectureOptions.find((candidate) => candidate.id === id);
        return option && applying.includes(id) ? <OptionControl key={id} option={option} /> : null;
      })}
    </div>
  );
}

/** Layers of encoder and decoder apart. */
function StackLayers() {
  const { options: text } = useMessages();
  const { setStackLayers } = useActions();
  const hasBoth = useApp(({ config }) => config.family === 'encoder-decoder');
  const nEncoderLayers = useApp(({ config }) => config.nEncoderLayers);
  const nDecoderLayers = useApp(({ config }) => config.nDecoderLayers);
  if (!hasBoth) return null;
  return (
    <div className={styles.group}>
      <h4 className={styles.groupTitle}>{text.groups.stacks}</h4>
      <NumberBox
        label={text.encoderLayers}
        value={nEncoderLayers}
        min={1}
        max={MOST_LAYERS}
        onChange={(nLayers) => setStackLayers('encoder', nLayers)}
      />
      <NumberBox
        label={text.decoderLayers}
        value={nDecoderLayers}
        min={1}
        max={MOST_LAYERS}
        onChange={(nLayers) => setStackLayers('decoder', nLayers)}
      />
    </div>
  );
}

const OptionControl = memo(function OptionControl({ option }: { readonly option: ArchitectureOption }) {
  const { options: text } = useMessages();
  const { setOption } = useActions();
  const chosen = useApp((state) => option.read(state.config));
  // As text, so that the same choices are the same value.
  const offered = useApp((state) => offeredChoices(option, state.config).join(' ')).split(' ');
  const label = text.labels[option.id];
  if (option.choices.includes('yes')) {
    return (
      <Toggle
        label={label}
        isSelected={chosen === 'yes'}
        onChange={(isOn) => setOption(option.id, isOn ? 'yes' : 'no')}
      />
    );
  }
  const names: Readonly<Record<string, string>> = text.choices;
  const choices = offered.includes(chosen) ? offered : [...offered, chosen];
  return (
    <Choice
      label={label}
      value={chosen}
      options={choices.map((value) => ({ value, label: names[value] ?? value }))}
      onChange={(choice) => setOption(option.id, choice)}
    />
  );
});
