import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Engine } from '../engine/engine';
import { createGenerationSlice } from './slices/generation';
import { createKeptModelsInMemory, type KeptModels } from './keptModels';
import type { OpenedModels } from './ownModels';
import { createSavedTrainingsInMemory, type SavedTrainings } from './training/savedTraining';
import { createBenchSlice, createInterventionSlice } from './slices/interventions';
import { createLibrarySlice, type LoadShipped } from './slices/library';
import { createModelSlice } from './slices/model';
import { createRunSlice } from './slices/run';
import { createSelectionSlice } from './slices/selection';
import { createTextSlice } from './slices/text';
import { createTrainingSlice } from './slices/training';
import { createViewSlice } from './slices/view';
import { heldBack } from './training/guard';
import type { AppState } from './types';

export type AppStore = StoreApi<AppState>;

/**
 * The page's state. Nothing is computed before `start`.
 * @param initial what a link or the browser's storage says
 * @param opened shared by all models of a page
 */
export function createAppStore(
  engine: Engine,
  initial: Partial<AppState> = {},
  loadShipped: LoadShipped = () => Promise.reject(new Error('There are no shipped models here.')),
  keptModels: KeptModels = createKeptModelsInMemory(),
  savedTrainings: SavedTrainings = createSavedTrainingsInMemory(),
  opened: OpenedModels = new Map(),
): AppStore {
  return createStore<AppState>()((...parts) => {
    const slices: AppState = {
      ...createModelSlice(...parts),
      ...createLibrarySlice(engine, loadShipped, keptModels, opened)(...parts),
      ...createTextSlice(...parts),
      ...createRunSlice(engine)(...parts),
      ...createGenerationSlice(engine)(...parts),
      ...createSelectionSlice(...parts),
      ...createInterventionSlice(...parts),
      ...createBenchSlice(...parts),
      ...createTrainingSlice(engine, savedTrainings)(...parts),
      ...createViewSlice(...parts),
    };
    const [set, get] = parts;
    return { ...slices, ...heldBack(slices, set, get), ...initial };
  });
}
