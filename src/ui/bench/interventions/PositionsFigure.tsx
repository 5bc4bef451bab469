import { useMemo } from 'react';
import { type HeatMapLabels } from '../../../figures/heatMap';
import type { Stack } from '../../../model/config/types';
import type { ShownToken } from '../../../state/types';
import { formatSignificant } from '../../format';
import { PlainHeatFigure } from '../../views/beyond/PlainHeatFigure';
import { useWords } from './words';

interface Props {
  /** [position], in nats */
  readonly moved: Float64Array;
  readonly tokens: readonly ShownToken[];
  readonly stack: Stack;
}

/** One cell a position: how far its output moved. */
export function PositionsFigure({ moved, tokens, stack }: Props) {
  const words = useWords().effect;
  const labels = useMemo((): HeatMapLabels => {
    const nats = (value: number): string => formatSignificant(value, 2);
    return {
      figure: words.positions,
      rowAxis: '',
      columnAxis: words.position,
      legend: words.unit,
      notes: [],
      pooled: '',
      bars: '',
      words: '',
      hint: words.hint,
      tick: nats,
      bar: nats,
      cell: ({ colName, value }) => `${colName}: ${nats(value ?? 0)} ${words.nats}`,
      line: ({ name }) => name,
      summary: ({ selected }) => [words.positions, selected].filter(Boolean).join(': '),
    };
  }, [words]);
  const map = useMemo(
    () => ({
      rows: [{ text: '' }],
      cols: tokens.map(({ display }, index) => ({
        text: display,
        name: `${index + 1} ${display}`,
        hue: stack,
      })),
      values: Float32Array.from(moved),
      absent: null,
      texts: null,
      bars: null,
      scale: { kind: 'sequential', low: 0, high: Math.max(1e-3, ...moved) } as const,
    }),
    [moved, tokens, stack],
  );
  return <PlainHeatFigure map={map} labels={labels} />;
}
