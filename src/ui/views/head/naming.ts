import { visibleToken } from '../../../figures/shared/text';
import type { InsideMessages } from '../../../i18n/insideMessages';
import type { Activation, Stack } from '../../../model/config/types';
import type { Element, VectorPlace } from '../../../model/vectorPlace';
import type { RunSubject } from '../../../state/types';

/** What names are made of. */
export interface Naming {
  readonly text: InsideMessages;
  /** Names of activation functions. */
  readonly activations: Readonly<Record<Activation, string>>;
  readonly of: RunSubject;
}

/** A token with its place, from 1. */
export function tokenName({ text, of }: Naming, stack: Stack, position: number): string {
  const display = of.prepared[stack]?.tokens[position]?.display ?? '';
  return text.token(position + 1, visibleToken(display));
}

/** The stack whose tokens a vector belongs to: in cross-attention, keys and values are the encoder's. */
export function tokenStack(place: VectorPlace): Stack {
  const isOfKey = place.part === 'v' || place.part.startsWith('k');
  return 'attention' in place && place.attention === 'crossAttention' && isOfKey ? 'encoder' : place.stack;
}

/** The stack that is read by an attention. */
const keyStack = (place: VectorPlace): Stack =>
  'attention' in place && place.attention === 'crossAttention' ? 'encoder' : place.stack;

export function layerName({ text: { vectors }, of }: Naming, stack: Stack, layer: number): string {
  const hasTwo = of.config.family === 'encoder-decoder';
  return vectors.inLayer(vectors.layer[hasTwo ? stack : 'one'], layer + 1);
}

/** What a vector is, without its token. */
export function vectorName(naming: Naming, place: VectorPlace): string {
  const { vectors } = naming.text;
  switch (place.part) {
    case 'tokens':
    case 'positions':
    case 'segments':
    case 'embeddingSum':
    case 'embedding':
      return vectors[place.part];
    case 'stackOutput':
      return vectors.stackOutput[place.stack];
    case 'stream':
      return vectors.stream[place.point](layerName(naming, place.stack, place.layer));
    case 'input':
    case 'up':
    case 'gate':
    case 'hidden':
    case 'output':
    case 'outputNorm':
    case 'after':
      return vectors.ofSubLayer[place.part](
        vectors.subLayers[place.subLayer],
        layerName(naming, place.stack, place.layer),
      );
    default:
      return vectors.inHead(
        vectors.ofHead[place.part],
        place.head + 1,
        vectors.subLayers[place.attention],
        layerName(naming, place.stack, place.layer),
      );
  }
}

/** What one number of a vector is called: a dimension, a neuron, the key of a score. */
export function indexName(naming: Naming, { of: place, index }: Element): string {
  const { text } = naming;
  if (place.part === 'hidden' || place.part === 'up' || place.part === 'gate')
    return text.vectors.neuron(index + 1);
  if (place.part === 'scores') return text.vectors.keyIndex(tokenName(naming, keyStack(place), index));
  return text.dimensionName(index + 1);
}

/** A number in full: its vector, its token and its dimension. */
export function elementName(naming: Naming, element: Element): string {
  const { of: place } = element;
  return naming.text.vectors.element(
    vectorName(naming, place),
    tokenName(naming, tokenStack(place), place.position),
    indexName(naming, element),
  );
}
