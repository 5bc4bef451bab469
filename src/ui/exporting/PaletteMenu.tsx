import { Palette } from 'lucide-react';
import { type PaletteName, paletteNames } from '../../shared/palettes';
import controls from '../controls/controls.module.css';
import { type MenuChoice, MenuButton } from '../controls/MenuButton';
import { useActions, useApp } from '../page';
import { useExportMessages } from './useSaving';

/** The colours of attention, in all figures alike. */
export function PaletteMenu() {
  const words = useExportMessages();
  const { setPalette } = useActions();
  const palette = useApp((state) => state.palette);
  return (
    <MenuButton
      label={`${words.palette}: ${words.palettes[palette]}`}
      className={controls.iconButton}
      button={<Palette size={16} strokeWidth={1.75} aria-hidden />}
      choices={paletteNames.map((value): MenuChoice<PaletteName> => ({
        value,
        label: words.palettes[value],
        note: words.paletteNotes[value],
      }))}
      value={palette}
      onChoose={setPalette}
    />
  );
}
