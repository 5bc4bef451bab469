import type { TraceRead } from '../engine/engine';
import { derive } from '../model/config/derive';
import type { ModelConfig } from '../model/config/types';
import { comparedHead } from './details';
import { attentionPartNames, attentionPlaces, cacheNames, patternName } from './reads';
import { fitSelection } from './slices/selection';
import type { Selection } from './types';

/** What can be looked at in the middle of the page: one attention drawn in some way, or what lies beyond attention. */
export const figureViews = [
  'matrix',
  'links',
  'arranged',
  'head',
  'readings',
  'overview',
  'linked',
  'cache',
  'stream',
  'distribution',
  'lens',
  'contributions',
  'neurons',
  'positions',
  'embeddings',
] as const;
export type FigureView = (typeof figureViews)[number];

/** The views by what they are about, in the order in which they are offered. */
export const viewGroups = {
  attention: ['matrix', 'links', 'arranged', 'head', 'readings', 'overview', 'linked', 'cache'],
  beyond: ['stream', 'lens', 'contributions', 'distribution', 'neurons', 'positions', 'embeddings'],
} as const satisfies Readonly<Record<string, readonly FigureView[]>>;
export type ViewGroup = keyof typeof viewGroups;

/** Views that have something to draw for every model are not listed here. */
const NEEDS: Partial<Readonly<Record<FigureView, (config: ModelConfig) => boolean>>> = {
  // A span's start and end are chosen among positions: they have no distribution at each.
  distribution: ({ head }) => head.kind !== 'none' && head.kind !== 'span',
  linked: (config) => derive(config).hasCross,
  cache: ({ family }) => family !== 'encoder-only',
  lens: ({ head }) => head.kind !== 'none',
  contributions: ({ head }) => head.kind !== 'none',
};

/** Whether a model has what a view draws. */
export function hasView(view: FigureView, config: ModelConfig): boolean {
  return NEEDS[view]?.(config) ?? true;
}

type Reads = (
  config: ModelConfig,
  selection: Selection,
  details: string | undefined,
) => readonly Pick<TraceRead, 'name'>[];

/** These ask the worker (`study`) and read no array of their own. */
const nothing: Reads = () => [];

const attentionOfLayer: Reads = (_, { kind, layer }) => [{ name: patternName(kind, layer) }];

/** The layer of the head that is subtracted. */
const comparedLayer: Reads = (config, selection, details) => {
  const { kind, layer } = fitSelection({ ...selection, ...comparedHead(details) }, config);
  return [{ name: patternName(kind, layer) }];
};

const allAttention: Reads = (config) =>
  attentionPlaces(config).map(({ kind, layer }) => ({ name: patternName(kind, layer) }));

/** Which arrays of the trace a view draws at a selection. */
export const viewReads: Readonly<Record<FigureView, Reads>> = {
  matrix: attentionOfLayer,
  links: attentionOfLayer,
  arranged: comparedLayer,
  head: (_, { kind, layer }) => attentionPartNames(kind, layer).map((name) => ({ name })),
  readings: attentionOfLayer,
  overview: allAttention,
  linked: allAttention,
  cache: (_, { kind, layer }) => cacheNames(kind, layer).map((name) => ({ name })),
  stream: nothing,
  distribution: nothing,
  lens: nothing,
  contributions: nothing,
  neurons: nothing,
  positions: nothing,
  embeddings: nothing,
};

/** What the page draws of one row of the batch: what the view wants, the layer's attention, and the logits. */
export function readsFor(
  view: FigureView,
  config: ModelConfig,
  selection: Selection,
  row: number,
  details?: string,
): readonly TraceRead[] {
  const wanted = [
    ...attentionOfLayer(config, selection, details),
    ...viewReads[view](config, selection, details),
  ];
  if (config.head.kind !== 'none') wanted.push({ name: 'head.logits' });
  return [...new Map(wanted.map((read) => [read.name, { ...read, batch: row }])).values()];
}
