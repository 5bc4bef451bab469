import type { Random } from '../../shared/random';
import { createRandom } from '../../shared/random';
import type { Example, Split, Task } from '../task';
import { encoderVocabulary } from './encoderVocabulary';
import type { Entity, Mark } from './factMarks';
import { LONGEST_PAIR, writePair } from './pairs';
import { joinTexts } from './sequences';
import { drawOfSplit } from './split';

const ENTITIES: readonly Entity[] = ['PERSON', 'PLACE', 'TIME', 'NUMBER'];
const LABELS = ['O', ...ENTITIES.flatMap((entity) => [`B-${entity}`, `I-${entity}`])];
const SAMPLES = 2000;

let chance: number | null = null;

/** The label of each word: B where an entity begins, I where it goes on, O elsewhere. */
export function labelWords(words: number, marks: readonly Mark[]): readonly string[] {
  const labels = Array.from({ length: words }, () => 'O');
  for (const { entity, start, end } of marks) {
    for (let place = start; place < end; place += 1)
      labels[place] = `${place === start ? 'B' : 'I'}-${entity}`;
  }
  return labels;
}

function example(random: Random, split: Split): Example {
  const { words, result } = drawOfSplit(writePair, random, split);
  const labels = labelWords(words.length, result.marks);
  const first = labels.slice(0, result.cut);
  return {
    encoder: joinTexts(words.slice(0, result.cut), words.slice(result.cut)),
    targets: { kind: 'labels', labels: [null, ...first, null, ...labels.slice(result.cut), null] },
  };
}

/** The share of O, the most frequent label. */
function shareOfOutside(): number {
  const random = createRandom(1);
  const labels = Array.from({ length: SAMPLES }, () => example(random, 'train').targets).flatMap((targets) =>
    targets.kind === 'labels' ? targets.labels.filter((label) => label !== null) : [],
  );
  return labels.filter((label) => label === 'O').length / labels.length;
}

/**
 * Which words are people, named places, times and numbers. Some names are people and places or months, and
 * some numbers are hours: what stands around them tells. A text has one reading, so its labels are certain.
 */
export const entities: Task = {
  id: 'entities',
  families: ['encoder-only'],
  vocabulary: () => ({ source: encoderVocabulary, target: encoderVocabulary, labels: LABELS }),
  longest: () => ({ encoder: LONGEST_PAIR + 3, decoder: 0 }),
  example: (_family, random, split) => example(random, split),
  limits() {
    chance ??= shareOfOutside();
    return { lossFloor: 0, accuracyCeiling: null, chance };
  },
};
