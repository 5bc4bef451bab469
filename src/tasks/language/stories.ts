import type { Family } from '../../model/config/types';
import type { Random } from '../../shared/random';
import { createRandom } from '../../shared/random';
import type { Example, Split, Task } from '../task';
import { pick } from './choice';
import { hideWords } from './masking';
import { joinTexts, nextWordExample, sourceTargetExample } from './sequences';
import { drawOfSplit } from './split';
import type { SentenceEnd } from './storyGrammar';
import { LONGEST_STORY, writeStory } from './storyGrammar';
import { storyVocabulary } from './storyWords';

/** Stories that the mean is taken over; its standard error is then below 0.002 nats. */
const SAMPLES = 20_000;
const SAMPLE_SEED = 2017;
/** The shortest first sentence: "the red ball is in the garden ." */
const FEWEST_FIRST_WORDS = 8;
/** The shortest last sentence: "she goes to the garden ." */
const FEWEST_LAST_WORDS = 6;

/**
 * The share of words that a model would get right which knew the grammar and always said the likeliest word:
 * the mean over 5,000 stories, which takes too long to find anew (`nextWords`). Of whole stories, and of the rest.
 */
const CEILINGS = { whole: 0.724, rest: 0.829 };

/** A story: its words, where its sentences end, and its exact -log probability, the end included. */
export interface DrawnStory {
  readonly words: readonly string[];
  readonly nats: number;
  readonly ends: readonly SentenceEnd[];
}

/** Draws a story. Its text can arise from one sequence of choices only, so its nats are exact (see `drawOfSplit`). */
export function drawStory(random: Random, split: Split): DrawnStory {
  const { words, nats, result } = drawOfSplit(writeStory, random, split);
  return { words, nats, ends: result };
}

interface StoryFloors {
  readonly whole: number;
  readonly rest: number;
}

let floors: StoryFloors | null = null;

/** The entropy of the grammar in nats per word: of whole stories, and of the rest after a first part. */
export function storyFloors(): StoryFloors {
  if (floors) return floors;
  const random = createRandom(SAMPLE_SEED);
  const whole = { nats: 0, words: 0 };
  const rest = { nats: 0, words: 0 };
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    const story = drawStory(random, 'train');
    whole.nats += story.nats;
    whole.words += story.words.length + 1;
    const cut = cutOf(story, random);
    rest.nats += story.nats - cut.nats;
    rest.words += story.words.length + 1 - cut.length;
  }
  floors = { whole: whole.nats / whole.words, rest: rest.nats / rest.words };
  return floors;
}

/** Where the first part ends: after any sentence but the last. */
function cutOf(story: DrawnStory, random: Random): SentenceEnd {
  return pick(random, story.ends.slice(0, -1));
}

function example(family: Family, random: Random, split: Split): Example {
  const story = drawStory(random, split);
  if (family === 'decoder-only') return nextWordExample(story.words);
  if (family === 'encoder-decoder') {
    const { length } = cutOf(story, random);
    return sourceTargetExample(story.words.slice(0, length), story.words.slice(length));
  }
  const { words, targets } = hideWords(joinTexts(story.words).words, storyVocabulary, random);
  return { encoder: { words }, targets: { kind: 'tokens', words: targets } };
}

/** Short stories in which later words follow from facts that were told earlier. */
export const stories: Task = {
  id: 'stories',
  families: ['decoder-only', 'encoder-only', 'encoder-decoder'],
  vocabulary: () => ({ source: storyVocabulary, target: storyVocabulary, labels: [] }),
  longest(family) {
    if (family === 'decoder-only') return { encoder: 0, decoder: LONGEST_STORY + 1 };
    if (family === 'encoder-only') return { encoder: LONGEST_STORY + 2, decoder: 0 };
    return {
      encoder: LONGEST_STORY + 1 - FEWEST_LAST_WORDS,
      decoder: LONGEST_STORY + 1 - FEWEST_FIRST_WORDS,
    };
  },
  example,
  limits(family) {
    const chance = 1 / storyVocabulary.length;
    if (family === 'encoder-only') return { lossFloor: null, accuracyCeiling: null, chance };
    const part = family === 'decoder-only' ? 'whole' : 'rest';
    return { lossFloor: storyFloors()[part], accuracyCeiling: CEILINGS[part], chance };
  },
};
