import { counted } from './counted';

/** A row of attention in numbers. */
interface RowFacts {
  readonly queryText: string;
  readonly nKeys: number;
  readonly nMasked: number;
  readonly nSet: number;
}

/** A weight of that row, its numbers already as text. */
interface BarNumbers {
  readonly key: string;
  readonly weight: string;
  readonly before: string | null;
  readonly set: string | null;
  readonly isOnly: boolean;
}

/** The words of the interventions of the bench. */
export const benchInterventions = {
  whose: 'Model',
  switchboard: {
    title: 'Switch off or scale',
    how: 'How a part is changed',
    ways: { zero: 'to 0', mean: 'to its mean', scale: 'times' },
    hint: {
      zero: 'Nothing comes out of the part.',
      mean: 'What comes out is the mean over the tokens of this text: what it says of this position is gone.',
      scale: 'What comes out is multiplied.',
    },
    factor: 'Factor',
    layer: (stack: string, layer: number) => `${stack} ${layer}`,
    stacks: { encoder: 'Encoder', decoder: 'Decoder' },
    self: 'Self-attention heads',
    cross: 'Cross-attention heads',
    whole: 'Whole parts',
    head: (kind: string, layer: number, head: number) => `${kind}, layer ${layer}, head ${head}`,
    parts: {
      selfAttention: 'Self-attention',
      crossAttention: 'Cross-attention',
      feedForward: 'Feed-forward',
      layer: 'Layer off',
    },
    part: (part: string, stack: string, layer: number) => `${part}, ${stack}, layer ${layer}`,
  },
  row: {
    title: 'Set an attention row',
    choose: 'Lock a row or a cell of the map: its row is the query that is set here.',
    of: (query: string, place: string) => `Row of “${query}”, ${place}`,
    hint: 'Drag a bar up or down; or walk with ← → and set with ↑ ↓ (Shift: by 10 %).',
    legend: { now: 'computed now', before: 'without changes', set: 'set by hand', masked: 'masked' },
    columns: { key: 'key', now: 'now', before: 'without changes', set: 'set by hand' },
    bar: ({ key, weight, before, set, isOnly }: BarNumbers) =>
      [
        `${key}: ${weight} now`,
        before === null ? '' : `, ${before} without changes`,
        set === null ? '' : `; set to ${set}`,
        isOnly ? '. The mask shows no other key, so it stays 100 %' : '',
        '.',
      ].join(''),
    masked: (key: string) => `The mask hides ${key}: its weight is 0 and cannot be set.`,
    setTo: (key: string, weight: string) => `${key} set to ${weight}`,
    summary: ({ queryText, nKeys, nMasked, nSet }: RowFacts) =>
      `${queryText} attends over ${nKeys - nMasked} of ${nKeys} keys; ${nSet} set by hand.`,
    pin: (key: string) => `Pin to “${key}”`,
    uniform: 'Uniform',
    cut: (key: string) => `Cut “${key}”`,
    measured: 'As it was',
    note: 'The other keys share the rest in proportion to what they had; so do weights that were set before. Uniform is over the keys that the mask shows. Cut takes the key away before softmax.',
  },
  memory: {
    title: 'Swap the encoder memory',
    label: 'The decoder reads the memory of',
    placeholder: 'another source sentence',
    use: 'Swap',
    back: 'Own memory again',
    note: 'The decoder and its tokens stay; keys and values of cross-attention come from the other sentence.',
  },
  patch: {
    title: 'Patch from another text',
    label: 'Other text',
    placeholder: 'a text of about the same length',
    part: 'What is copied',
    parts: {
      residual: 'Residual stream',
      selfAttention: 'Self-attention output',
      crossAttention: 'Cross-attention output',
      feedForward: 'Feed-forward output',
    },
    stack: 'Stack',
    waits: 'The sweep waits for an “Other text”.',
    sweep: 'Sweep all layers and positions',
    note: 'The model runs on both texts; one activation at a time is copied from the other run. Click a cell to keep that copy as an intervention.',
    figure: (part: string, token: string) => `Probability of “${token}” with ${part} copied`,
    layer: (layer: number) => `L${layer}`,
    layerName: (layer: number) => `layer ${layer}`,
    layers: 'layer',
    positions: 'position: own token ← token of the other text',
    position: (own: string, other: string) => `${own} ← ${other}`,
    legend: (token: string) => `probability of “${token}”`,
    cell: (layer: string, position: string, value: string) => `${layer}, ${position}: ${value}`,
    hint: 'Point at a cell to read its number; click to copy there.',
    summary: (rows: number, cols: number) => `${counted(rows, 'layer')}, ${counted(cols, 'position')}.`,
    values: (own: string, other: string) => `Own run: ${own}. Run of the other text: ${other}.`,
    none: 'no such position',
  },
  list: {
    title: 'What is changed',
    none: 'None. The model runs as it is.',
    remove: (what: string) => `Remove: ${what}`,
    removeAll: 'Remove all',
    unreadable: (text: string) => `“${text}” cannot be read and is not applied.`,
    problem: (why: string) => `Not applied: ${why}`,
    problems: {
      change: 'this change is not possible at this place.',
      axis: 'the part has no such axis to choose from.',
      missing: 'a query and a key must be chosen.',
      number: (value: number) => `${value} is not possible here.`,
      absent: 'this model has no such part.',
      index: (place: number, count: number) => `there is no number ${place}, only ${count}.`,
      masked: (query: number, key: number) => `the mask hides key ${key} from query ${query}.`,
      noDonor: 'there is no other text to copy from.',
      donorShape: (donor: number, count: number) =>
        `the other text has ${donor}, this one ${count}; choose a position.`,
    },
    memory: (text: string) => `Memory of “${text}”`,
    at: {
      embedding: (stack: string) => `${stack} embedding`,
      output: (stack: string) => `${stack} output`,
      logits: 'Logits',
      layer: (stack: string, layer: number) => `${stack} layer ${layer}`,
      place: (what: string, stack: string, layer: number) => `${what}, ${stack} ${layer}`,
    },
    activations: {
      q: 'queries',
      k: 'keys',
      v: 'values',
      scores: 'scores',
      pattern: 'weights',
      headOutputs: 'head outputs',
      output: 'output',
      hidden: 'hidden units',
      input: 'input',
      afterSelfAttention: 'stream after self-attention',
      afterCrossAttention: 'stream after cross-attention',
      residual: 'stream',
      tokens: 'token vectors',
      positions: 'position vectors',
      segments: 'segment vectors',
    },
    kinds: {
      selfAttention: 'self-attention',
      crossAttention: 'cross-attention',
      feedForward: 'feed-forward',
    },
    where: {
      head: (head: number) => `head ${head}`,
      query: (query: string) => `position ${query}`,
      key: (key: string) => `key ${key}`,
    },
    change: {
      zero: 'set to 0',
      uniform: 'row made uniform',
      mean: 'set to its mean',
      scale: (factor: string) => `times ${factor}`,
      cut: 'cut',
      edge: (weight: string) => `weight set to ${weight}`,
      bypass: 'off',
      copy: 'copied from the other text',
    },
  },
  effect: {
    title: 'What it does',
    watch: 'At position',
    token: 'Chosen token',
    other: 'token',
    before: 'before',
    after: 'after',
    change: 'change',
    caption: 'Output distribution before and after',
    says: (token: string, before: string, after: string) =>
      `“${token}” goes from ${before} to ${after} here.`,
    stays: (token: string, value: string) => `“${token}” stays at ${value} here.`,
    /** Of a position that nobody chose. */
    why: {
      open: (place: string) =>
        `“${place}” is the last position at which the model is not certain how to go on: there is most to see.`,
      leastCertain: (place: string) =>
        `The model is certain at every position; at “${place}” it is least so, and there is most to see.`,
    },
    hint: 'Point at a position to read its number.',
    same: 'Nothing is changed: before and after are one.',
    positions: 'How far each position’s output moved',
    unit: 'Kullback-Leibler divergence in nats; 0 means not by one bit',
    moved: (count: number, total: number) => `${count} of ${counted(total, 'position')} moved.`,
    position: 'position',
    nats: 'nats',
    noOutput: 'This model has no output to watch.',
    waiting: 'Being computed.',
  },
  writing: {
    title: 'What it writes',
    run: 'Write before and after',
    before: 'Before',
    after: 'After',
    each: 'Write after each change',
    pace: (pass: string, isFast: boolean) =>
      `Each token takes a pass, and the fastest pass so far took ${pass}: ${
        isFast ? 'quick enough to write by itself' : 'too slow to write unless asked for'
      }.`,
    writing: (done: number, most: number) => `Being written: ${done} of up to ${counted(most, 'token')}.`,
    old: 'Shown is the text before the last change.',
    tokens: (count: number) => `${counted(count, 'token')}, greedy`,
    took: (time: string) => `, written in ${time}.`,
    first: (index: number, nGone: number, nNew: number) =>
      `They part at token ${index}: ${nGone} crossed out, ${nNew} underlined.`,
    same: 'Both are the same.',
    stop: 'Stop',
  },
  ranking: {
    title: 'Which heads matter here',
    run: 'Switch every head off in turn',
    parts: 'Every sub-layer and layer in turn',
    stop: 'Stop',
    progress: (done: number, total: number) => `${done} of ${total}`,
    note: (token: string, position: number) =>
      `Change in the probability of “${token}” at position ${position} when one head is off. What a head attends to is in its map; whether it matters here is the number under it.`,
    caption: 'Effect on the chosen token',
    part: 'part',
    probability: 'probability when off',
    change: 'change',
    logit: 'change of the logit',
    baseline: (probability: string) => `With all of them: ${probability}.`,
    layer: 'whole layer',
    stale: 'The model or the text has changed since.',
  },
};

export type BenchInterventionsMessages = typeof benchInterventions;
