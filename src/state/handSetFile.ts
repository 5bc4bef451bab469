import type { ModelFile } from '../checkpoint/modelFile';
import { handSet } from '../model/handSet';
import type { HandSetChoice } from '../model/handSet/ids';

/**
 * A model that is set by hand, as one that was trained: with a vocabulary and a card, which says that it is not
 * trained. The page names it in its own language.
 */
export function handSetFile({ id, sharpness }: HandSetChoice): ModelFile {
  const { config, weights, alphabet } = handSet(id, sharpness);
  return {
    config,
    tokenization: { kind: 'characters', characters: alphabet },
    card: { name: id, handSet: id, task: '', steps: 0, seed: 0, date: '', results: [], training: {} },
    weights,
    optimizer: null,
  };
}
