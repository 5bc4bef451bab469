import type { StateCreator } from 'zustand/vanilla';
import { decoderExamples, encoderExamples, translationExamples } from '../../text/examples';
import { MAX_TEXT_LENGTH } from '../../text/inputs';
import { firstMerges } from '../../text/merges';
import type { AppState, Padding, Texts, TextSlice } from '../types';

export const initialTexts: Texts = {
  first: encoderExamples[0]?.first ?? '',
  second: encoderExamples[0]?.second ?? '',
  prompt: decoderExamples[0]?.text ?? '',
  source: translationExamples[0]?.source ?? '',
  target: translationExamples[0]?.target ?? '',
};

export const NO_PADDING: Padding = { encoder: 0, decoder: 0 };

/** Text beyond what could ever be read is not kept: it would only slow the page down. */
const bounded = (text: string): string => text.slice(0, 2 * MAX_TEXT_LENGTH);

export const createTextSlice: StateCreator<AppState, [], [], TextSlice> = (set, get) => {
  const setTexts = (texts: Partial<Texts>): void => {
    const changed = Object.fromEntries(Object.entries(texts).map(([field, text]) => [field, bounded(text)]));
    set({
      texts: { ...get().texts, ...changed },
      maskedPositions: [],
      generatedIds: [],
      predictionPosition: null,
    });
  };
  return {
    texts: initialTexts,
    maskedPositions: [],
    padding: NO_PADDING,
    generatedIds: [],
    merges: firstMerges,
    batchRow: 0,
    setText: (field, text) => setTexts({ [field]: text }),
    setTexts,
    toggleMask: (position) => {
      const { maskedPositions } = get();
      const isMasked = maskedPositions.includes(position);
      set({
        maskedPositions: isMasked
          ? maskedPositions.filter((other) => other !== position)
          : [...maskedPositions, position].toSorted((a, b) => a - b),
        predictionPosition: isMasked ? null : position,
      });
    },
    setBatchRow: (row) => set({ batchRow: Math.max(0, Math.min(row, get().config.batchSize - 1)) }),
    clearGenerated: () => set({ generatedIds: [] }),
  };
};
