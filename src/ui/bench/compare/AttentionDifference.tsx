import { useMemo } from 'react';
import { mapDifference } from '../../../analysis/compareRuns';
import type { HeatMapData } from '../../../figures/heatMap';
import { visibleToken } from '../../../figures/shared/text';
import { matchOf, type Shown } from '../../../state/bench/matched';
import type { ShownText } from '../../../state/types';
import { headWeights } from '../../headWeights';
import { useMessages } from '../../page';
import { heatLabels } from '../../views/beyond/labels';
import { PlainHeatFigure } from '../../views/beyond/PlainHeatFigure';
import { useBeyondMessages } from '../../views/beyond/useStudy';
import { signedPoints, usePoints } from '../points';
import styles from './compare.module.css';
import type { Pair } from './compared';
import { useCompareMessages } from './useCompareMessages';

const mapOf = ({ attention }: Shown) => ({
  values: headWeights(attention.weights, attention.nHeads)[attention.selection.head] ?? new Float32Array(),
  nKeys: attention.keys.tokens.length,
});

interface Difference {
  readonly rows: readonly number[];
  readonly cols: readonly number[];
  readonly values: Float32Array;
  readonly absent: Uint8Array | null;
}

/** Null with the reason where there is none. */
function differenceOf(first: Shown, second: Shown): Difference | 'queries' | 'keys' | 'tokens' {
  const { queries, keys } = matchOf(first, second);
  if (queries === null) return 'queries';
  if (keys === null) return 'keys';
  const made = mapDifference(mapOf(first), mapOf(second), queries, keys);
  if (made.values.length === 0) return 'tokens';
  // What neither may see is no difference of 0.
  const absent = Uint8Array.from(made.values, (_, index) => {
    const query = made.rows[Math.floor(index / made.cols.length)] ?? 0;
    const key = made.cols[index % made.cols.length] ?? 0;
    const isHidden = ({ attention }: Shown, row: number, col: number): boolean =>
      attention.masked[row * attention.keys.tokens.length + col] === 1;
    return isHidden(first, query, key) && isHidden(second, queries[query] ?? 0, keys[key] ?? 0) ? 1 : 0;
  });
  return { ...made, absent: absent.includes(1) ? absent : null };
}

/** The attention of the chosen head in one model less that in another, over the tokens that both read. */
export function AttentionDifference({ pair }: { readonly pair: Pair }) {
  const { difference: text } = useCompareMessages();
  const { first, second } = pair;
  const made = useMemo(
    () => (first.shown && second.shown ? differenceOf(first.shown, second.shown) : null),
    [first.shown, second.shown],
  );
  if (!first.shown || !second.shown || made === null) return <p className={styles.note}>{text.waiting}</p>;
  if (typeof made === 'string') {
    return <p className={styles.reason}>{text.reasons[made](first.slot, second.slot)}</p>;
  }
  if (made.values.every((value) => value === 0)) {
    return <p className={styles.note}>{text.noDifference(first.slot, second.slot)}</p>;
  }
  return <AttentionDifferenceMap pair={pair} shown={first.shown} other={second.shown} made={made} />;
}

interface MapProps {
  readonly pair: Pair;
  readonly shown: Shown;
  readonly other: Shown;
  readonly made: Difference;
}

function AttentionDifferenceMap({ pair, shown, other, made }: MapProps) {
  const all = useCompareMessages();
  const { difference: text } = all;
  const beyond = useBeyondMessages();
  const points = usePoints();
  const { figures } = useMessages();
  const [a, b] = [pair.first.slot, pair.second.slot];
  const { queries, keys, selection } = shown.attention;
  const { kind, layer, head } = selection;
  const map = useMemo((): Omit<HeatMapData, 'selection'> => {
    const itemsOf = ({ tokens }: ShownText, positions: readonly number[]) =>
      positions.map((position) => {
        const token = visibleToken(tokens[position]?.display ?? '');
        return { text: token, name: beyond.token(position + 1, token) };
      });
    const limit = made.values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    return {
      rows: itemsOf(queries, made.rows),
      cols: itemsOf(keys, made.cols),
      values: made.values,
      absent: made.absent,
      texts: null,
      bars: null,
      scale: { kind: 'diverging', limit, root: true },
    };
  }, [made, queries, keys, beyond]);
  const labels = useMemo(() => {
    const asks = kind === 'encoderSelf' ? 'encoder' : 'decoder';
    return heatLabels(beyond, {
      figure: text.attention(a, b, all.shown(figures.kinds[kind], layer + 1, head + 1)),
      rowAxis: figures.queriesOf[asks],
      columnAxis: kind === 'cross' ? figures.keysMemory : figures.keysOf[asks],
      legend: text.attentionLegend(a, b),
      tick: signedPoints,
      cell: ({ rowName, colName, value }) =>
        value === null ? beyond.noValue(rowName, colName) : text.cell(rowName, colName, points(value)),
    });
  }, [text, all, beyond, figures, points, kind, layer, head, a, b]);
  const at = made.values.reduce(
    (most, value, index) => (Math.abs(value) > Math.abs(made.values[most] ?? 0) ? index : most),
    0,
  );
  const [row, col] = [map.rows[Math.floor(at / made.cols.length)], map.cols[at % made.cols.length]];
  const left = [
    queries.tokens.length - made.rows.length,
    other.attention.queries.tokens.length - made.rows.length,
  ] as const;
  return (
    <>
      <PlainHeatFigure map={map} labels={labels} />
      <p className={styles.sentence}>
        {text.largest(points(made.values[at] ?? 0), row?.name ?? '', col?.name ?? '')}{' '}
        {left[0] + left[1] > 0 && text.leftOut(left[0], left[1], a, b)}
      </p>
    </>
  );
}
