import type { StateCreator } from 'zustand/vanilla';
import { derive } from '../../model/config/derive';
import type { ModelConfig } from '../../model/config/types';
import type { AppState, FigureKind, Selection, SelectionSlice, WeightScale } from '../types';

/** Most weights are near 1 / tokens; on a linear scale they would all be one dark blue. */
export const USUAL_SCALE: WeightScale = 'sqrt';

/** The attentions that a model has, the most telling first. */
export function figureKinds(config: ModelConfig): readonly FigureKind[] {
  switch (config.family) {
    case 'encoder-only':
      return ['encoderSelf'];
    case 'decoder-only':
      return ['decoderSelf'];
    case 'encoder-decoder':
      return derive(config).hasCross
        ? ['cross', 'encoderSelf', 'decoderSelf']
        : ['decoderSelf', 'encoderSelf'];
  }
}

/**
 * The selection moved to where the model has something: a kind, a layer and a head that exist. Locked tokens are those
 * of one attention; another kind has other tokens, so that they are freed.
 */
export function fitSelection(selection: Selection, config: ModelConfig): Selection {
  const kinds = figureKinds(config);
  const kind = kinds.includes(selection.kind) ? selection.kind : (kinds[0] ?? selection.kind);
  const nLayers = kind === 'encoderSelf' ? config.nEncoderLayers : config.nDecoderLayers;
  const layer = Math.max(0, Math.min(selection.layer, nLayers - 1));
  const head = Math.max(0, Math.min(selection.head, config.nHeads - 1));
  if (kind !== selection.kind) return { kind, layer, head, query: null, key: null };
  return layer === selection.layer && head === selection.head ? selection : { ...selection, layer, head };
}

export const createSelectionSlice: StateCreator<AppState, [], [], SelectionSlice> = (set, get) => {
  const fitted = (selection: Selection): Selection => fitSelection(selection, get().config);
  const keep = (part: Partial<Selection>): void => set({ selection: { ...get().selection, ...part } });
  return {
    selection: { kind: 'cross', layer: 0, head: 0, query: null, key: null },
    view: 'matrix',
    details: {},
    scale: USUAL_SCALE,
    linkHeads: 'one',
    linkShape: 'columns',
    predictionPosition: null,
    chooseKind: (kind) => set({ selection: fitted({ ...get().selection, kind, query: null, key: null }) }),
    // The kind stays as it was chosen: in the bench another model may have it.
    chooseLayer: (layer) => keep({ layer }),
    chooseHead: (head) => keep({ head }),
    // The tokens are those of the figure that is shown, also when the chosen kind is another model's.
    lockToken: (query, key) => set({ selection: { ...fitted(get().selection), query, key } }),
    freeSelection: () => keep({ query: null, key: null }),
    choosePredictionPosition: (predictionPosition) => set({ predictionPosition }),
    setView: (view) => set({ view }),
    setDetails: (view, details) => {
      const { [view]: _, ...others } = get().details;
      set({ details: details === '' ? others : { ...others, [view]: details } });
    },
    setScale: (scale) => set({ scale }),
    setLinkHeads: (linkHeads) => set({ linkHeads }),
    setLinkShape: (linkShape) => set({ linkShape }),
  };
};
