import { use, useMemo } from 'react';
import type { HeatMapData } from '../../../figures/heatMap';
import { insideMessages } from '../../../i18n/insideMessages';
import { formatPercent } from '../../format';
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

/** The weighted values of every key, and their sum. */
export function Values({ shown, dimensions }: Props) {
  const text = use(insideMessages(useApp((state) => state.language)));
  const beyond = useBeyondMessages();
  const { figures } = useMessages();
  const place = usePlace(shown);
  const { row, keys, query, key, dHead, attention } = shown;
  const { kind } = attention.selection;
  const map = useMemo((): Omit<HeatMapData, 'selection'> => {
    const values = new Float32Array(row.weighted.length + row.output.length);
    values.set(row.weighted);
    values.set(row.output, row.weighted.length);
    return {
      rows: [
        ...keys.map((token, at) => ({ text: token, name: text.token(at + 1, token) })),
        { text: text.values.output, name: text.values.outputName },
      ],
      cols: dimensionItems(dHead, text.dimensionName),
      values,
      absent: null,
      texts: null,
      bars: null,
      scale: { kind: 'diverging', limit: largest(values), root: true },
    };
  }, [row, keys, dHead, text]);
  const labels = useMemo(
    () =>
      heatLabels(beyond, {
        figure: `${text.values.title}: ${place}`,
        rowAxis: text.keys,
        columnAxis: text.dimension,
        legend: text.values.legend,
        notes: [figures.sqrtScale],
        cell: ({ row: at, col, rowName, value }) =>
          at === keys.length
            ? text.values.sum(col + 1, formatValue(value ?? 0))
            : text.values.cell(
                rowName,
                col + 1,
                formatPercent(row.weights[at] ?? 0),
                formatValue(row.v[at * dHead + col] ?? 0),
                formatValue(value ?? 0),
              ),
      }),
    [beyond, text, figures, place, row, dHead, keys],
  );
  return (
    <section className={styles.part}>
      <h3>{text.values.title}</h3>
      <KeyHeatFigure
        {...{ map, labels, kind, query, dimensions }}
        chosen={key}
        nKeys={keys.length}
        space="value"
      />
      <p>{text.values.says}</p>
    </section>
  );
}
