import { counted } from './counted';
import type { Family } from '../model/config/types';

/** Facts of a finished race, already written as numbers. */
export interface RaceResult {
  readonly family: Family;
  readonly accuracy: string;
  readonly step: string;
  readonly loss: string;
  readonly ceiling: string | null;
}

const families: Readonly<Record<Family, string>> = {
  'encoder-only': 'Encoder-only',
  'decoder-only': 'Decoder-only',
  'encoder-decoder': 'Encoder-decoder',
};

/** The words of training; loaded when it is opened. */
export const training = {
  heading: 'Training',
  families,
  task: 'Task',
  /** By id; a task without words is called by its id. */
  tasks: {
    copy: 'Copy a sequence',
    reverse: 'Reverse a sequence',
    sort: 'Sort a sequence',
    recall: 'Recall by association',
    fillGap: 'Fill the gap',
    counting: 'Count symbols',
    brackets: 'Close the brackets',
    addition: 'Add modulo p',
    translation: 'Translate English to German',
    maskedWords: 'Guess masked words',
    sentencePairs: 'Do two sentences belong together?',
    entities: 'Label entities',
    questions: 'Answer questions from a text',
    stories: 'Continue a story',
    text: 'A text of your own',
  } as Readonly<Record<string, string>>,
  ownText: 'Text to learn from',
  ownTextHint:
    'Paste a text or drop a file here: some thousand characters at least. A decoder learns to go on with it.',
  pieces: 'Cut into',
  piecesOf: { characters: 'characters', bytePairs: 'pieces learned from it (BPE)' },
  merges: 'Merges',
  characters: (count: string) => `${count} characters`,
  sizes: { length: 'Length', nSymbols: 'Symbols', modulus: 'Modulus' } as Readonly<Record<string, string>>,
  status: {
    idle: 'Not started',
    running: 'Training',
    paused: 'Paused',
    failed: 'Stopped by an error',
    done: 'Done',
  },
  interrupted: {
    heading: 'A training of your last visit',
    body: (name: string) => `${name}. It can go on from there.`,
    goOn: 'Bring it back',
    discard: 'Discard it',
  },
  fits: 'To learn this, the model takes',
  fitNames: {
    vocabSize: 'vocabulary',
    targetVocabSize: 'target vocabulary',
    contextLength: 'context',
    nSegments: 'segments',
    shared: 'shared embedding',
    memory: 'encoder memory',
    head: 'output head',
  },
  fitChange: (name: string, from: string, to: string) => `${name} ${from} → ${to}`,
  unfit: (family: string) => `This task is not for ${family} models.`,
  unfitConfig: 'This model cannot have that task:',
  start: 'Start training',
  pause: 'Pause',
  resume: 'Go on',
  stepOnce: 'One step',
  discard: 'Throw this training away',
  discardQuestion: 'Its weights, curves and snapshots will be gone.',
  discardYes: 'Throw away',
  speed: 'Between steps',
  speeds: { none: 'no pause', short: '0.1 s', medium: '0.5 s', long: '2 s' },
  numbers: {
    step: 'Step',
    loss: 'Loss',
    unseen: 'Right on unseen',
    perStep: 'Time per step',
    tokens: 'Tokens per second',
    remaining: 'Remaining',
  },
  ofSteps: (done: string, all: string) => `${done} of ${all}`,
  shownStep: 'Shown step',
  atStep: (step: string) => `step ${step}`,
  newest: 'Follow the newest',
  olderNote: (step: string) => `All figures show the model as it was after step ${step}.`,
  curves: {
    figure: 'Loss and accuracy against training steps',
    metric: { loss: 'loss (nats)', accuracy: 'accuracy' },
    step: 'Step',
    training: 'training',
    smoothed: 'smoothed',
    unseen: 'unseen examples',
    floor: 'lowest possible',
    ceiling: 'highest possible',
    chance: 'guessing',
    hint: 'Point at a step to read its values; click to show its snapshot.',
    empty: 'No step yet.',
    marker: 'Step that the figures show',
    reading: (step: string, values: string) => `Step ${step}: ${values}`,
    values: (name: string, loss: string, accuracy: string) =>
      `${name === '' ? '' : `${name} `}loss ${loss}, ${accuracy} right`,
    test: (accuracy: string) => ` (unseen ${accuracy})`,
  },
  changed: 'The plan is not that of the training that there is.',
  startAnew: 'Start anew with it',
  fork: (step: string) => `Go on from step ${step} with it`,
  revert: 'Take it back',
  sees: 'What each family sees',
  seesNote:
    'The same example for each family. Above: what it reads. Below, filled: what it must answer there, which is what the loss counts.',
  reads: { encoder: 'encoder reads', decoder: 'decoder reads' },
  how: {
    'encoder-only': 'Masked places are filled in, all at once; each looks to both sides.',
    'decoder-only': 'Every place predicts its next token and sees only what came before.',
    'encoder-decoder':
      'The decoder is fed the right answer, one place late (teacher forcing), and asks the encoder.',
  },
  howOther: {
    labels: 'Each counted token gets a label.',
    span: 'The answer is a span of the text: its first and last token.',
    class: 'The whole text gets one label.',
  },
  wants: (word: string) => `answer: ${word}`,
  label: (label: string) => `label: ${label}`,
  notFor: 'Makes no sense for this family.',
  another: 'Another example',
  ceilingNote: (accuracy: string) =>
    `Cannot be right more often than ${accuracy}: what it would need comes later.`,
  options: 'How it learns',
  optionNames: {
    learningRate: 'Learning rate',
    warmUpSteps: 'Warm-up steps',
    decaySteps: 'Steps',
    weightDecay: 'Weight decay',
    clipNorm: 'Longest gradient (0: any)',
    labelSmoothing: 'Label smoothing',
    dropout: 'Dropout',
    batchSize: 'Examples per step',
    seed: 'Seed',
  },
  optionSummary: (rate: string, batch: string) => `rate ${rate}, ${batch} per step`,
  kept: 'Other trainings',
  keptEntry: (task: string, family: string, steps: string) => `${task}, ${family}, ${counted(steps, 'step')}`,
  goBack: 'Go back to it',
  question: {
    title: 'A training is under way',
    body: 'This change makes another model, and what was learned would not fit it.',
    keep: 'Pause, keep the training, change the model',
    anew: 'Train the changed model from the start',
    cancel: 'Cancel',
    note: 'In both cases the training stays in the list “Other trainings”.',
  },
  said: {
    running: 'Training has begun.',
    paused: (step: string) => `Training is paused at step ${step}.`,
    failed: 'Training was stopped by an error.',
    done: (step: string) => `Training is done: ${counted(step, 'step')}.`,
  },
  race: {
    open: 'Race of the three families',
    title: 'Race',
    intro:
      'The families learn the same task from the same examples in the same order, one step each in turn, with about as many parameters each. Compared are the answers of unseen examples, without the end token that only decoders predict.',
    hint: 'Point at a step to read its values.',
    unseenKey: 'unseen examples, answers only',
    size: 'Model',
    sizes: { small: 'Small', medium: 'Medium', current: 'As on the page' },
    steps: 'Steps',
    start: 'Start the race',
    again: 'Start again',
    parameters: (count: string) => `${count} parameters`,
    unseen: (accuracy: string) => `${accuracy} right on unseen examples`,
    map: (step: string) => `Attention of the last layer, one unseen example, step ${step}`,
    mapsOf: (family: string, step: string) => `Race, ${family}: heads of the last layer at step ${step}`,
    noMap: 'Attention comes with the first steps.',
    notIn: (families: string) => `Not for this task: ${families}.`,
    verdict: {
      won: ({ family, accuracy, step }: RaceResult) =>
        `${families[family]} is best: ${accuracy} right on unseen examples, first reached at step ${step}.`,
      tie: (names: string, { family, accuracy, step }: RaceResult) =>
        `${names} are about equal; ${families[family]} was first, with ${accuracy} right on unseen examples at step ${step}.`,
      other: ({ family, accuracy, step, loss }: RaceResult) =>
        `${families[family]}: best ${accuracy} at step ${step} (unseen loss ${loss}).`,
      ceiling: ({ family, ceiling }: RaceResult) =>
        `${families[family]} cannot exceed ${ceiling ?? ''} here on average: with a causal mask the place of the answer does not see what decides it.`,
      soFar: 'So far:',
    },
  },
};

export type TrainingMessages = typeof training;
