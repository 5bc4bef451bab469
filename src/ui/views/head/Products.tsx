import { use, useMemo } from 'react';
import type { HeatMapData } from '../../../figures/heatMap';
import { insideMessages } from '../../../i18n/insideMessages';
import { useApp, useMessages } from '../../page';
import { formatValue, heatLabels } from '../beyond/labels';
import { useBeyondMessages } from '../beyond/useStudy';
import type { DimensionStore } from './dimensions';
import styles from './head.module.css';
import type { HeadRow } from './headRow';
import { KeyHeatFigure } from './KeyHeatFigure';
import { dimensionItems, largest, usePlace } from './mapParts';

interface Props {
  readonly shown: HeadRow;
  readonly dimensions: DimensionStore;
}

/** The products of q and k, dimension by dimension, for every key. */
export function Products({ shown, dimensions }: Props) {
  const text = use(insideMessages(useApp((state) => state.language)));
  const beyond = useBeyondMessages();
  const { figures } = useMessages();
  const place = usePlace(shown);
  const { row, keys, query, key, dHead, attention } = shown;
  const { kind } = attention.selection;
  const map = useMemo((): Omit<HeatMapData, 'selection'> => {
    const sums = row.dots.map((dot) => Math.abs(dot));
    return {
      rows: keys.map((token, at) => ({ text: token, name: text.token(at + 1, token) })),
      cols: dimensionItems(dHead, text.dimensionName),
      values: row.products,
      absent: null,
      texts: null,
      bars: { values: sums, high: largest(sums) },
      scale: { kind: 'diverging', limit: largest(row.products), root: true },
    };
  }, [row, keys, dHead, text]);
  const labels = useMemo(
    () =>
      heatLabels(beyond, {
        figure: `${text.products.title}: ${place}`,
        rowAxis: text.keys,
        columnAxis: text.dimension,
        legend: text.products.legend,
        notes: [figures.sqrtScale],
        bars: text.products.sums,
        cell: ({ row: at, col, rowName, value }) =>
          text.products.cell(
            rowName,
            col + 1,
            formatValue(row.q[col] ?? 0),
            formatValue(row.k[at * dHead + col] ?? 0),
            formatValue(value ?? 0),
          ),
        line: ({ axis, index, name }) =>
          axis === 'row' ? `${name}: ${text.products.sums} = ${formatValue(row.dots[index] ?? 0)}` : name,
      }),
    [beyond, text, figures, place, row, dHead],
  );
  return (
    <section className={styles.part}>
      <h3>{text.products.title}</h3>
      <KeyHeatFigure
        {...{ map, labels, kind, query, dimensions }}
        chosen={key}
        nKeys={keys.length}
        space="queryKey"
      />
      <p>{text.products.says(dHead)}</p>
    </section>
  );
}
