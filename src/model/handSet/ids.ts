/** Heads whose weights can be written down, in the order in which the page offers them. */
export const handSetIds = [
  'previousToken',
  'samePosition',
  'mirroredPosition',
  'sameToken',
  'induction',
] as const;

export type HandSetId = (typeof handSetIds)[number];

/** β of the head that a model is about, where nothing else is said; any whole number up to the most may be. */
export const USUAL_SHARPNESS = 8;
export const MOST_SHARPNESS = 16;

/** What a model that is set by hand is called in links and in the engine: other weights have another name. */
export type HandSetModelId = `handSet:${HandSetId}` | `handSet:${HandSetId}@${number}`;

export interface HandSetChoice {
  readonly id: HandSetId;
  /** β of its last head. */
  readonly sharpness: number;
}

export function handSetModelId({ id, sharpness }: HandSetChoice): HandSetModelId {
  return sharpness === USUAL_SHARPNESS ? `handSet:${id}` : `handSet:${id}@${sharpness}`;
}

/** What a name stands for; null: it is none. */
export function handSetChoice(name: string): HandSetChoice | null {
  const [, called, typed = USUAL_SHARPNESS] = /^handSet:(\w+)(?:@(\d\d?))?$/.exec(name) ?? [];
  const id = handSetIds.find((one) => one === called);
  return id ? { id, sharpness: Math.min(MOST_SHARPNESS, Number(typed)) } : null;
}
