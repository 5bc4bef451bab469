/** The trained models that come with the page, in the order in which it offers them. */
export const shippedIds = [
  'translator',
  'masked-words',
  'entities',
  'questions',
  'stories',
  'reverse',
  'fill-gap',
  'recall',
] as const;

export type ShippedId = (typeof shippedIds)[number];
