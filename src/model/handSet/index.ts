import type { ModelConfig } from '../config/types';
import { placeBlocks } from './blocks';
import { handSetConfig } from './config';
import { type HandSetId, USUAL_SHARPNESS } from './ids';
import { induction } from './induction';
import { mirroredPosition } from './mirroredPosition';
import { previousToken } from './previousToken';
import { samePosition } from './samePosition';
import { sameToken } from './sameToken';
import { ALPHABET, handSetShapes } from './shapes';
import type { Construction, HandSetHead, HandSetModel, HandSetNorm } from './types';
import { writeWeights } from './write';

const constructions: Readonly<Record<HandSetId, Construction>> = {
  previousToken,
  samePosition,
  mirroredPosition,
  sameToken,
  induction,
};

const OUTPUT_SCALE = 8;

/** Token and position are in every vector from the beginning. */
const ONES_OF_EMBEDDING = 2;

/**
 * A model whose weights are written down, not learned: its head does exactly what its name says.
 * @param sharpness β of the last head
 */
export function handSet(id: HandSetId, sharpness = USUAL_SHARPNESS): HandSetModel {
  const { family, contextLength, nLayers, examples, blocks: names } = handSetShapes[id];
  const { formula, heads: constructed } = constructions[id];
  const config = handSetConfig(id);
  const blocks = placeBlocks(names, config.vocabSize, contextLength);
  const heads = constructed.map((head, layer): HandSetHead => ({
    ...head,
    ...(layer === nLayers - 1 ? { sharpness } : {}),
    kind: family === 'encoder-only' ? 'encoderSelf' : 'decoderSelf',
    layer,
    head: 0,
  }));
  const norms = heads.map(({ layer }) => undoneNorm(config, layer));
  const head = heads.at(-1);
  if (!head) throw new Error(`${id} has no head.`);
  const weights = writeWeights({ config, blocks, heads, norms, outputScale: OUTPUT_SCALE });
  return {
    id,
    config,
    weights,
    alphabet: ALPHABET,
    examples,
    blocks,
    heads,
    head,
    formula,
    norms,
    outputScale: OUTPUT_SCALE,
  };
}

/**
 * LayerNorm in front of a layer. Each block that is filled sums to 1, since softmax does: after `layer` heads the mean
 * is (2 + layer) / dModel at every position. Blocks are one-hot there too (a head before the last is that sharp), so the
 * variance is the same everywhere as well, and the norm's weight and bias can give back what it took.
 */
function undoneNorm({ dModel, norm }: ModelConfig, layer: number): HandSetNorm {
  const nOnes = ONES_OF_EMBEDDING + layer;
  const mean = nOnes / dModel;
  const variance = mean - mean ** 2;
  return { layer, nOnes, mean, variance, gain: Math.sqrt(variance + norm.epsilon) };
}
