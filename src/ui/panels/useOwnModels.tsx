import { type ReactNode, useMemo, useRef } from 'react';
import type { OwnModel } from '../../state/ownModels';
import type { MenuChoice } from '../controls/MenuButton';
import { formatBytes } from '../format';
import { useApp, useMessages } from '../page';

const OPEN_FILE = 'open-file';

interface OwnModels {
  /** Those that are kept in the browser, and a file: entries for a menu of models. */
  readonly choices: readonly MenuChoice<string>[];
  /** @returns whether the entry was one of these */
  readonly choose: (value: string) => boolean;
  /** To be put beside the menu: the browser asks for files by an element of its own. */
  readonly fileInput: ReactNode;
}

/** The user's own models, to be opened wherever models are. */
export function useOwnModels(open: (own: OwnModel) => void): OwnModels {
  const { trained } = useMessages();
  const kept = useApp((state) => state.kept);
  const file = useRef<HTMLInputElement>(null);
  const choices = useMemo(
    () => [
      ...kept.map(({ id, name: label, date, bytes }) => ({
        value: id,
        label,
        note: `${new Date(date).toLocaleDateString()} · ${formatBytes(bytes)}`,
        group: trained.own,
      })),
      { value: OPEN_FILE, label: trained.open, group: trained.own },
    ],
    [kept, trained],
  );
  return {
    choices,
    choose: (value) => {
      const isKept = kept.some(({ id }) => id === value);
      if (isKept) open({ kind: 'kept', id: value });
      else if (value === OPEN_FILE) file.current?.click();
      return isKept || value === OPEN_FILE;
    },
    fileInput: (
      <input
        ref={file}
        type="file"
        accept=".safetensors"
        hidden
        aria-label={trained.open}
        onChange={({ currentTarget }) => {
          const [chosen] = currentTarget.files ?? [];
          if (chosen) open({ kind: 'file', file: chosen });
          currentTarget.value = '';
        }}
      />
    ),
  };
}
