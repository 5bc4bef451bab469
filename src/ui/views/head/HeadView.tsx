import { use, useMemo } from 'react';
import type { HeatMapData } from '../../../figures/heatMap';
import { insideMessages } from '../../../i18n/insideMessages';
import { Choice } from '../../controls/Choice';
import { formatPercent } from '../../format';
import { useActions, useApp, useMessages, usePage } from '../../page';
import panel from '../../panels/figure.module.css';
import { formatValue, heatLabels } from '../beyond/labels';
import { PlainHeatFigure } from '../beyond/PlainHeatFigure';
import { useBeyondMessages } from '../beyond/useStudy';
import styles from './head.module.css';
import { type HeadRow, headRow } from './headRow';
import { ScoresTable } from './ScoresTable';

/** One row of one head from the products of queries and keys to its output, each number with its terms. */
export default function HeadView() {
  const text = use(insideMessages(useApp((state) => state.language)));
  const { store } = usePage();
  const run = useApp((state) => state.run);
  const selection = useApp((state) => state.selection);
  const batchRow = useApp((state) => state.batchRow);
  const { lockToken } = useActions();
  // What it is made from is named; the store's state itself is another object at every change.
  const shown = useMemo(
    () => headRow({ ...store.getState(), run, selection, batchRow }),
    [store, run, selection, batchRow],
  );
  if (!shown) return <p className={panel.waiting}>{text.waiting}</p>;
  const { queries, query } = shown;
  return (
    <>
      <div className={styles.choices}>
        <Choice
          label={text.query}
          value={String(query)}
          onChange={(value) => lockToken(Number(value), selection.key)}
          options={queries.map((token, position) => ({
            value: String(position),
            label: text.token(position + 1, token),
          }))}
        />
      </div>
      <Products shown={shown} />
      <ScoresTable shown={shown} />
      <Values shown={shown} />
    </>
  );
}

function usePlace({ attention, query, queries }: HeadRow): string {
  const text = use(insideMessages(useApp((state) => state.language)));
  const { figures } = useMessages();
  const { kind, layer, head } = attention.selection;
  return text.place(
    figures.matrixName(figures.kinds[kind], layer + 1, head + 1),
    text.token(query + 1, queries[query] ?? ''),
  );
}

const largest = (values: Float32Array): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

function Products({ shown }: { readonly shown: HeadRow }) {
  const text = use(insideMessages(useApp((state) => state.language)));
  const beyond = useBeyondMessages();
  const { figures } = useMessages();
  const place = usePlace(shown);
  const { row, keys, dHead } = shown;
  const map = useMemo((): Omit<HeatMapData, 'selection'> => {
    const sums = row.dots.map((dot) => Math.abs(dot));
    return {
      rows: keys.map((token, key) => ({ text: token, name: text.token(key + 1, token) })),
      cols: dimensions(dHead, text.dimensionName),
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
        cell: ({ row: key, col, rowName, value }) =>
          text.products.cell(
            rowName,
            col + 1,
            formatValue(row.q[col] ?? 0),
            formatValue(row.k[key * dHead + col] ?? 0),
            formatValue(value ?? 0),
          ),
        line: ({ axis, index, name }) =>
          axis === 'row' ? `${name}: ${text.products.sums} = ${formatValue(row.dots[index] ?? 0)}` : name,
      }),
    [beyond, text, figures, place, row, dHead],
  );
  return (
    <section className={styles.step}>
      <h3>{text.products.title}</h3>
      <PlainHeatFigure map={map} labels={labels} />
      <p>{text.products.says(dHead)}</p>
    </section>
  );
}

function Values({ shown }: { readonly shown: HeadRow }) {
  const text = use(insideMessages(useApp((state) => state.language)));
  const beyond = useBeyondMessages();
  const { figures } = useMessages();
  const place = usePlace(shown);
  const { row, keys, dHead } = shown;
  const map = useMemo((): Omit<HeatMapData, 'selection'> => {
    const values = new Float32Array(row.weighted.length + row.output.length);
    values.set(row.weighted);
    values.set(row.output, row.weighted.length);
    return {
      rows: [
        ...keys.map((token, key) => ({ text: token, name: text.token(key + 1, token) })),
        { text: text.values.output, name: text.values.outputName },
      ],
      cols: dimensions(dHead, text.dimensionName),
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
        cell: ({ row: key, col, rowName, value }) =>
          key === keys.length
            ? text.values.sum(col + 1, formatValue(value ?? 0))
            : text.values.cell(
                rowName,
                col + 1,
                formatPercent(row.weights[key] ?? 0),
                formatValue(row.v[key * dHead + col] ?? 0),
                formatValue(value ?? 0),
              ),
      }),
    [beyond, text, figures, place, row, dHead, keys],
  );
  return (
    <section className={styles.step}>
      <h3>{text.values.title}</h3>
      <PlainHeatFigure map={map} labels={labels} />
      <p>{text.values.says}</p>
    </section>
  );
}

function dimensions(dHead: number, name: (index: number) => string): HeatMapData['cols'] {
  return Array.from({ length: dHead }, (_, index) => ({ text: String(index + 1), name: name(index + 1) }));
}
