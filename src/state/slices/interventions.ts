import type { StateCreator } from 'zustand/vanilla';
import { MAX_TEXT_LENGTH } from '../../text/inputs';
import type { BenchSlice } from '../bench/types';
import type { InterventionSlice } from '../interventionTypes';
import type { AppState } from '../types';

export const createInterventionSlice: StateCreator<AppState, [], [], InterventionSlice> = (set) => ({
  interventions: [],
  memoryText: null,
  donorText: null,
  setInterventions: (interventions) => set({ interventions }),
  setMemoryText: (text) => set({ memoryText: text?.slice(0, MAX_TEXT_LENGTH) ?? null }),
  setDonorText: (text) => set({ donorText: text?.slice(0, MAX_TEXT_LENGTH) ?? null }),
});

export const createBenchSlice: StateCreator<AppState, [], [], BenchSlice> = (set, get) => ({
  bench: null,
  openBench: () => set({ bench: get().bench ?? '' }),
  closeBench: () => set({ bench: null }),
});
