import { useCallback, useMemo, useState } from 'react';
import type { HeatScale } from '../../../figures/heatMap';
import { selectSelection } from '../../../state/selectors';
import { Segmented } from '../../controls/Segmented';
import { formatInteger, formatPercent } from '../../format';
import { useActions, useApp } from '../../page';
import { useDetail } from '../useDetail';
import styles from './beyond.module.css';
import { Choices, Note, selectStack, StackChoice, Waiting } from './Frame';
import { TokenHeatFigure } from './HeatFigure';
import { formatValue, heatLabels } from './labels';
import { tokenItems, turned } from './subjects';
import { type Studied, useBeyondMessages, useStudy } from './useStudy';

const SHOWN = 24;
const MEASURES = ['strongest', 'share'] as const;
type Measure = (typeof MEASURES)[number];

/** The largest magnitude: where a scale of signed values ends. */
function limitOf(values: Float32Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/** Feed-forward activations: the most active neuron everywhere, and the most active ones of a layer. */
export default function NeuronsView() {
  const text = useBeyondMessages();
  const [measure, setMeasure] = useDetail('neurons', 'measure', MEASURES);
  const stack = useApp(selectStack);
  const layer = useApp((state) => selectSelection(state).layer);
  const ask = useCallback(() => ({ stack, layer, top: SHOWN }), [stack, layer]);
  const { studied, failure } = useStudy('neurons', ask);
  return (
    <>
      <Choices>
        <StackChoice />
        <Segmented
          label={text.neurons.what}
          size="small"
          value={measure}
          onChange={setMeasure}
          segments={MEASURES.map((value) => ({ value, label: text.neurons.measures[value] }))}
        />
      </Choices>
      {studied ? (
        <>
          <LayersFigure studied={studied} measure={measure} />
          <h3 className={styles.sub}>{text.neurons.ofLayer(studied.answer.layer + 1)}</h3>
          <LayerFigure studied={studied} />
        </>
      ) : (
        <Waiting failure={failure} />
      )}
    </>
  );
}

function LayersFigure({
  studied,
  measure,
}: {
  readonly studied: Studied<'neurons'>;
  readonly measure: Measure;
}) {
  const text = useBeyondMessages();
  const { chooseLayer } = useActions();
  const { answer, question, of } = studied;
  const { stack } = question;
  const cells = useMemo(
    () => ({
      strongest: turned(answer.strongest, answer.nLayers),
      activations: turned(answer.activations, answer.nLayers),
      shares: turned(answer.shares, answer.nLayers),
    }),
    [answer],
  );
  const map = useMemo(() => {
    const scale: HeatScale =
      measure === 'strongest'
        ? { kind: 'diverging', limit: limitOf(cells.activations) }
        : { kind: 'sequential', low: 0, high: 1 };
    return {
      rows: tokenItems(of, stack, text),
      cols: Array.from({ length: answer.nLayers }, (_, layer) => ({
        text: text.points.layer(layer + 1),
        name: text.neurons.layerName(layer + 1),
        hue: stack,
      })),
      values: measure === 'strongest' ? cells.activations : cells.shares,
      absent: null,
      texts:
        measure === 'strongest'
          ? Array.from(cells.strongest, (neuron) => text.neurons.neuron(neuron + 1))
          : Array.from(cells.shares, formatPercent),
      bars: null,
      scale,
    };
  }, [answer, cells, of, stack, measure, text]);
  const labels = useMemo(
    () =>
      heatLabels(text, {
        figure: text.neurons.figure,
        rowAxis: text.tokens[stack],
        columnAxis: text.neurons.columns,
        legend: measure === 'strongest' ? text.neurons.legend : text.neurons.share,
        words: measure === 'strongest' ? text.neurons.words : text.neurons.share,
        cell: ({ row, col, rowName }) => {
          const index = row * answer.nLayers + col;
          const [value, share] = [cells.activations[index] ?? 0, cells.shares[index] ?? 0];
          const neuron = cells.strongest[index] ?? 0;
          return text.neurons.cell(rowName, col + 1, neuron + 1, formatValue(value), formatPercent(share));
        },
      }),
    [text, stack, measure, answer.nLayers, cells],
  );
  const onColumn = useCallback(
    (column: number | null) => {
      if (column !== null) chooseLayer(column);
    },
    [chooseLayer],
  );
  return (
    <TokenHeatFigure map={map} labels={labels} stack={stack} column={answer.layer} onColumn={onColumn} />
  );
}

function LayerFigure({ studied }: { readonly studied: Studied<'neurons'> }) {
  const text = useBeyondMessages();
  const [column, setColumn] = useState<number | null>(null);
  const { answer, question, of } = studied;
  const { stack } = question;
  const map = useMemo(
    () => ({
      rows: tokenItems(of, stack, text),
      cols: Array.from(answer.neurons, (neuron) => ({
        text: text.neurons.neuron(neuron + 1),
        name: text.neurons.neuronName(neuron + 1),
      })),
      values: answer.ofLayer,
      absent: null,
      texts: null,
      bars: null,
      scale: { kind: 'diverging' as const, limit: limitOf(answer.ofLayer) },
    }),
    [answer, of, stack, text],
  );
  const labels = useMemo(
    () =>
      heatLabels(text, {
        figure: text.neurons.ofLayer(answer.layer + 1),
        rowAxis: text.tokens[stack],
        columnAxis: text.neurons.neurons,
        legend: text.neurons.activation,
      }),
    [text, stack, answer.layer],
  );
  return (
    <>
      <TokenHeatFigure map={map} labels={labels} stack={stack} column={column} onColumn={setColumn} />
      <Note>{text.neurons.count(formatInteger(answer.neurons.length), formatInteger(answer.dFf))}</Note>
    </>
  );
}
