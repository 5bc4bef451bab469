/** The fixed vocabulary of axes: comments, graph, trace and figures use these words only. */
export type Axis =
  | 'batch'
  | 'position'
  | 'query'
  | 'key'
  | 'heads'
  | 'kvHeads'
  | 'dHead'
  | 'dModel'
  | 'dEmbedding'
  | 'dFf'
  | 'vocab'
  | 'labels';
