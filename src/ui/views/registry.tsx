import { type ComponentType } from 'react';
import type { FigureView } from '../../state/figureViews';
import type { LinkHeads } from '../../state/types';
import { MatrixView } from './MatrixView';
import { lazyPart } from '../lazyPart';

/** How a view is drawn, and what the user chooses above it. */
export interface ViewEntry {
  /** Loaded when it is first opened, unless the page opens with it. */
  readonly component: ComponentType;
  /** A layer and a head; a layer with its attention; the attention alone; or nothing. */
  readonly chooses: 'head' | 'layer' | 'kind' | 'nothing';
}

const LinksView = lazyPart(() => import('./links/LinksView').then(({ default: component }) => component));
const ArrangedView = lazyPart(() =>
  import('./arranged/ArrangedView').then(({ default: component }) => component),
);
const LinkedView = lazyPart(() => import('./linked/LinkedView').then(({ default: component }) => component));
const CacheView = lazyPart(() => import('./cache/CacheView').then(({ default: component }) => component));
const HeadView = lazyPart(() => import('./head/HeadView').then(({ default: component }) => component));
const ReadingsView = lazyPart(() =>
  import('./readings/ReadingsView').then(({ default: component }) => component),
);
const OverviewView = lazyPart(() =>
  import('./overview/OverviewView').then(({ default: component }) => component),
);
const StreamView = lazyPart(() => import('./beyond/StreamView').then(({ default: component }) => component));
const DistributionView = lazyPart(() =>
  import('./beyond/DistributionView').then(({ default: component }) => component),
);
const LensView = lazyPart(() => import('./beyond/LensView').then(({ default: component }) => component));
const ContributionsView = lazyPart(() =>
  import('./beyond/ContributionsView').then(({ default: component }) => component),
);
const NeuronsView = lazyPart(() =>
  import('./beyond/NeuronsView').then(({ default: component }) => component),
);
const PositionsView = lazyPart(() =>
  import('./beyond/PositionsView').then(({ default: component }) => component),
);
const EmbeddingsView = lazyPart(() =>
  import('./beyond/EmbeddingsView').then(({ default: component }) => component),
);

export const viewEntries: Readonly<Record<FigureView, ViewEntry>> = {
  matrix: { component: MatrixView, chooses: 'head' },
  links: { component: LinksView, chooses: 'head' },
  arranged: { component: ArrangedView, chooses: 'head' },
  head: { component: HeadView, chooses: 'head' },
  readings: { component: ReadingsView, chooses: 'head' },
  overview: { component: OverviewView, chooses: 'nothing' },
  linked: { component: LinkedView, chooses: 'nothing' },
  cache: { component: CacheView, chooses: 'head' },
  stream: { component: StreamView, chooses: 'nothing' },
  distribution: { component: DistributionView, chooses: 'nothing' },
  lens: { component: LensView, chooses: 'nothing' },
  contributions: { component: ContributionsView, chooses: 'nothing' },
  neurons: { component: NeuronsView, chooses: 'nothing' },
  positions: { component: PositionsView, chooses: 'nothing' },
  embeddings: { component: EmbeddingsView, chooses: 'nothing' },
};

/** What is chosen above a view. Links of all heads leave no head to choose: each is in their legend. */
export function choosesAbove(view: FigureView, linkHeads: LinkHeads): ViewEntry['chooses'] {
  return view === 'links' && linkHeads === 'all' ? 'layer' : viewEntries[view].chooses;
}
