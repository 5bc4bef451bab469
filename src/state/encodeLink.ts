import { DEFAULT_PRESET, presetOf } from '../model/config/presets';
import { configDifference } from './configDifference';
import {
  bounded,
  CONFIG_PREFIX,
  type LinkState,
  MAX_LINK_LENGTH,
  textKeys,
  USUAL_LOOK,
  usualPlaceOf,
  usualTexts,
  VERSION,
} from './linkFormat';
import { type KnownModel, knownModel, shownConfig } from './shipped';
import { figureKinds, fitSelection, USUAL_SCALE } from './slices/selection';

export interface EncodedLink {
  readonly hash: string;
  /** Texts were too long for a link and are not in it. */
  readonly textLeftOut: boolean;
}

/** The view as the hash of a link, without `#`: readable `key=value`, defaults left out. */
export function encodeLink(state: LinkState): EncodedLink {
  const withTexts = encode(state, true);
  if (withTexts.length <= MAX_LINK_LENGTH) return { hash: withTexts, textLeftOut: false };
  return { hash: bounded(encode(state, false)), textLeftOut: true };
}

function encode(state: LinkState, withTexts: boolean): string {
  const parameters = new URLSearchParams();
  const put = (key: string, value: string | number | null, usual: string | number | null): void => {
    if (value !== usual && value !== null) parameters.set(key, String(value));
  };
  parameters.set('v', VERSION);
  const model = modelOf(state);
  if (model) parameters.set('model', model.id);
  else put('preset', state.presetId, DEFAULT_PRESET);
  const base = model ? shownConfig(model) : presetOf(state.presetId).config;
  const difference = configDifference(state.config, base);
  for (const [path, value] of difference) parameters.set(CONFIG_PREFIX + path, value);
  if (withTexts) {
    const usual = usualTexts(model);
    for (const [field, key] of textKeys) put(key, state.texts[field], usual[field]);
    if (state.maskedPositions.length > 0) parameters.set('masked', state.maskedPositions.join('.'));
  }
  put('padded', `${state.padding.encoder}.${state.padding.decoder}`, '0.0');
  const selection = fitSelection(state.selection, state.config);
  // What is chosen may have stayed behind when the model became smaller; a link holds what is shown.
  const within = (position: number | null): number | null =>
    position !== null && position < state.config.contextLength ? position : null;
  put('figure', selection.kind, figureKinds(state.config)[0] ?? null);
  const usualPlace = usualPlaceOf(model, selection.kind);
  put('layer', selection.layer, usualPlace.layer);
  put('head', selection.head, usualPlace.head);
  put('query', within(selection.query), null);
  put('key', within(selection.key), null);
  put('view', state.view, 'matrix');
  put('own', state.details[state.view] ?? null, null);
  put('scale', state.scale, USUAL_SCALE);
  put('heads', state.linkHeads, 'one');
  put('lines', state.linkShape, 'columns');
  put('row', state.batchRow, 0);
  put('at', within(state.predictionPosition), null);
  const { weights } = state;
  // Beside a model, a seed says that its own weights are not meant.
  const isOnItsWay = comingModel(state) !== null && !state.wantsRandom;
  put('seed', weights.kind === 'random' && !isOnItsWay ? weights.seed : null, model ? null : 1);
  put('stacks', weights.kind === 'random' && weights.stacksAlike ? 'alike' : null, null);
  put('backend', state.backendChoice, 'auto');
  // Readers have a language of their own; only what is shown in another says so.
  put('lang', state.language, state.ownLanguage);
  put('theme', state.theme, USUAL_LOOK.theme);
  put('palette', state.palette, USUAL_LOOK.palette);
  put('do', state.interventions.join(), '');
  if (withTexts) {
    put('memory', state.memoryText, null);
    put('donor', state.donorText, null);
  }
  put('bench', state.bench, null);
  return parameters.toString();
}

/** The model whose weights what is shown waits for. One that takes its place when it is there is not in the link yet. */
export function comingModel({
  loading,
  isReplacing,
}: Pick<LinkState, 'loading' | 'isReplacing'>): LinkState['loading'] {
  return isReplacing ? null : loading;
}

/**
 * The model that is shown, or the one whose vocabulary a model of random weights has; models of the user's own are not
 * in a link.
 */
function modelOf(state: LinkState): KnownModel | null {
  const { trained, leftTrained, tokenization, weights } = state;
  const isLeft = weights.kind === 'random' && leftTrained?.tokenization === tokenization;
  return knownModel(comingModel(state) ?? (trained ?? (isLeft ? leftTrained : null))?.id ?? '');
}
