import type { ComponentType } from 'react';
import type { FigureView } from '../../state/figureViews';
import { LinksView, MatrixView } from './AttentionViews';

/** How a view is drawn, and what the user chooses above it. */
export interface ViewEntry {
  /** Loaded when it is first opened, unless the page opens with it. */
  readonly component: ComponentType;
  /** A layer and a head; a layer with its attention; the attention alone; or nothing. */
  readonly chooses: 'head' | 'layer' | 'kind' | 'nothing';
}

export const viewEntries: Readonly<Record<FigureView, ViewEntry>> = {
  matrix: { component: MatrixView, chooses: 'head' },
  links: { component: LinksView, chooses: 'head' },
};
