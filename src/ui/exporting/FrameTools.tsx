import { Download } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { FigureTable } from '../../figures/shared/figure';
import controls from '../controls/controls.module.css';
import { type MenuChoice, MenuButton } from '../controls/MenuButton';
import { type Frame, useFrame } from './frame';
import './print.css';
import { PaletteMenu } from './PaletteMenu';
import { printFigure } from './print';
import type { FrameSubject } from './subject';
import { TableDialog } from './TableDialog';
import styles from './tools.module.css';
import { type SavingAction, useExportMessages, useSaving } from './useSaving';

interface Props {
  readonly subject: FrameSubject;
  readonly isMain?: boolean;
}

/** The tools beside a figure. Where no frame is around them there is nothing to save. */
export function FrameTools({ subject, isMain = false }: Props) {
  const frame = useFrame();
  if (!frame) return null;
  // Elsewhere it stands beside the scale.
  const hasLayerPicker = subject.chooses === 'head' || subject.chooses === 'layer';
  return (
    <>
      {isMain && !hasLayerPicker && <PaletteMenu />}
      <ExportMenu frame={frame} subject={subject} isMain={isMain} />
    </>
  );
}

const VALUES = ['table', 'csv', 'json', 'copyTable'] as const;
const PICTURE = ['svg', 'png', 'copyPicture', 'print'] as const;

function ExportMenu({ frame, subject, isMain }: Required<Props> & { readonly frame: Frame }) {
  const words = useExportMessages();
  const { caption, save } = useSaving(frame, subject);
  const [tables, setTables] = useState<readonly FigureTable[] | null>(null);
  useEffect(() => (isMain ? printFigure(frame.figures, caption) : undefined), [isMain, frame, caption]);
  const notes: Readonly<Record<string, string>> = words.notes;
  const choice = (value: SavingAction | 'table', group: string): MenuChoice<SavingAction | 'table'> => {
    const note = notes[value];
    return { value, label: words.actions[value], group, ...(note === undefined ? {} : { note }) };
  };
  return (
    <>
      <MenuButton
        label={words.buttonOf(subject.title)}
        className={isMain ? controls.button : styles.small}
        button={
          <>
            <Download size={15} strokeWidth={1.75} aria-hidden />
            {isMain && <span data-word>{words.button}</span>}
          </>
        }
        choices={[
          ...VALUES.map((value) => choice(value, words.groups.values)),
          ...PICTURE.filter((value) => isMain || value !== 'print').map((value) =>
            choice(value, words.groups.picture),
          ),
          choice('link', words.groups.share),
        ]}
        value={null}
        onChoose={(action) => {
          if (action === 'table') setTables(frame.tables());
          else save(action);
        }}
      />
      {tables && (
        <TableDialog
          title={subject.title}
          caption={caption().text(0)}
          tables={tables}
          onSave={() => save('csv')}
          onClose={() => setTables(null)}
        />
      )}
    </>
  );
}
