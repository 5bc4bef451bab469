import type { BackendChoice } from '../engine/engine';
import { DEFAULT_PRESET, familyPreset, presetOf, presets, type PresetId } from '../model/config/presets';
import { isTraceName } from '../model/traceNames';
import { type PaletteName, USUAL_PALETTE, paletteNames } from '../shared/palettes';
import { MAX_TEXT_LENGTH } from '../text/inputs';
import { bytePairs } from '../text/tokenization';
import { applyDifference } from './configDifference';
import { isDetails } from './details';
import { figureViews } from './figureViews';
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
import { FIRST_MODEL, knownModel, shownConfig } from './shipped';
import { figureKinds, USUAL_SCALE } from './slices/selection';
import { NO_PADDING } from './slices/text';
import type { Language, NoticeContent, Selection, Texts, Theme, WeightScale } from './types';

const MAX_MASKED = 512;
const MOST_INTERVENTIONS = 64;
const languages: readonly Language[] = ['en', 'zh'];
const themes: readonly Theme[] = ['system', 'light', 'dark'];
const scales: readonly WeightScale[] = ['linear', 'sqrt'];
const backends: readonly BackendChoice[] = ['auto', 'webgpu', 'webgl', 'wasm', 'cpu'];

/** What the browser keeps for its user, whatever is looked at. */
export interface Preferences {
  readonly language: Language;
  readonly theme: Theme;
  readonly palette?: PaletteName;
}

export interface DecodedLink {
  readonly state: LinkState;
  readonly notices: readonly NoticeContent[];
}

/**
 * The view of a link. Never throws: what cannot be used is left out and named in a notice, and the nearest possible
 * view is taken.
 * @param hash with or without `#`
 * @param preferences the reader's own language, for all that does not name another; theme and palette for an address that
 * is no link: a link (it names its version) says everything else, and what it leaves out is as usual, for every reader alike
 */
export function decodeLink(hash: string, preferences: Preferences): DecodedLink {
  const notices: NoticeContent[] = [];
  const ignore = (key: string): void => {
    notices.push({ kind: 'urlValueIgnored', key: shortened(key) });
  };
  let text = hash.replace(/^#/, '');
  if (text.length > MAX_LINK_LENGTH) {
    notices.push({ kind: 'urlTooLong' });
    text = bounded(text);
  }
  const parameters = new Map<string, string>();
  const repeated = new Set<string>();
  for (const [key, value] of new URLSearchParams(text)) {
    if (parameters.has(key)) repeated.add(key);
    else parameters.set(key, value);
  }
  const take = (key: string): string | undefined => {
    const value = parameters.get(key);
    parameters.delete(key);
    return value;
  };
  const version = take('v');
  const usual = version === undefined ? preferences : USUAL_LOOK;
  if (version !== undefined && version !== VERSION)
    notices.push({ kind: 'urlVersion', version: shortened(version) });

  const oneOf = <T extends string>(key: string, values: readonly T[], usual: T): T => {
    const value = take(key);
    if (value === undefined) return usual;
    const found = values.find((candidate) => candidate === value);
    if (found === undefined) ignore(key);
    return found ?? usual;
  };
  /** Places are counted from 0 in a link, and from 1 on the page. */
  const place = (key: string, count: number): number | null =>
    whole(key, Math.max(0, count - 1), (taken) => taken + 1);
  const whole = (key: string, max: number, shown = (taken: number) => taken): number | null => {
    const value = take(key);
    if (value === undefined) return null;
    if (!/^\d{1,10}$/.test(value)) {
      ignore(key);
      return null;
    }
    const number = Number(value);
    if (number > max) notices.push({ kind: 'urlValueChanged', key, taken: String(shown(max)) });
    return Math.min(number, max);
  };

  const hasPreset = parameters.has('preset');
  const chosenPreset = oneOf<PresetId>(
    'preset',
    presets.map((preset) => preset.id),
    DEFAULT_PRESET,
  );
  // An address that says nothing opens the trained model; links from before there were any mean the preset.
  const hasShape = hasPreset || [...parameters.keys()].some((key) => key.startsWith(CONFIG_PREFIX));
  const isPlain = version === undefined && !hasShape;
  const saysWhatToShow = ['view', 'own', 'figure', 'layer', 'head', 'query', 'key'].some((key) =>
    parameters.has(key),
  );
  const named = take('model');
  const model = knownModel(named ?? (isPlain ? FIRST_MODEL : ''));
  if (named !== undefined && !model) notices.push({ kind: 'urlModelUnknown', name: shortened(named) });
  const presetId = model ? familyPreset(model.config.family) : chosenPreset;
  const difference = new Map<string, string>();
  for (const [key, value] of [...parameters]) {
    if (!key.startsWith(CONFIG_PREFIX)) continue;
    parameters.delete(key);
    difference.set(key.slice(CONFIG_PREFIX.length), value);
  }
  const applied = applyDifference(model ? shownConfig(model) : presetOf(presetId).config, difference);
  for (const path of applied.ignored) ignore(CONFIG_PREFIX + path);
  for (const { path, taken } of applied.changed) {
    notices.push({ kind: 'urlValueChanged', key: CONFIG_PREFIX + path, taken });
  }
  const { config } = applied;

  const texts: Record<keyof Texts, string> = { ...usualTexts(model) };
  for (const [field, key] of textKeys) {
    const typed = take(key);
    if (typed !== undefined) texts[field] = typed.slice(0, MAX_TEXT_LENGTH);
  }
  const masked = take('masked');
  const maskedPositions = masked === undefined ? [] : positionsOf(masked);
  if (maskedPositions === null) ignore('masked');
  const padded = /^(\d{1,4})\.(\d{1,4})$/.exec(take('padded') ?? '0.0');
  if (!padded) ignore('padded');

  const usualKind = figureKinds(config)[0] ?? 'encoderSelf';
  const wantedKind = oneOf('figure', ['cross', 'encoderSelf', 'decoderSelf'] as const, usualKind);
  const kind = figureKinds(config).includes(wantedKind) ? wantedKind : usualKind;
  if (kind !== wantedKind) ignore('figure');
  const usualPlace = usualPlaceOf(model, kind);
  const nLayers = kind === 'encoderSelf' ? config.nEncoderLayers : config.nDecoderLayers;
  const query = place('query', config.contextLength);
  const key = place('key', config.contextLength);
  const selection: Selection = {
    kind,
    layer: place('layer', nLayers) ?? usualPlace.layer,
    head: place('head', config.nHeads) ?? usualPlace.head,
    // Tokens of an attention that there is not are no tokens of another.
    ...(kind === wantedKind ? { query, key } : { query: null, key: null }),
  };

  const view = oneOf('view', figureViews, 'matrix');
  const own = take('own');
  const hasDetails = own !== undefined && isDetails(own);
  if (own !== undefined && !hasDetails) ignore('own');

  const state: LinkState = {
    presetId,
    config,
    trained: null,
    leftTrained: null,
    tokenization: bytePairs,
    loading: model?.id ?? null,
    isReplacing: false,
    wantsFocus: isPlain && !saysWhatToShow,
    wantsRandom: model !== null && parameters.has('seed'),
    texts,
    maskedPositions: maskedPositions ?? [],
    padding: padded ? { encoder: Number(padded[1]), decoder: Number(padded[2]) } : NO_PADDING,
    selection,
    view,
    details: hasDetails ? { [view]: own } : {},
    scale: oneOf('scale', scales, USUAL_SCALE),
    linkHeads: oneOf('heads', ['one', 'all'] as const, 'one'),
    linkShape: oneOf('lines', ['columns', 'arcs'] as const, 'columns'),
    batchRow: place('row', config.batchSize) ?? 0,
    predictionPosition: place('at', config.contextLength),
    weights: {
      kind: 'random',
      seed: whole('seed', 4_294_967_295) ?? 1,
      ...(oneOf('stacks', ['apart', 'alike'], 'apart') === 'alike' ? { stacksAlike: true } : {}),
    },
    backendChoice: oneOf('backend', backends, 'auto'),
    language: oneOf('lang', languages, preferences.language),
    ownLanguage: preferences.language,
    theme: oneOf('theme', themes, usual.theme),
    palette: oneOf('palette', paletteNames, usual.palette ?? USUAL_PALETTE),
    interventions: interventionsOf(take('do') ?? '', () => ignore('do')),
    memoryText: take('memory')?.slice(0, MAX_TEXT_LENGTH) ?? null,
    donorText: take('donor')?.slice(0, MAX_TEXT_LENGTH) ?? null,
    // Read by the bench when it is opened.
    bench: take('bench') ?? null,
  };
  for (const key of new Set([...parameters.keys(), ...repeated])) ignore(key);
  return { state, notices: notices.slice(0, 5) };
}

const INTERVENTION =
  /^([\w.]+)~(?:zero|mean|scale|cut|edge|bypass|copy)(?::[\d.e-]{1,24})?(?:~[bhqk\d]{2,28})?$/;

/** What names an activation and a change; whether it can be in this model and text is seen when it is applied. */
function interventionsOf(text: string, ignore: () => void): readonly string[] {
  const parts = text === '' ? [] : text.split(',');
  const usable = parts
    .filter((part) => isTraceName(INTERVENTION.exec(part)?.[1] ?? ''))
    .slice(0, MOST_INTERVENTIONS);
  if (usable.length < parts.length) ignore();
  return usable;
}

function positionsOf(text: string): number[] | null {
  if (!/^\d{1,4}(?:\.\d{1,4})*$/.test(text)) return null;
  const positions = [...new Set(text.split('.').map(Number))].filter((position) => position < MAX_MASKED);
  return positions.toSorted((a, b) => a - b);
}

/** Names from a link appear in notices: as text, and not at length. */
function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
