import { type ComponentType, lazy } from 'react';
import type { FigureView } from '../../state/figureViews';
import type { LinkHeads } from '../../state/types';
import { MatrixView } from './MatrixView';

/** How a view is drawn, and what the user chooses above it. */
export interface ViewEntry {
  /** Loaded when it is first opened, unless the page opens with it. */
  readonly component: ComponentType;
  /** A layer and a head; a layer with its attention; the attention alone; or nothing. */
  readonly chooses: 'head' | 'layer' | 'kind' | 'nothing';
}

const LinksView = lazy(() => import('./links/LinksView'));
const ArrangedView = lazy(() => import('./arranged/ArrangedView'));
const LinkedView = lazy(() => import('./linked/LinkedView'));
const CacheView = lazy(() => import('./cache/CacheView'));
const HeadView = lazy(() => import('./head/HeadView'));
const ReadingsView = lazy(() => import('./readings/ReadingsView'));
const OverviewView = lazy(() => import('./overview/OverviewView'));
const StreamView = lazy(() => import('./beyond/StreamView'));
const DistributionView = lazy(() => import('./beyond/DistributionView'));
const LensView = lazy(() => import('./beyond/LensView'));
const ContributionsView = lazy(() => import('./beyond/ContributionsView'));
const NeuronsView = lazy(() => import('./beyond/NeuronsView'));
const PositionsView = lazy(() => import('./beyond/PositionsView'));
const EmbeddingsView = lazy(() => import('./beyond/EmbeddingsView'));

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
