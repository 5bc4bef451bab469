import { ChevronDown } from 'lucide-react';
import { presetOf, presets } from '../../model/config/presets';
import { isShippedId, shippedModels, shownShipped } from '../../state/shipped';
import { MenuButton } from '../controls/MenuButton';
import { isPreset } from '../isPreset';
import { useActions, useApp, useMessages } from '../page';
import { trainedName } from '../trainedName';
import styles from './topBar.module.css';
import { useOwnModels } from './useOwnModels';

/** Which model is on the page: trained ones, the user's own, and shapes without training. */
export function ModelMenu() {
  const { bar: text, trained } = useMessages();
  const { choosePreset, openShipped, openOwn } = useActions();
  const presetId = useApp((state) => state.presetId);
  const isChanged = !useApp(isPreset);
  const shippedId = useApp(shownShipped);
  const model = useApp((state) => state.trained);
  const own = useOwnModels((chosen) => void openOwn(chosen));
  const name = shippedId
    ? trained.names[shippedId]
    : model
      ? trainedName(model, trained)
      : presetOf(presetId).name;
  const choose = (id: string): void => {
    if (own.choose(id)) return;
    if (isShippedId(id)) void openShipped(id);
    else {
      const preset = presets.find((candidate) => candidate.id === id);
      if (preset) choosePreset(preset.id);
    }
  };
  return (
    <>
      <MenuButton
        label={`${text.preset}: ${isChanged ? text.presetChanged(name) : name}`}
        className={styles.presetButton}
        button={
          <>
            <span className={styles.presetName}>{name}</span>
            {isChanged && <span className={styles.changed} />}
            <ChevronDown size={14} aria-hidden />
          </>
        }
        choices={[
          ...shippedModels.map(({ id, config }) => ({
            value: id as string,
            label: trained.names[id],
            note: `${trained.notes[id]} · ${text.families[config.family]}`,
            group: trained.models,
          })),
          ...own.choices,
          ...presets.map(({ id, name: label }) => ({
            value: id as string,
            label,
            note: text.presets[id],
            group: trained.shapes,
          })),
        ]}
        value={shippedId ?? model?.id ?? presetId}
        onChoose={choose}
      />
      {own.fileInput}
    </>
  );
}
