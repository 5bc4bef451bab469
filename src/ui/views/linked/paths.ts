import { oneToken, readThrough } from '../../../analysis/readThrough';
import type { AttentionView } from '../../../state/selectors';
import type { FigureKind } from '../../../state/types';

/** One stage of a path: after which sub-layer, and what is read there. */
export interface Stage {
  readonly kind: FigureKind;
  readonly layer: number;
  /** [token] */
  readonly shares: Float32Array;
}

const layersOf = (all: readonly AttentionView[], kind: FigureKind): readonly AttentionView[] =>
  all.filter(({ selection }) => selection.kind === kind);

const through = (mixture: Float32Array, { weights, nHeads }: AttentionView): Float32Array =>
  readThrough(mixture, weights, nHeads);

/** The cross-attention of every layer, then that of one followed back through the encoder, its last layer first. */
export function sourceStages(
  all: readonly AttentionView[],
  position: number,
  layer: number,
): readonly Stage[] {
  const crosses = layersOf(all, 'cross').map((attention): Stage => {
    const token = oneToken(position, attention.queries.tokens.length);
    return { kind: 'cross', layer: attention.selection.layer, shares: through(token, attention) };
  });
  let mixture = crosses[layer]?.shares;
  if (!mixture) return crosses;
  const stages: Stage[] = [...crosses];
  for (const attention of layersOf(all, 'encoderSelf').toReversed()) {
    mixture = through(mixture, attention);
    stages.push({ kind: 'encoderSelf', layer: attention.selection.layer, shares: mixture });
  }
  return stages;
}

/** The decoder's self-attention of a layer, followed down to the first. */
export function targetStages(
  all: readonly AttentionView[],
  position: number,
  layer: number,
): readonly Stage[] {
  const layers = layersOf(all, 'decoderSelf').slice(0, layer + 1);
  const stages: Stage[] = [];
  let mixture = oneToken(position, layers[0]?.queries.tokens.length ?? 0);
  for (const attention of layers.toReversed()) {
    mixture = through(mixture, attention);
    stages.push({ kind: 'decoderSelf', layer: attention.selection.layer, shares: mixture });
  }
  return stages;
}
