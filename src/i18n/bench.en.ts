/** The words of the bench that all its tools share. */
export const bench = {
  heading: 'Bench',
  toolLabel: 'What the bench is used for',
  tools: {
    compare: 'Side by side',
    morph: 'Morph',
    masks: 'Masks',
    interventions: 'Interventions',
    handSet: 'Hand-set heads',
  },
  hints: {
    compare: 'Two or three models on one text, with one selection over all of them.',
    morph: 'From encoder to decoder to encoder-decoder, one change at a time.',
    masks: 'Who may see whom, and what leaks when that changes.',
    interventions: 'Switch parts off, set weights, swap memories, and see what the output does.',
    handSet: 'Weights written by hand, so that a head does one thing.',
  },
  settings: 'Variables of a model',
  whose: 'Whose variables',
  model: (slot: string) => `Model ${slot}`,
  sharedText: 'Text of all models',
  target: 'Target so far',
  undo: 'Undo, over all models',
  redo: 'Redo, over all models',
  loading: 'Being loaded.',
  /** A difference in percentage points. */
  points: (difference: string) => `${difference} pp`,
  active: (count: number) =>
    count === 1
      ? 'One intervention changes this model while it runs.'
      : `${count} interventions change this model while it runs.`,
  idle: (count: number) =>
    count === 1
      ? 'One intervention cannot be made in this model and text.'
      : `${count} interventions cannot be made in this model and text.`,
  showActive: 'Show in the bench',
  removeActive: 'Remove all',
};

export type BenchMessages = typeof bench;
