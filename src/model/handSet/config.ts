import { presetOf } from '../config/presets';
import type { ModelConfig } from '../config/types';
import { placeBlocks, widthOf } from './blocks';
import type { HandSetId } from './ids';
import { ALPHABET, handSetShapes } from './shapes';

/** Special tokens in front of the alphabet, the one for unknown characters among them: see text/vocabulary. */
const N_SPECIALS = { 'encoder-only': 5, 'decoder-only': 4 } as const;

/**
 * The shape that a construction needs: a norm before each part, learned positions, a head a layer, as wide as the
 * stream, so that a dimension of q, k or v is that dimension of the stream; an output matrix of its own. No norm at the
 * end: logits are then exactly γ times what was read.
 */
export function handSetConfig(id: HandSetId): ModelConfig {
  const { family, contextLength, nLayers, blocks } = handSetShapes[id];
  const { config } = presetOf('gpt2');
  const isEncoder = family === 'encoder-only';
  const vocabSize = N_SPECIALS[family] + ALPHABET.length;
  const dModel = widthOf(placeBlocks(blocks, vocabSize, contextLength));
  return {
    ...config,
    family,
    nEncoderLayers: isEncoder ? nLayers : 0,
    nDecoderLayers: isEncoder ? 0 : nLayers,
    dModel,
    nHeads: 1,
    nKvHeads: 1,
    dHead: dModel,
    // Its weights are 0; this is the smallest that the page has.
    dFf: 8,
    vocabSize,
    targetVocabSize: vocabSize,
    contextLength,
    norm: { ...config.norm, final: false },
    bias: { queryKeyValue: false, attentionOutput: false, feedForward: false, norm: true, head: false },
    head: isEncoder
      ? { kind: 'maskedLanguageModel', tied: false, transform: null }
      : { kind: 'languageModel', tied: false, scale: 1, softCap: null },
  };
}
