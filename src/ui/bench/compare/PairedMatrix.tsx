import { useMemo } from 'react';
import {
  mountSightMatrix,
  type SightMatrixData,
  type SightMatrixLabels,
  type SightMatrixOptions,
} from '../../../figures/sightMatrix';
import { FigureHost } from '../../FigureHost';
import { matrixLabels } from '../../figureLabels';
import { headWeights } from '../../headWeights';
import { useApp, useMessages } from '../../page';
import styles from './compare.module.css';
import { useCompareMessages } from './useCompareMessages';
import { type Paired, usePaired } from './usePaired';
import { useSightMap } from './useSightMap';

/**
 * The matrix of one model. What is pointed at in one is marked in all that read the same tokens, and so is what only
 * some of the models see.
 */
export function PairedMatrix(paired: Paired) {
  const messages = useMessages();
  const { sight: words } = useCompareMessages();
  const scale = useApp((state) => state.scale);
  const { tokens, selection, pointing, transient, onUpdated } = usePaired<SightMatrixData>(paired);
  const sight = useSightMap(paired);
  const { models, model, shown } = paired;
  const { weights, nHeads } = shown.attention;
  const { kind, layer, head } = shown.attention.selection;
  const others = models
    .map(({ slot }) => slot)
    .filter((slot) => slot !== model.slot)
    .join('');
  const options = useMemo((): SightMatrixOptions => {
    const marks = words.marks([...others]);
    const labels: SightMatrixLabels = { ...matrixLabels(messages, { kind, layer, head }), ...marks };
    return { labels, scale, ...pointing };
  }, [messages, words, others, kind, layer, head, scale, pointing]);
  const data = useMemo(
    (): SightMatrixData => ({
      ...tokens,
      sight,
      weights: headWeights(weights, nHeads)[head] ?? new Float32Array(),
      selection,
    }),
    [tokens, sight, weights, nHeads, head, selection],
  );
  const host = { className: styles.figure, data, transient, onUpdated };
  return <FigureHost mount={mountSightMatrix} options={options} {...host} />;
}
