/** The words of the view inside one head. */
export const inside = {
  waiting: 'Being computed.',
  query: 'Query',
  token: (position: number, text: string) => `${position} ${text}`,
  place: (head: string, query: string) => `${head}, query ${query}`,
  dimension: 'dimension',
  dimensionName: (index: number) => `dimension ${index}`,
  keys: 'keys',
  products: {
    title: '1. Queries meet keys: the terms of q · k',
    legend: 'q × k in one dimension',
    sums: 'q·k',
    says: (dHead: number) =>
      `Each cell is one of the ${dHead} products whose sum is q · k; the bar is the magnitude of the sum.`,
    cell: (key: string, dimension: number, q: string, k: string, product: string) =>
      `${key}, dimension ${dimension}: q ${q} × k ${k} = ${product}`,
  },
  steps: {
    title: '2. From products to weights',
    caption: (place: string) => `Scores and weights: ${place}`,
    key: 'key',
    dot: 'q·k',
    scaled: (scale: string) => `× ${scale}`,
    added: 'position, cap',
    score: 'score',
    weight: 'softmax',
    masked: 'masked',
    says: 'Softmax takes e to each visible score and divides by the sum of all: the weights of the row sum to 100 %.',
    most: (shown: number, all: number) => `The ${shown} keys with the largest weights of ${all}.`,
  },
  values: {
    title: '3. Weights meet values: the terms of the head’s output',
    legend: 'weight × v in one dimension',
    output: 'sum',
    outputName: 'the sum: the head’s output',
    says: 'Each column sums to one number of the head’s output. The output matrix turns it into what is added to the residual stream.',
    cell: (key: string, dimension: number, weight: string, v: string, product: string) =>
      `${key}, dimension ${dimension}: weight ${weight} × v ${v} = ${product}`,
    sum: (dimension: number, value: string) => `head output, dimension ${dimension}: ${value}`,
  },
};

export type InsideMessages = typeof inside;
