import { counted } from './counted';

/** The words of the linked parts and of the cache. */
export const linked = {
  layer: 'Decoder layer',
  target: 'Target token',
  token: (position: number, text: string) => `${position} ${text}`,
  source: {
    title: (token: string) => `What “${token}” reads of the source`,
    figure: (token: string, layer: number) => `Source tokens read by “${token}”, decoder layer ${layer}`,
    cross: (layer: number) => `cross L${layer}`,
    crossName: (layer: number) => `cross-attention of layer ${layer}`,
    encoder: (layer: number) => `enc L${layer}`,
    encoderName: (from: number, layer: number) =>
      `cross-attention of layer ${from}, followed through encoder layer ${layer}`,
    says: 'First the cross-attention of every layer; then that of the chosen layer followed back through the encoder’s layers, to what those source tokens read themselves.',
  },
  own: {
    title: (token: string) => `What “${token}” reads of the target`,
    figure: (token: string, layer: number) =>
      `Target tokens read by “${token}”, from decoder layer ${layer} down`,
    self: (layer: number) => `L${layer}`,
    selfName: (from: number, layer: number) =>
      from === layer
        ? `self-attention of layer ${layer}`
        : `self-attention of layer ${from}, followed through layer ${layer}`,
    says: 'Self-attention of the decoder, followed down layer by layer to the first.',
  },
  legend: 'share of the reading, mean of the heads',
  path: 'along the path',
  sourceTokens: 'source tokens',
  targetTokens: 'target tokens',
  cell: (token: string, path: string, share: string) => `${token}, ${path}: ${share}`,
  note: 'Products of attention weights, means over the heads. Residual connections and values are left out: it is where reading goes, not what a vector is made of.',
  waiting: 'Being computed.',
  cache: {
    keys: 'Keys',
    values: 'Values',
    title: (place: string) => `Cache of: ${place}`,
    figure: (what: string, place: string) => `${what} in the cache: ${place}`,
    legend: 'value in one dimension',
    tokens: 'tokens, one column each',
    dimension: 'dimension',
    dimensionName: (index: number) => `dimension ${index}`,
    cell: (what: string, dimension: number, token: string, value: string) =>
      `${what}, ${token}, dimension ${dimension}: ${value}`,
    prompt: (count: number) =>
      count === 1
        ? 'The only token of the text leaves a column.'
        : `The ${count} tokens of the text are computed together; each leaves a column.`,
    step: (token: string, nReused: number) =>
      `Step for “${token}”: one new column is computed, ${nReused} are reused.`,
    memory: (count: number) =>
      `Keys and values of the encoder memory (${counted(count, 'column')}) are computed once and reused at every step.`,
    fixed: 'Nothing is added to them: what grows is the cache of the decoder’s self-attention.',
    none: 'The encoder has no cache: it reads the whole source at once, before the first token is written, and its output, the memory, stays as it is. What is kept while the decoder writes are its own keys and values and those of the memory: choose “Decoder self” or “Cross”.',
    layers: (nColumns: number, nMemory: number, size: string) =>
      `All layers together: ${counted(nColumns, 'column')} a head${nMemory > 0 ? `, and ${nMemory} of the memory` : ''}; ${size} in float32.`,
    cost: {
      caption: 'Operations of this step',
      with: 'with the cache',
      without: 'without it',
      ratio: 'ratio',
    },
    grow: 'Generate in the results panel; every token adds a column, and stepping back takes it away.',
  },
};

export type LinkedMessages = typeof linked;
