import type { Messages } from '../i18n';
import { type VariableKey, VARIABLE_KEYS } from '../model/config/variables';
import type { Problem } from '../model/config/validate';
import { formatInteger } from './format';

const LAYER_FIELDS = ['nEncoderLayers', 'nDecoderLayers'];
const isVariable = (path: string): path is VariableKey => VARIABLE_KEYS.some((key) => key === path);

/** The key variable that a problem's path belongs to, or null. */
export function variableOfPath(path: string): VariableKey | null {
  if (LAYER_FIELDS.includes(path)) return 'nLayers';
  return isVariable(path) ? path : null;
}

/** The sentence of a problem in the page's language. */
export function problemText(messages: Messages, { code, path, values }: Problem): string {
  const key = variableOfPath(path);
  const shown = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'number' && Number.isInteger(value) ? formatInteger(value) : value,
  ]);
  return messages.problems[code](key ? messages.variables.labels[key] : path, Object.fromEntries(shown));
}
