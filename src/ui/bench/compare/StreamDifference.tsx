import { useMemo, useState } from 'react';
import type { Alignment } from '../../../analysis/alignTokens';
import { vectorDifference } from '../../../analysis/compareRuns';
import type { HeatMapData } from '../../../figures/heatMap';
import { visibleToken } from '../../../figures/shared/text';
import { nLayersOf } from '../../../model/config/derive';
import { matchOf, type Shown, stackOf } from '../../../state/bench/matched';
import { sharedWeights } from '../../../state/bench/shared';
import { Segmented } from '../../controls/Segmented';
import { formatInteger } from '../../format';
import { formatValue, heatLabels } from '../../views/beyond/labels';
import { PlainHeatFigure } from '../../views/beyond/PlainHeatFigure';
import { useBeyondMessages } from '../../views/beyond/useStudy';
import styles from './compare.module.css';
import type { Pair } from './compared';
import { useCompareMessages } from './useCompareMessages';
import { type Streams, useStreams } from './useStreams';

const MEASURES = ['norm', 'cosine'] as const;
type Measure = (typeof MEASURES)[number];

/** How far the residual streams of two models are apart: at every token that both read, after every layer. */
export function StreamDifference({ pair }: { readonly pair: Pair }) {
  const { difference: text } = useCompareMessages();
  const { first, second } = pair;
  const [a, b] = [first.run.of?.config, second.run.of?.config];
  if (!first.shown || !second.shown || !a || !b) return <p className={styles.note}>{text.waiting}</p>;
  const { queries } = matchOf(first.shown, second.shown);
  const reason =
    queries === null
      ? text.reasons.queries(first.slot, second.slot)
      : queries.every((place) => place === null)
        ? text.reasons.tokens(first.slot, second.slot)
        : a.dModel === b.dModel
          ? null
          : text.reasons.width(first.slot, second.slot, formatInteger(a.dModel), formatInteger(b.dModel));
  if (reason !== null || queries === null) return <p className={styles.reason}>{reason}</p>;
  return (
    <StreamMap pair={pair} shown={first.shown} other={second.shown} queries={queries} width={a.dModel} />
  );
}

interface MapProps {
  readonly pair: Pair;
  readonly shown: Shown;
  readonly other: Shown;
  readonly queries: Alignment;
  readonly width: number;
}

/** [token, depth] */
function measured(
  { states: [first = [], second = []] }: Streams,
  queries: Alignment,
  rows: readonly number[],
  width: number,
  measure: Measure,
): Float32Array {
  const values = new Float32Array(rows.length * first.length);
  rows.forEach((position, row) => {
    first.forEach((state, depth) => {
      const other = second[depth] ?? new Float32Array();
      const at = { first: position, second: queries[position] ?? 0, width };
      values[row * first.length + depth] = vectorDifference(state, other, at)[measure];
    });
  });
  return values;
}

function StreamMap({ pair, shown, other, queries, width }: MapProps) {
  const { difference: text } = useCompareMessages();
  const beyond = useBeyondMessages();
  const [measure, setMeasure] = useState<Measure>('norm');
  const { first, second } = pair;
  const stack = stackOf(shown.attention.selection.kind, 'query');
  const otherStack = stackOf(other.attention.selection.kind, 'query');
  const layers = [first, second].map(({ run }, index) =>
    run.of ? nLayersOf(run.of.config, index === 0 ? stack : otherStack) : 0,
  );
  const nLayers = Math.min(...layers);
  const { streams, failure } = useStreams(
    { slot: first.slot, run: first.run, stack },
    { slot: second.slot, run: second.run, stack: otherStack },
    nLayers,
  );
  const { tokens } = shown.attention.queries;
  const map = useMemo((): Omit<HeatMapData, 'selection'> | null => {
    if (!streams) return null;
    const rows = queries.flatMap((place, position) => (place === null ? [] : [position]));
    const values = measured(streams, queries, rows, width, measure);
    return {
      rows: rows.map((position) => {
        const token = visibleToken(tokens[position]?.display ?? '');
        return { text: token, name: beyond.token(position + 1, token) };
      }),
      cols: Array.from({ length: nLayers + 1 }, (_, depth) =>
        depth === 0
          ? { text: text.embedding, name: text.embeddingName, hue: stack }
          : { text: text.layer(depth), name: text.layerName(depth), hue: stack },
      ),
      values,
      absent: null,
      texts: null,
      bars: null,
      scale:
        measure === 'cosine'
          ? { kind: 'diverging', limit: 1 }
          : { kind: 'sequential', low: 0, high: values.reduce((most, value) => Math.max(most, value), 0) },
    };
  }, [streams, queries, width, measure, tokens, nLayers, stack, text, beyond]);
  const [a, b] = [first.slot, second.slot];
  const labels = useMemo(
    () =>
      heatLabels(beyond, {
        figure: text.stream(a, b),
        rowAxis: beyond.tokens[stack],
        columnAxis: text.depth,
        legend: measure === 'norm' ? text.normLegend(a, b) : text.cosineLegend(a, b),
        cell: ({ rowName, colName, value }) =>
          beyond.stream.cell(rowName, colName, text.measures[measure], formatValue(value ?? Number.NaN)),
      }),
    [beyond, text, a, b, stack, measure],
  );
  const share = sharedWeights(
    first.named.config,
    first.named.weights,
    second.named.config,
    second.named.weights,
  );
  const more = Math.max(...layers) - nLayers;
  return (
    <>
      <Segmented
        label={text.measure}
        size="small"
        value={measure}
        onChange={setMeasure}
        segments={MEASURES.map((value) => ({ value, label: text.measures[value] }))}
      />
      {map ? (
        <PlainHeatFigure map={map} labels={labels} />
      ) : (
        <p className={styles.note}>{failure ? failure.message : text.waiting}</p>
      )}
      <p className={styles.sentence}>
        {more > 0 && text.layersLeftOut(more, (layers[0] ?? 0) > nLayers ? a : b)}{' '}
        {share.by === 'none' && text.sharesNothing}
      </p>
    </>
  );
}
