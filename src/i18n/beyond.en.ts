import { counted } from './counted';

/** The words of the views beyond attention: residual stream, lens, contributions, neurons, positions, embeddings. */
export const beyond = {
  waiting: 'Being computed.',
  stack: 'Stack',
  stacks: { encoder: 'Encoder', decoder: 'Decoder' },
  tokens: { encoder: 'encoder tokens', decoder: 'decoder tokens' },
  token: (position: number, text: string) => `${position} “${text}”`,
  wholeText: 'the whole text',
  depth: 'through the stack',
  points: {
    embedding: 'embed',
    self: (layer: number) => `L${layer} self`,
    cross: (layer: number) => `L${layer} cross`,
    feedForward: (layer: number) => `L${layer} FFN`,
    final: 'norm',
    layer: (layer: number) => `L${layer}`,
  },
  pointNames: {
    embedding: 'after the embedding',
    self: (layer: number) => `after self-attention of layer ${layer}`,
    cross: (layer: number) => `after cross-attention of layer ${layer}`,
    feedForward: (layer: number) => `after the feed-forward block of layer ${layer}`,
    final: 'after the final norm',
  },
  hint: 'Point at a cell to read its numbers; click to lock.',
  pooled: 'Several cells share a pixel; it shows the strongest.',
  summary: (rows: number, cols: number) => `${counted(rows, 'row')}, ${counted(cols, 'column')}.`,
  noValue: (row: string, col: string) => `${row}, ${col}: nothing`,
  at: (row: string, col: string, value: string) => `${row}, ${col}: ${value}`,
  words: 'token',
  stream: {
    figure: 'Residual stream',
    what: 'Measure',
    measures: { norm: 'Length', cosine: 'Cosine to the end' },
    norm: 'Euclidean length of the vector',
    cosine: 'cosine of the angle to the state at the end of the stack',
    postNorm:
      'Post-norm: every sub-layer ends with a norm. The length behind it is set by that norm’s own parameters, not by how much was added before.',
    cell: (token: string, point: string, name: string, value: string) =>
      `${token}, ${point}: ${name} ${value}`,
  },
  distribution: {
    figure: 'Output distribution at every position',
    columns: 'outputs, the most probable first',
    rank: (rank: number) => `#${rank}`,
    rankName: (rank: number) => `output ${rank}`,
    legend: 'probability',
    entropy: 'entropy, bits',
    entropyAt: (token: string, bits: string, most: string) =>
      `${token}: entropy ${bits} of at most ${most} bits`,
    cell: (token: string, rank: number, output: string, percent: string) =>
      `${token}: output ${rank} is “${output}” with ${percent}`,
    afterToken: 'The row of a token is the distribution of the token after it.',
  },
  lens: {
    figure: 'Logit lens',
    what: 'Colour',
    whats: { top: 'Its own best', chosen: 'Chosen token', rank: 'Rank of the chosen' },
    chosen: 'Chosen token',
    choices: { final: 'best at the end', text: 'token of the text', start: 'start', end: 'end' },
    top: 'probability of the most probable output',
    probability: 'probability of the chosen output',
    rank: 'rank of the chosen output, 1 is the most probable',
    withNorm: 'Each state goes through the final norm and the head of this model (nostalgebraist 2020).',
    withoutNorm: 'This model has no final norm: each state goes straight to its head (nostalgebraist 2020).',
    noHead: 'The encoder has no head of its own; the lens looks at the decoder.',
    cell: (token: string, point: string, best: string, percent: string) =>
      `${token}, ${point}: “${best}” with ${percent}`,
    chosenCell: (chosen: string, percent: string, rank: string) =>
      `; “${chosen}” has ${percent}, rank ${rank}`,
    spanCell: (token: string, point: string, percent: string, rank: string) =>
      `${token}, ${point}: ${percent}, rank ${rank} of the positions`,
    start: 'start of the answer',
    end: 'end of the answer',
    nothingChosen: 'no token follows',
  },
  contributions: {
    figure: (output: string, token: string) => `What adds to the logit of “${output}” at ${token}`,
    rows: 'parts',
    columns: 'what adds',
    legend: 'contribution to the logit',
    words: 'rounded',
    output: 'Output',
    candidate: (output: string, logit: string) => `${output} (${logit})`,
    embedding: 'embedding',
    layer: (layer: number) => `layer ${layer}`,
    head: 'head, final norm',
    cap: 'soft cap',
    remainder: 'remainder',
    logit: 'logit',
    total: 'sum',
    self: (head: number) => `self ${head}`,
    cross: (head: number) => `cross ${head}`,
    feedForward: 'FFN',
    biases: 'biases',
    selfName: (head: number) => `self-attention head ${head}`,
    crossName: (head: number) => `cross-attention head ${head}`,
    feedForwardName: 'feed-forward block',
    biasesName: 'biases that no head owns',
    totalName: 'everything in this row',
    tokens: 'token',
    positions: 'position',
    segments: 'segment',
    sum: (parts: string, logit: string, remainder: string, isRounding: boolean) =>
      isRounding
        ? `${parts} = ${logit}, the logit; the remainder of ${remainder} is rounding.`
        : `${parts} + remainder ${remainder} = ${logit}, the logit; so large a remainder means that the stream was changed on its way.`,
    parts: {
      embedding: (value: string) => `embedding ${value}`,
      self: (value: string) => `self-attention ${value}`,
      cross: (value: string) => `cross-attention ${value}`,
      feedForward: (value: string) => `feed-forward ${value}`,
      constants: (value: string) => `biases ${value}`,
      cap: (value: string) => `soft cap ${value}`,
    },
    preNorm:
      'Pre-norm: the parts add up in the stream, and the scale of the final norm is held at its value here. The sum is exact; without a part the scale would change a little.',
    noNorm: 'The parts add up in the stream and no norm follows: the sum is exact, and so is each part.',
    postNorm:
      'Post-norm: every sub-layer ends with a norm, which rescales all that came before. Their scales are held at their values here, so that the sum is exact; a part’s share is what all later norms leave of it, and would not be lost alone if it were removed.',
    bothNorm:
      'Norms stand before and after each sub-layer: those after it, and the final one, are held at their scales here. The sum is exact; removing a part would change the scales.',
    gates:
      'The head has a transform with an activation, which is not linear: each number is held at the factor by which the activation changes it here.',
    pooled: 'The head reads the whole text at once: the contributions of its positions are added.',
    noEncoder: 'What the encoder says is within the cross-attention heads.',
  },
  neurons: {
    figure: 'Most active neuron by position and layer',
    ofLayer: (layer: number) => `Most active neurons of layer ${layer}`,
    what: 'Measure',
    measures: { strongest: 'Strongest', share: 'Share above 0' },
    columns: 'layers',
    neurons: 'neurons, the most active first',
    legend: 'activation of the strongest neuron',
    share: 'share of neurons with an activation above 0',
    activation: 'activation',
    neuron: (neuron: number) => `n${neuron}`,
    neuronName: (neuron: number) => `neuron ${neuron}`,
    words: 'neuron',
    layerName: (layer: number) => `layer ${layer}`,
    cell: (token: string, layer: number, neuron: number, value: string, share: string) =>
      `${token}, layer ${layer}: neuron ${neuron} has ${value}; ${share} of the neurons are above 0`,
    count: (shown: string, all: string) =>
      `${shown} of ${all} neurons, by their largest magnitude at any token`,
  },
  positions: {
    none: 'This model is told nothing of positions: neither vectors, nor angles, nor biases. What order it knows, it has from its mask.',
    learned: 'Learned positions: one vector a position, added to the token’s',
    sinusoidal: 'Sinusoidal positions, added to the token’s vector',
    sinusoidalNote: 'angle = position / 10000^(2i/dModel) (Vaswani 2017, section 3.5)',
    learnedNote: 'Rows of the table for this text.',
    rotary: 'Rotary positions: queries and keys are turned, pair by pair',
    rotaryNote: (unturned: number) =>
      unturned === 0
        ? 'Every pair of dimensions turns (Su 2021).'
        : `${unturned} dimensions of each head are not turned (Su 2021).`,
    alibi: 'ALiBi: what is added to each score, by distance',
    alibiNote: '−slope · distance, one slope a head (Press 2022)',
    t5: 'T5: learned biases of the scores, by bucket of the distance',
    t5Note: 'Shared by all layers (Raffel 2020, section 2.1).',
    dimensions: 'dimensions',
    pairs: 'pairs of dimensions',
    heads: 'heads',
    distances: 'distance of the key from the query',
    positions: 'positions',
    value: 'value',
    cosine: 'cosine of the angle',
    sine: 'sine of the angle',
    bias: 'added to the score',
    shown: 'Shown',
    parts: { cosine: 'Cosine', sine: 'Sine' },
    dimension: (index: number) => `dimension ${index}`,
    pair: (index: number) => `pair ${index}`,
    head: (index: number) => `head ${index}`,
    distance: (distance: number) => (distance === 0 ? 'the token itself' : `distance ${distance}`),
    bucket: (distance: string, bucket: number) => `${distance} (bucket ${bucket})`,
    angle: (row: string, pair: string, value: string, degrees: string, period: string) =>
      `${row}, ${pair}: ${value} (turned by ${degrees}°; once round in ${period} positions)`,
  },
  embeddings: {
    figure: 'Token embeddings in two dimensions',
    axis: (component: number, share: string) => `component ${component}: ${share} of the variance`,
    ofText: 'tokens of this text',
    others: 'other tokens of the vocabulary',
    sample: (shown: string, all: string) =>
      `${shown} of ${all} rows of the table: those of this text and every so many.`,
    allRows: (all: string) => `All ${all} rows of the table.`,
    method:
      'Principal components of the rows that are shown. Distances in the plane leave out the rest of the variance.',
    point: (text: string, id: number, x: string, y: string) => `“${text}” (id ${id}): ${x}, ${y}`,
    columns: { id: 'token id', token: 'token', x: 'component 1', y: 'component 2', inText: 'in this text' },
    yes: 'yes',
    no: 'no',
    hint: 'Point at a token to read it; arrow keys walk over the tokens of the text.',
    summary: (inText: number, all: number) =>
      `${counted(inText, 'token')} of this text among ${all} rows of the table.`,
  },
};

export type BeyondMessages = typeof beyond;
