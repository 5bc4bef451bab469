import { useMemo, useState } from 'react';
import type { HeatItem, HeatMapData } from '../../../figures/heatMap';
import { numbered, visibleToken } from '../../../figures/shared/text';
import type { LeakFindings, StackFindings } from '../../../state/bench/leakFindings';
import type { Prepared } from '../../../state/types';
import { TokenHeatFigure } from '../../views/beyond/HeatFigure';
import { formatDifference, leakLabels } from './maskLabels';
import { useMaskWords } from './useMaskWords';

/** Below this share of the largest difference all colours are alike: about what 32-bit floats can tell apart. */
const LEAST_SHARE = 1e-7;

interface Props {
  readonly findings: LeakFindings;
  readonly stack: StackFindings;
  readonly prepared: Prepared;
}

/** How far every position of a stack moved at every depth; tokens are rows, as in other maps of the stream. */
export function LeakMap({ findings, stack: one, prepared }: Props) {
  const text = useMaskWords();
  const [column, setColumn] = useState<number | null>(null);
  const { stack, nPositions, nLevels } = one;
  const labels = useMemo(() => leakLabels(text, stack), [text, stack]);
  const map = useMemo(() => {
    const { logits, protectedLogits, outputStack } = findings;
    const hasLogits = stack === outputStack && logits.length === nPositions;
    const nCols = nLevels + (hasLogits ? 1 : 0);
    const values = new Float32Array(nPositions * nCols);
    const isProtected = new Uint8Array(nPositions * nCols);
    for (let position = 0; position < nPositions; position += 1) {
      for (let col = 0; col < nCols; col += 1) {
        const [from, guards, at] =
          col < nLevels
            ? [one.differences, one.isProtected, col * nPositions + position]
            : [logits, protectedLogits, position];
        values[position * nCols + col] = from[at] ?? Number.NaN;
        isProtected[position * nCols + col] = guards[at] ?? 0;
      }
    }
    const high = values.reduce((most, value) => Math.max(most, value), 0) || 1;
    const low = values.reduce((least, value) => (value > 0 ? Math.min(least, value) : least), high);
    const marked = isProtected.map((guarded, index) => (guarded === 1 && values[index] !== 0 ? 1 : 0));
    const levels: readonly HeatItem[] = Array.from({ length: nCols }, (_, col) => ({
      ...level(col, nLevels, text),
      hue: stack,
    }));
    const made: Omit<HeatMapData, 'selection'> = {
      rows: (prepared[stack]?.tokens ?? []).map(({ display }, position) => ({
        text: visibleToken(display),
        name: numbered(position, display),
      })),
      cols: levels,
      values,
      absent: null,
      marked,
      texts: Array.from(values, formatDifference),
      bars: null,
      scale: {
        kind: 'sequential',
        low: Math.max(low, high * LEAST_SHARE),
        high,
        logarithmic: true,
        hasZeros: true,
      },
    };
    return made;
  }, [findings, one, stack, nPositions, nLevels, prepared, text]);
  return <TokenHeatFigure map={map} labels={labels} stack={stack} column={column} onColumn={setColumn} />;
}

function level(
  col: number,
  nLevels: number,
  { levels, levelNames }: ReturnType<typeof useMaskWords>,
): HeatItem {
  if (col === 0) return { text: levels.embedding, name: levelNames.embedding };
  if (col === nLevels) return { text: levels.logits, name: levelNames.logits };
  if (col === nLevels - 1) return { text: levels.output, name: levelNames.output };
  return { text: levels.layer(col), name: levelNames.layer(col) };
}
