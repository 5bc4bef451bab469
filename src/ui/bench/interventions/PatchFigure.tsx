import { useMemo } from 'react';
import {
  type HeatMapData,
  type HeatMapLabels,
  type HeatMapOptions,
  mountHeatMap,
} from '../../../figures/heatMap';
import type { Experiment, PatchedPart, PatchSweepAnswer } from '../../../model/experiment';
import type { Stack } from '../../../model/config/types';
import type { TraceName } from '../../../model/traceNames';
import { withIntervention } from '../../../state/bench/interventionList';
import type { ShownToken } from '../../../state/types';
import { FigureTools } from '../../exporting/FigureTools';
import { FrameProvider, useNewFrame } from '../../exporting/frame';
import { FigureHost } from '../../FigureHost';
import { formatPercent } from '../../format';
import { usePage } from '../../page';
import beyond from '../../views/beyond/beyond.module.css';
import styles from './interventions.module.css';
import { useWords } from './words';

interface Props {
  readonly answer: PatchSweepAnswer;
  readonly experiment: Extract<Experiment, { readonly kind: 'patchSweep' }>;
  readonly own: readonly ShownToken[];
  readonly other: readonly ShownToken[];
  readonly token: string;
}

function nameOf(stack: Stack, layer: number, part: PatchedPart): TraceName {
  const place = `${stack}.layers.${layer}` as const;
  return part === 'residual' ? `${place}.residual.output` : `${place}.${part}.output`;
}

/** Layers × positions: the probability of the chosen token with that one activation copied. */
export function PatchFigure({ answer, experiment, own, other, token }: Props) {
  const { patch: words } = useWords();
  const { store } = usePage();
  const { at, stack } = experiment;
  const { nLayers, nPositions, probabilities } = answer;
  const title = words.figure(words.parts[at], token);
  const options = useMemo((): HeatMapOptions => {
    const labels: HeatMapLabels = {
      figure: title,
      rowAxis: words.layers,
      columnAxis: words.positions,
      legend: words.legend(token),
      notes: [],
      pooled: '',
      bars: '',
      words: '',
      hint: words.hint,
      tick: formatPercent,
      bar: formatPercent,
      cell: ({ rowName, colName, value }) => words.cell(rowName, colName, formatPercent(value ?? 0)),
      line: ({ name }) => name,
      summary: ({ rows, cols, selected }) => [words.summary(rows, cols), selected].filter(Boolean).join(' '),
    };
    return {
      labels,
      onLock: (cell) => {
        if (cell === null || cell.query === null || cell.key === null) return;
        const { interventions, setInterventions } = store.getState();
        const place = nameOf(stack, cell.query, at);
        const where = { query: cell.key };
        setInterventions(withIntervention(interventions, { at: place, where, change: { kind: 'copy' } }));
      },
    };
  }, [title, token, words, store, stack, at]);
  const data = useMemo(
    (): HeatMapData => ({
      rows: Array.from({ length: nLayers }, (_, layer) => ({
        text: words.layer(layer + 1),
        name: words.layerName(layer + 1),
      })),
      cols: Array.from({ length: nPositions }, (_, position) => ({
        text: own[position]?.display ?? String(position + 1),
        name: words.position(
          `${position + 1} ${own[position]?.display ?? ''}`,
          other[position]?.display ?? '',
        ),
        hue: stack,
      })),
      values: probabilities,
      absent: null,
      texts: null,
      bars: null,
      scale: { kind: 'sequential', low: 0, high: Math.max(1e-6, ...probabilities) },
      selection: { query: null, key: null, locked: false },
    }),
    [nLayers, nPositions, probabilities, own, other, stack, words],
  );
  const frame = useNewFrame();
  const subject = useMemo(() => ({ title, chooses: 'nothing' as const }), [title]);
  return (
    <FrameProvider value={frame}>
      <div className={styles.head}>
        <h4>{title}</h4>
        <FigureTools subject={subject} />
      </div>
      <FigureHost className={beyond.figure} mount={mountHeatMap} options={options} data={data} />
    </FrameProvider>
  );
}
