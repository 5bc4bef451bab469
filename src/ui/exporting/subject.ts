import type { ViewEntry } from '../views/registry';

/** What the figures of a frame are about, as far as their values do not say it. */
export interface FrameSubject {
  /** The name of the view or of the figure. */
  readonly title: string;
  /** What of the model is chosen above it. */
  readonly chooses: ViewEntry['chooses'];
  /** Several models are shown, so that the one of the page is not what it is of. */
  readonly isOfSeveral?: boolean;
}
