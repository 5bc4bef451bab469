import { USUAL_PALETTE } from '../shared/palettes';
import { isShippedId, type KnownModel } from './shipped';
import { shippedFocus } from './shippedExamples';
import { figureKinds } from './slices/selection';
import { initialTexts } from './slices/text';
import type { AppState, FigureKind, Selection, Texts } from './types';

/** What a link holds. */
export type LinkState = Pick<
  AppState,
  | 'presetId'
  | 'config'
  | 'trained'
  | 'leftTrained'
  | 'tokenization'
  | 'loading'
  | 'isReplacing'
  | 'wantsFocus'
  | 'wantsRandom'
  | 'texts'
  | 'maskedPositions'
  | 'padding'
  | 'selection'
  | 'view'
  | 'details'
  | 'scale'
  | 'linkHeads'
  | 'linkShape'
  | 'batchRow'
  | 'predictionPosition'
  | 'weights'
  | 'backendChoice'
  | 'language'
  | 'ownLanguage'
  | 'theme'
  | 'palette'
  | 'bench'
  | 'interventions'
  | 'memoryText'
  | 'donorText'
>;

export const VERSION = '1';
/** Longer addresses break in mail programs and servers. */
export const MAX_LINK_LENGTH = 8192;
export const CONFIG_PREFIX = 'c.';
/** What a link that does not say otherwise looks like, to every reader alike. */
export const USUAL_LOOK = { theme: 'system', palette: USUAL_PALETTE } as const;

/** Each text, and its name in a link. */
export const textKeys = [
  ['first', 'a'],
  ['second', 'b'],
  ['prompt', 'prompt'],
  ['source', 'source'],
  ['target', 'target'],
] as const satisfies readonly (readonly [keyof Texts, string])[];

/** At most as many characters as a link may have, without half a value at its end. */
export function bounded(hash: string): string {
  if (hash.length <= MAX_LINK_LENGTH) return hash;
  const part = hash.slice(0, MAX_LINK_LENGTH);
  return hash[MAX_LINK_LENGTH] === '&' ? part : part.replace(/(?:^|&)[^&]*$/, '');
}

/** Where one looks when a link names no layer and no head: where a shipped model shows what it has learned. */
export function usualPlaceOf(model: KnownModel | null, kind: FigureKind): Pick<Selection, 'layer' | 'head'> {
  const first = { layer: 0, head: 0 };
  if (!model || !isShippedId(model.id) || kind !== figureKinds(model.config)[0]) return first;
  return shippedFocus[model.id] ?? first;
}

/** The texts of a link that has none. */
export function usualTexts(model: KnownModel | null): Texts {
  return { ...initialTexts, ...model?.examples[0] };
}
