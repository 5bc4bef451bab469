import type { ModelFile } from '../checkpoint/modelFile';
import { handSet } from '../model/handSet';
import type { HandSetId } from '../model/handSet/ids';
import type { Selection, Texts } from './types';

/** Everything that the page needs to show a model whose weights are set by hand. */
export interface HandSetShown {
  /** Of its weights in the engine. */
  readonly id: string;
  readonly file: ModelFile;
  /** Texts on which one sees what the head does; the first is shown when the model is opened. */
  readonly examples: readonly Partial<Texts>[];
  /** The head that the model is about. */
  readonly selection: Selection;
}

/**
 * A model that is set by hand, as one that was trained: with a vocabulary and a card, which says that it is not
 * trained. The page names it in its own language.
 */
export function handSetFile(id: HandSetId): HandSetShown {
  const { config, weights, alphabet, examples, head } = handSet(id);
  return {
    id: `handSet:${id}`,
    file: {
      config,
      tokenization: { kind: 'characters', characters: alphabet },
      card: { name: id, handSet: id, task: '', steps: 0, seed: 0, date: '', results: [], training: {} },
      weights,
      optimizer: null,
    },
    examples: examples.map((text) =>
      config.family === 'encoder-only' ? { first: text, second: '' } : { prompt: text },
    ),
    selection: { kind: head.kind, layer: head.layer, head: head.head, query: null, key: null },
  };
}
