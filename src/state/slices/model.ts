import type { StateCreator } from 'zustand/vanilla';
import { architectureOptions, type OptionId } from '../../model/config/options';
import {
  DEFAULT_PRESET,
  familyPreset,
  presetOf,
  switchFamily,
  type PresetId,
} from '../../model/config/presets';
import type { Family, ModelConfig } from '../../model/config/types';
import { validate } from '../../model/config/validate';
import { VARIABLE_RANGE, withVariable, type VariableKey } from '../../model/config/variables';
import { configDifference } from '../configDifference';
import type { WeightsSource } from '../../engine/engine';
import { bytePairs } from '../../text/tokenization';
import { haveSameParameters, reading, withRoomForBytes } from '../sameShape';
import { flagshipOf } from '../shipped';
import type { AppState, ModelSlice, ModelSnapshot } from '../types';

const HISTORY_LENGTH = 100;
const RANDOM: WeightsSource = { kind: 'random', seed: 1 };

/** What changes beside the configuration when the model does: tokens that were written by the old one are gone. */
const afterModelChange = { rejected: null, generatedIds: [] as readonly number[], batchRow: 0 } as const;

export const createModelSlice: StateCreator<AppState, [], [], ModelSlice> = (set, get) => {
  let isFirstOfHold = false;

  const snapshot = (state: AppState): ModelSnapshot => {
    const { presetId, config, weights, trained, tokenization } = state;
    return { presetId, config, weights, trained, tokenization };
  };

  /** Another preset, from which random weights start anew. */
  const choose = (presetId: PresetId, config: ModelConfig): void => {
    const { weights } = get();
    change({
      presetId,
      config: withRoomForBytes(config),
      weights: weights.kind === 'random' ? weights : RANDOM,
      trained: null,
      tokenization: bytePairs,
    });
    if (get().interventions.length > 0) set({ interventions: [] });
    // What was on its way is no longer wanted.
    if (get().leftTrained || get().loading) set({ leftTrained: null, loading: null, isReplacing: false });
  };

  /** The same model with a part changed: it keeps its weights as long as they fit. */
  const alter = (presetId: PresetId, config: ModelConfig): void => {
    const state = get();
    const fits = state.weights.kind === 'random' || haveSameParameters(config, state.config);
    change({
      presetId,
      ...reading(config, state),
      weights: fits ? state.weights : RANDOM,
      trained: fits ? state.trained : null,
    });
    if (!fits && state.trained) set({ leftTrained: state.trained });
  };

  const change = (next: ModelSnapshot): void => {
    const state = get();
    if (
      next.presetId === state.presetId &&
      next.trained === state.trained &&
      configDifference(next.config, state.config).size === 0
    ) {
      if (state.rejected) set({ rejected: null });
      return;
    }
    const remembers = !state.isHistoryHeld || isFirstOfHold;
    isFirstOfHold = false;
    const sameSplit =
      next.config.vocabSize === state.config.vocabSize && next.config.family === state.config.family;
    set({
      ...afterModelChange,
      ...next,
      batchRow: Math.min(state.batchRow, next.config.batchSize - 1),
      // Positions of hidden tokens mean something only as long as the text is split in the same way.
      maskedPositions: sameSplit ? state.maskedPositions : [],
      past: remembers ? [...state.past, snapshot(state)].slice(-HISTORY_LENGTH) : state.past,
      future: [],
    });
  };

  const tryConfig = (key: VariableKey | OptionId, value: number | string, config: ModelConfig): void => {
    const outside = rangeProblems(key, value);
    const others = validate(config).filter(({ path }) => outside.length === 0 || path !== key);
    const problems = [...outside, ...others];
    if (problems.length > 0) set({ rejected: { key, value, problems } });
    else alter(get().presetId, config);
  };

  const travel = (from: 'past' | 'future', to: 'past' | 'future'): void => {
    const state = get();
    const target = state[from].at(-1);
    if (!target) return;
    const here = snapshot(state);
    set({
      ...afterModelChange,
      ...target,
      maskedPositions: [],
      [from]: state[from].slice(0, -1),
      [to]: [...state[to], target.texts ? { ...here, texts: state.texts } : here],
    });
  };

  return {
    presetId: DEFAULT_PRESET,
    config: presetOf(DEFAULT_PRESET).config,
    rejected: null,
    weights: RANDOM,
    trained: null,
    tokenization: bytePairs,
    leftTrained: null,
    past: [],
    future: [],
    choosePreset: (id: PresetId) => choose(id, presetOf(id).config),
    chooseFamily: (family: Family) => {
      const { config, presetId, trained, openShipped } = get();
      if (family === config.family) return;
      // From one trained model to that of the other family: a map of random weights would say nothing.
      const flagship = trained?.origin === 'shipped' ? flagshipOf(family) : null;
      if (flagship) {
        void openShipped(flagship);
        return;
      }
      const untouched = configDifference(config, presetOf(presetId).config).size === 0;
      const id = familyPreset(family);
      choose(id, untouched ? presetOf(id).config : switchFamily(config, family));
    },
    setVariable: (key, value) => tryConfig(key, value, withVariable(get().config, key, value)),
    setOption: (id, choice) => {
      const option = architectureOptions.find((candidate) => candidate.id === id);
      if (option) tryConfig(id, choice, option.apply(get().config, choice));
    },
    setStackLayers: (stack, nLayers) => {
      const field = stack === 'encoder' ? 'nEncoderLayers' : 'nDecoderLayers';
      tryConfig('nLayers', nLayers, { ...get().config, [field]: nLayers });
    },
    forgetRejected: () => set({ rejected: null }),
    isHistoryHeld: false,
    holdHistory: (isHistoryHeld) => {
      isFirstOfHold = isHistoryHeld;
      set({ isHistoryHeld });
    },
    undo: () => travel('past', 'future'),
    redo: () => travel('future', 'past'),
    resetToPreset: () => {
      const { presetId, leftTrained, returnToTrained } = get();
      if (leftTrained) returnToTrained();
      else choose(presetId, presetOf(presetId).config);
    },
    setSeed: (seed) => {
      const { weights } = get();
      const source: WeightsSource =
        weights.kind === 'random' ? { ...weights, seed } : { kind: 'random', seed };
      set({ weights: source, trained: null, generatedIds: [] });
    },
  };
};

function rangeProblems(key: VariableKey | OptionId, value: number | string): ReturnType<typeof validate> {
  if (typeof value !== 'number' || !(key in VARIABLE_RANGE)) return [];
  const { min, max } = VARIABLE_RANGE[key as VariableKey];
  if ((value >= min && value <= max) || !Number.isInteger(value)) return [];
  return [
    { code: 'outOfRange', path: key, values: { value, min, max }, suggestions: [value < min ? min : max] },
  ];
}
