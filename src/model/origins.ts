import { nLayersOf } from './config/derive';
import type { ModelConfig } from './config/types';
import type { TraceName } from './traceNames';
import type { EmbeddingVector, HeadVector, StreamVector, SubLayerVector, VectorPlace } from './vectorPlace';

import {
  addedBy,
  embeddingParts,
  inputOf,
  joinPoints,
  keySource,
  kvHeadOf,
  projectionSteps,
  readStream,
  subLayersOf,
  rotates,
} from './wiring';

/** How a vector is made of others. */
export type Origin =
  /** A row of a table. */
  | { readonly kind: 'leaf' }
  /** x · W + b, with the rows and columns of W that belong to a head. */
  | {
      readonly kind: 'linear';
      readonly from: VectorPlace;
      readonly name: string;
      readonly firstRow: number;
      readonly firstColumn: number;
    }
  | { readonly kind: 'sum'; readonly from: readonly VectorPlace[]; readonly bias: string | null }
  /** The norm of a sum. */
  | { readonly kind: 'norm'; readonly from: readonly VectorPlace[]; readonly name: string }
  /** activation(up), or up · activation(gate) (Shazeer 2020). */
  | { readonly kind: 'activation'; readonly up: SubLayerVector; readonly gate: SubLayerVector | null }
  | { readonly kind: 'rotation'; readonly from: HeadVector }
  /** Σ weight · v over the keys; `values` is the one of key 0. */
  | { readonly kind: 'weighted'; readonly weights: TraceName; readonly values: HeadVector }
  /** q · k for each key; `keys` is the one of key 0. */
  | { readonly kind: 'products'; readonly query: HeadVector; readonly keys: HeadVector };

/** What a vector is made of, one step back. In a pre-norm stream the step goes to everything that was ever added. */
export function originOf(config: ModelConfig, place: VectorPlace): Origin {
  switch (place.part) {
    case 'tokens':
    case 'positions':
    case 'segments':
      return { kind: 'leaf' };
    case 'hidden':
      return {
        kind: 'activation',
        up: { ...place, part: 'up' },
        gate: config.feedForward.gated ? { ...place, part: 'gate' } : null,
      };
    case 'up':
    case 'gate': {
      const name = `${subLayerName(place)}.${place.part}`;
      return { kind: 'linear', from: inputOf(config, place), name, firstRow: 0, firstColumn: 0 };
    }
    case 'embeddingSum':
    case 'embedding':
      return embeddingOrigin(config, place);
    case 'stackOutput':
      return stackOutputOrigin(config, place);
    case 'stream':
      return streamOrigin(config, place);
    case 'input':
      return { kind: 'norm', from: [readStream(config, place)], name: `${subLayerName(place)}Norm` };
    case 'outputNorm':
      return {
        kind: 'norm',
        from: [{ ...place, part: 'output' }],
        name: `${subLayerName(place)}OutputNorm`,
      };
    case 'output':
      return outputOrigin(config, place);
    case 'after':
      return joinOrigin(config, place);
    default:
      return headOrigin(config, place);
  }
}

const subLayerName = ({ stack, layer, subLayer }: Omit<SubLayerVector, 'part'>) =>
  `${stack}.layers.${layer}.${subLayer}` as const;

function embeddingOrigin(config: ModelConfig, place: EmbeddingVector): Origin {
  const { stack, position } = place;
  const isProjected = config.embedding.factorization?.place === 'sum';
  if (isProjected && place.part === 'embedding') {
    const from = { ...place, part: 'embeddingSum' } as const;
    return { kind: 'linear', from, name: `${stack}.embedding.projection`, firstRow: 0, firstColumn: 0 };
  }
  const from = embeddingParts(config, stack, position);
  if (config.norm.embedding) return { kind: 'norm', from, name: `${stack}.embedding.norm` };
  return { kind: 'sum', from, bias: null };
}

function stackOutputOrigin(config: ModelConfig, { stack, position }: EmbeddingVector): Origin {
  const last = nLayersOf(config, stack) - 1;
  const stream: StreamVector = { part: 'stream', stack, layer: last, point: 'output', position };
  if (config.norm.final) return { kind: 'norm', from: [stream], name: `${stack}.finalNorm` };
  return streamOrigin(config, stream);
}

function streamOrigin(config: ModelConfig, place: StreamVector): Origin {
  const { stack, layer, point, position } = place;
  if (point === 'input' && layer > 0) {
    return streamOrigin(config, { ...place, layer: layer - 1, point: 'output' });
  }
  if (point === 'input') return embeddingOrigin(config, { part: 'embedding', stack, position });
  const subLayers = subLayersOf(config, stack);
  const at = subLayers.findIndex((subLayer) => joinPoints(config, stack, subLayer).after === point);
  const last = { stack, layer, subLayer: subLayers[at] ?? 'feedForward', position };
  if (config.norm.placement === 'post') return joinOrigin(config, last);
  const added: VectorPlace[] = [];
  for (let below = 0; below <= layer; below += 1) {
    for (const subLayer of below === layer ? subLayers.slice(0, at + 1) : subLayers) {
      added.push(addedBy(config, { ...last, layer: below, subLayer }));
    }
  }
  const embedding = embeddingOrigin(config, { part: 'embedding', stack, position });
  const first: readonly VectorPlace[] =
    embedding.kind === 'sum' ? embedding.from : [{ part: 'embedding', stack, position }];
  return { kind: 'sum', from: [...first, ...added], bias: null };
}

/** What one sub-layer makes of the stream. */
function joinOrigin(config: ModelConfig, at: Omit<SubLayerVector, 'part'>): Origin {
  const { stack, layer, subLayer, position } = at;
  const { before } = joinPoints(config, stack, subLayer);
  const stream: StreamVector = { part: 'stream', stack, layer, point: before, position };
  const from = [stream, addedBy(config, { stack, layer, subLayer, position })];
  return config.norm.placement === 'post'
    ? { kind: 'norm', from, name: `${subLayerName(at)}Norm` }
    : { kind: 'sum', from, bias: null };
}

function outputOrigin(config: ModelConfig, place: SubLayerVector): Origin {
  const { stack, layer, subLayer, position } = place;
  if (subLayer === 'feedForward') {
    const from = { ...place, part: 'hidden' } as const;
    return { kind: 'linear', from, name: `${subLayerName(place)}.down`, firstRow: 0, firstColumn: 0 };
  }
  const heads = Array.from({ length: config.nHeads }, (_, head): HeadVector => ({
    part: 'headPart',
    stack,
    layer,
    attention: subLayer,
    head,
    position,
  }));
  return { kind: 'sum', from: heads, bias: `${subLayerName(place)}.output.bias` };
}

function headOrigin(config: ModelConfig, place: HeadVector): Origin {
  const { part, stack, layer, attention, head } = place;
  const name = `${stack}.layers.${layer}.${attention}` as const;
  const firstOfHead = head * config.dHead;
  switch (part) {
    case 'v':
      return {
        kind: 'linear',
        from: keySource(config, place),
        name: `${name}.v`,
        firstRow: 0,
        firstColumn: firstOfHead,
      };
    case 'z':
      return {
        kind: 'weighted',
        weights: `${name}.pattern`,
        values: { ...place, part: 'v', head: kvHeadOf(config, head), position: 0 },
      };
    case 'headPart':
      return {
        kind: 'linear',
        from: { ...place, part: 'z' },
        name: `${name}.output`,
        firstRow: firstOfHead,
        firstColumn: 0,
      };
    case 'scores':
      return {
        kind: 'products',
        query: { ...place, part: 'q' },
        keys: { ...place, part: 'k', head: kvHeadOf(config, head), position: 0 },
      };
    default:
      return projectedOrigin(config, place, name);
  }
}

function projectedOrigin(config: ModelConfig, place: HeadVector, name: string): Origin {
  const letter = place.part.startsWith('k') ? 'k' : 'q';
  const steps = projectionSteps(config, place);
  const before = steps[steps.findIndex(({ part }) => part === place.part) - 1];
  if (!before) {
    const { stack, layer, attention, position } = place;
    const from =
      letter === 'k'
        ? keySource(config, place)
        : inputOf(config, { stack, layer, subLayer: attention, position });
    return {
      kind: 'linear',
      from,
      name: `${name}.${letter}`,
      firstRow: 0,
      firstColumn: place.head * config.dHead,
    };
  }
  if (place.part === letter && rotates(config, place)) return { kind: 'rotation', from: before };
  return { kind: 'norm', from: [before], name: `${name}.${letter}Norm` };
}

/** The vectors that a vector is made of. */
export function sourcesOf(origin: Origin): readonly VectorPlace[] {
  switch (origin.kind) {
    case 'leaf':
      return [];
    case 'linear':
    case 'rotation':
      return [origin.from];
    case 'sum':
    case 'norm':
      return origin.from;
    case 'activation':
      return origin.gate ? [origin.up, origin.gate] : [origin.up];
    case 'weighted':
      return [origin.values];
    case 'products':
      return [origin.query, origin.keys];
  }
}
