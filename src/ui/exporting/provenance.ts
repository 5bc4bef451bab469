import type { Provenance } from '../../figures/shared/exportJson';
import { hasPaintedCells } from '../../figures/shared/paintGrid';
import type { Messages } from '../../i18n';
import type { ExportMessages } from '../../i18n/exportMessages';
import { presetOf } from '../../model/config/presets';
import type { Stack } from '../../model/config/types';
import { tokenizerOf } from '../../state/prepare';
import { selectSelection } from '../../state/selectors';
import type { AppState, RunSubject, ShownText } from '../../state/types';
import { isPreset } from '../isPreset';
import { trainedName } from '../trainedName';
import type { Framed } from './frame';
import type { FrameSubject } from './subject';

/** What a figure shows and where it comes from, in words: the caption and the name of its files are made of these. */
export interface About {
  readonly title: string;
  /** Which attention, layer and head; empty for what has none. */
  readonly place: string;
  readonly model: string;
  /** Family and sizes. */
  readonly shape: string;
  readonly weights: string;
  readonly text: string;
  /** How weights become colours; empty where there are none. */
  readonly colors: string;
}

/** Longer texts are cut in a caption; the link and the table have them whole. */
const LONGEST_TEXT = 240;

export function aboutOf(
  state: AppState,
  subject: FrameSubject,
  figures: readonly Framed[],
  words: ExportMessages,
  messages: Messages,
): About {
  const config = state.run.of?.config ?? state.config;
  const { nEncoderLayers, nDecoderLayers, nHeads, dModel, family } = config;
  const layers = { encoder: nEncoderLayers, decoder: nDecoderLayers };
  if (subject.isOfSeveral) {
    return { title: subject.title, place: '', model: '', shape: '', weights: '', text: '', colors: '' };
  }
  return {
    title: subject.title,
    place: placeOf(state, subject, words, messages),
    model: modelName(state, words, messages),
    shape: words.shape({ family: messages.bar.families[family], layers, nHeads, dModel }),
    weights: weightsOf(state, words),
    text: textOf(state.run.of, words),
    colors: figures.some(({ element }) => hasPaintedCells(element))
      ? words.colors(words.palettes[state.palette], words.scales[state.scale])
      : '',
  };
}

function placeOf(
  state: AppState,
  { chooses }: FrameSubject,
  words: ExportMessages,
  { figures }: Messages,
): string {
  const { kind, layer, head } = selectSelection(state);
  if (chooses === 'head') return figures.matrixName(figures.kinds[kind], layer + 1, head + 1);
  if (chooses === 'layer') return words.layerOf(figures.kinds[kind], layer + 1);
  return chooses === 'kind' ? figures.kinds[kind] : '';
}

function modelName(state: AppState, words: ExportMessages, { trained }: Messages): string {
  if (state.trained) return trainedName(state.trained, trained);
  const { name } = presetOf(state.presetId);
  return isPreset(state) ? name : words.changed(name);
}

function weightsOf({ weights, trained }: AppState, words: ExportMessages): string {
  if (trained) return words.trained[trained.card.handSet ? 'handSet' : trained.origin];
  if (weights.kind === 'random') return words.random(weights.seed);
  return weights.kind === 'training' ? words.training(weights.step) : words.trained.file;
}

function textOf(of: RunSubject | null, words: ExportMessages): string {
  if (!of) return '';
  const { encoder, decoder } = of.prepared;
  const read = (shown: ShownText, stack: Stack, keepSpecials: boolean): string => {
    const ids = shown.tokens.filter(({ padding }) => !padding).map(({ id }) => id);
    const text = tokenizerOf(of, stack).decode(ids, { keepSpecials }).trim();
    const letters = Array.from(text);
    return letters.length > LONGEST_TEXT ? `${letters.slice(0, LONGEST_TEXT).join('')}…` : text;
  };
  if (encoder && decoder) return words.pair(read(encoder, 'encoder', false), read(decoder, 'decoder', false));
  // An encoder's sentences are parted by its special tokens, and what it guesses is one.
  if (encoder) return words.single(read(encoder, 'encoder', true));
  return decoder ? words.single(read(decoder, 'decoder', false)) : '';
}

/** @param remark a last sentence on the picture itself; empty: none */
export function captionOf(about: About, words: ExportMessages, remark = ''): string {
  const { title, place, model, shape, weights, text, colors } = about;
  const of = model === '' ? [] : [words.model(model, shape), words.weights(weights), text];
  return words.sentences([title, place, ...of, colors, remark].filter((sentence) => sentence !== ''));
}

/** The same beside the values, for programs. */
export function provenanceOf(state: AppState, about: About, subject: FrameSubject, link: string): Provenance {
  const { kind, layer, head } = selectSelection(state);
  const { chooses } = subject;
  return {
    ...about,
    attention: chooses === 'nothing' ? null : kind,
    layer: chooses === 'head' || chooses === 'layer' ? layer + 1 : null,
    head: chooses === 'head' ? head + 1 : null,
    link,
  };
}

/** What the name of a file is made of. */
export function nameParts({ model, weights, title, place }: About): string[] {
  return [model, weights, title, place];
}
