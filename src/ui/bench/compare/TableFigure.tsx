import { useCallback } from 'react';
import type { FigureColumn, FigureTable } from '../../../figures/shared/figure';
import { useFrame } from '../../exporting/frame';
import styles from './compare.module.css';

export interface TableCell {
  /** As it is saved. */
  readonly value: string | number | null;
  /** As it is read. */
  readonly shown: string;
  readonly title?: string;
  /** Words are not set like numbers. */
  readonly isWord?: boolean;
}

export interface TableRow {
  readonly id: string;
  readonly name: string;
  readonly isPart?: boolean;
  readonly cells: readonly TableCell[];
}

interface Props {
  readonly caption: string;
  /** The first one names the rows. */
  readonly columns: readonly FigureColumn[];
  readonly rows: readonly TableRow[];
}

/** A table that is saved with the figures of the frame around it, with all digits. */
export function TableFigure({ caption, columns, rows }: Props) {
  const frame = useFrame();
  const attach = useCallback(
    (element: HTMLTableElement) =>
      frame?.add({
        element,
        figure: {
          table: (): FigureTable => ({
            caption,
            columns,
            rows: rows.map(({ name, cells }) => [name, ...cells.map(({ value }) => value)]),
          }),
        },
      }),
    [frame, caption, columns, rows],
  );
  const [first, ...others] = columns;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/prefer-tag-over-role -- what scrolls is to scroll by keyboard too.
    <div className={styles.tableRoom} role="group" aria-label={caption} tabIndex={0}>
      <table ref={attach} className={styles.table}>
        <caption className={styles.hidden}>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{first?.label}</th>
            {others.map(({ id, label }) => (
              <th key={id} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, name, isPart, cells }) => (
            <tr key={id} data-row={id} data-part={isPart || undefined}>
              <th scope="row">{name}</th>
              {cells.map(({ shown, value, title, isWord }, index) => (
                <td
                  key={others[index]?.id}
                  data-value={value ?? undefined}
                  data-word={isWord || undefined}
                  title={title}
                >
                  {shown}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
