import { ChevronDown } from 'lucide-react';
import { useRef } from 'react';
import { presetOf, presets } from '../../model/config/presets';
import { isShippedId, shippedModels, shownShipped } from '../../state/shipped';
import { MenuButton } from '../controls/MenuButton';
import { formatBytes } from '../format';
import { isPreset } from '../isPreset';
import { useActions, useApp, useMessages } from '../page';
import { trainedName } from '../trainedName';
import styles from './topBar.module.css';

const OPEN_FILE = 'open-file';
/** Files are read whole; larger ones would fill the tab. */
const LARGEST_FILE = 512 * 2 ** 20;

/** Which model is on the page: trained ones, the user's own, and shapes without training. */
export function ModelMenu() {
  const { bar: text, trained } = useMessages();
  const { choosePreset, openShipped, openKept, openFile, addNotice } = useActions();
  const presetId = useApp((state) => state.presetId);
  const isChanged = !useApp(isPreset);
  const shippedId = useApp(shownShipped);
  const model = useApp((state) => state.trained);
  const kept = useApp((state) => state.kept);
  const file = useRef<HTMLInputElement>(null);
  const name = shippedId
    ? trained.names[shippedId]
    : model
      ? trainedName(model, trained)
      : presetOf(presetId).name;
  const choose = (id: string): void => {
    if (id === OPEN_FILE) file.current?.click();
    else if (isShippedId(id)) void openShipped(id);
    else if (kept.some((one) => one.id === id)) void openKept(id);
    else {
      const preset = presets.find((candidate) => candidate.id === id);
      if (preset) choosePreset(preset.id);
    }
  };
  const read = async (chosen: File | undefined): Promise<void> => {
    if (!chosen) return;
    if (chosen.size > LARGEST_FILE) {
      const message = `${chosen.name} has ${formatBytes(chosen.size)}.`;
      addNotice({ kind: 'failure', failure: { code: 'invalidFile', message } });
      return;
    }
    await openFile(new Uint8Array(await chosen.arrayBuffer()), chosen.name);
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
          ...kept.map(({ id, name: label, date, bytes }) => ({
            value: id,
            label,
            note: `${new Date(date).toLocaleDateString()} · ${formatBytes(bytes)}`,
            group: trained.own,
          })),
          { value: OPEN_FILE, label: trained.open, group: trained.own },
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
      <input
        ref={file}
        type="file"
        accept=".safetensors"
        hidden
        aria-label={trained.open}
        onChange={({ currentTarget }) => {
          void read(currentTarget.files?.[0]);
          currentTarget.value = '';
        }}
      />
    </>
  );
}
