import { ChevronLeft, ChevronRight, Download } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { headOf } from '../../figures/shared/exportCsv';
import type { FigureTable } from '../../figures/shared/figure';
import controls from '../controls/controls.module.css';
import { IconButton } from '../controls/IconButton';
import { ModalDialog } from '../controls/ModalDialog';
import { formatInteger } from '../format';
import { useMessages } from '../page';
import styles from './tools.module.css';
import { useExportMessages } from './useSaving';

const ROWS = 50;
const COLUMNS = 12;

interface Props {
  readonly title: string;
  readonly caption: string;
  readonly tables: readonly FigureTable[];
  readonly onSave: () => void;
  readonly onClose: () => void;
}

/** The values of figures as tables. Large ones are shown in parts, and which part is said. */
export function TableDialog({ title, caption, tables, onSave, onClose }: Props) {
  const words = useExportMessages();
  const { app } = useMessages();
  return (
    <ModalDialog
      isOpen
      isWide
      title={words.tableTitle(title)}
      closeLabel={app.close}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <div className={styles.about}>
        <p>{caption}</p>
        <p className={styles.note}>{tables.length === 0 ? words.noValues : words.rounded}</p>
        {tables.length > 0 && (
          <Button className={controls.button ?? ''} onPress={onSave}>
            <Download size={14} aria-hidden /> {words.saveCsv}
          </Button>
        )}
      </div>
      {tables.map((table, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- tables of one moment; they do not move.
        <ValueTable key={index} table={table} />
      ))}
    </ModalDialog>
  );
}

function ValueTable({ table }: { readonly table: FigureTable }) {
  const words = useExportMessages();
  const [row, setRow] = useState(0);
  const [column, setColumn] = useState(1);
  const heads = headOf(table);
  const rows = table.rows.slice(row, row + ROWS);
  // The first column names the row and stays.
  const columns = heads.map((_, index) => index).slice(column, column + COLUMNS);
  const [name = ''] = heads;
  return (
    <section className={styles.values}>
      <div className={styles.pagers}>
        <Pager what="rows" first={0} from={row} size={ROWS} of={table.rows.length} onMove={setRow} />
        <Pager what="columns" first={1} from={column} size={COLUMNS} of={heads.length} onMove={setColumn} />
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is to scroll by keyboard too. */}
      <section className={styles.scroll} aria-label={table.caption} tabIndex={0}>
        <table className={styles.table}>
          <caption>{table.caption}</caption>
          <thead>
            <tr>
              <th scope="col">{name}</th>
              {columns.map((index) => (
                <th key={index} scope="col">
                  {heads[index]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((values, index) => (
              <tr key={row + index}>
                <th scope="row">{shown(values[0] ?? null)}</th>
                {columns.map((at) => (
                  <td key={at} data-number={typeof values[at] === 'number' || undefined}>
                    {shown(values[at] ?? null)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className={styles.note} aria-live="polite">
        {table.rows.length > ROWS || heads.length > COLUMNS + 1
          ? [
              words.rows({ from: row + 1, to: row + rows.length, of: formatInteger(table.rows.length) }),
              words.columns({
                from: column,
                to: column + columns.length - 1,
                of: formatInteger(heads.length - 1),
              }),
            ].join(' · ')
          : ''}
      </p>
    </section>
  );
}

interface PagerProps {
  readonly what: 'rows' | 'columns';
  readonly first: number;
  readonly from: number;
  readonly size: number;
  readonly of: number;
  readonly onMove: (from: number) => void;
}

function Pager({ what, first, from, size, of, onMove }: PagerProps) {
  const words = useExportMessages();
  if (of - first <= size) return null;
  const to = Math.min(of, from + size);
  const facts = { from: from - first + 1, to: to - first, of: formatInteger(of - first) };
  return (
    <div className={styles.pager}>
      <IconButton
        icon={ChevronLeft}
        label={words.back[what]}
        isDisabled={from <= first}
        onPress={() => onMove(Math.max(first, from - size))}
      />
      <span>{words[what](facts)}</span>
      <IconButton
        icon={ChevronRight}
        label={words.next[what]}
        isDisabled={to >= of}
        onPress={() => onMove(from + size)}
      />
    </div>
  );
}

function shown(value: string | number | null): string {
  if (value === null) return '–';
  if (typeof value === 'string') return value;
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(5)));
}
