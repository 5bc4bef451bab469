import { presetOf } from '../model/config/presets';
import { configDifference } from '../state/configDifference';
import type { AppState } from '../state/types';

/** Whether the model is still exactly what its preset says. */
export function isPreset({ config, presetId }: AppState): boolean {
  const preset = presetOf(presetId).config;
  return config === preset || configDifference(config, preset).size === 0;
}
