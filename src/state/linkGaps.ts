import { knownModel } from './shipped';
import type { AppState } from './types';
import { encodeLink } from './encodeLink';
import type { LinkState } from './linkFormat';

const linkGaps = ['written', 'weights', 'texts'] as const;
export type LinkGap = (typeof linkGaps)[number];

/** What of the view its link cannot carry: what the model wrote, weights that only this browser has, texts at length. */
export function gapsOfLink(state: LinkState & Pick<AppState, 'generatedIds'>): readonly LinkGap[] {
  const { weights, generatedIds } = state;
  const isGap: Readonly<Record<LinkGap, boolean>> = {
    written: generatedIds.length > 0,
    weights: weights.kind === 'training' || (weights.kind === 'loaded' && !knownModel(weights.id)),
    texts: encodeLink(state).textLeftOut,
  };
  return linkGaps.filter((gap) => isGap[gap]);
}
