/** Heads whose weights can be written down, in the order in which the page offers them. */
export const handSetIds = [
  'previousToken',
  'samePosition',
  'mirroredPosition',
  'sameToken',
  'induction',
] as const;

export type HandSetId = (typeof handSetIds)[number];
