import type { ModelConfig } from '../model/config/types';
import { presetOf } from '../model/config/presets';
import { configDifference } from '../state/configDifference';
import type { AppState } from '../state/types';

/** Asked for at every change of the state, while configurations change seldom. */
const known = new WeakMap<ModelConfig, { readonly preset: ModelConfig; readonly same: boolean }>();

/** Whether the model is still exactly what its preset says. */
export function isPreset({
  config,
  presetId,
  trained,
}: Pick<AppState, 'config' | 'presetId' | 'trained'>): boolean {
  if (trained) return true;
  const preset = presetOf(presetId).config;
  if (config === preset) return true;
  const before = known.get(config);
  if (before?.preset === preset) return before.same;
  const same = configDifference(config, preset).size === 0;
  known.set(config, { preset, same });
  return same;
}
