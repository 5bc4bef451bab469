import type { StoreApi } from 'zustand/vanilla';
import type { AppState } from '../types';

/** What would take the model from a training. */
const HELD = [
  'choosePreset',
  'chooseFamily',
  'setVariable',
  'setOption',
  'setStackLayers',
  'undo',
  'redo',
  'resetToPreset',
  'setSeed',
  'openShipped',
  'openHandSet',
  'openOwn',
  'returnToTrained',
] as const satisfies readonly (keyof AppState)[];

type Verb = (...parameters: readonly unknown[]) => unknown;

/** The same verbs, held back while there is a training: the page asks what shall become of it. */
export function heldBack(
  verbs: AppState,
  set: StoreApi<AppState>['setState'],
  get: StoreApi<AppState>['getState'],
): Partial<AppState> {
  const guarded = HELD.map((name) => {
    const verb = verbs[name] as Verb;
    const guard: Verb = (...parameters) => {
      const { training, config } = get();
      const changesNothing =
        (name === 'chooseFamily' && parameters[0] === config.family) ||
        // How many texts are read at once is not a matter of the weights.
        (name === 'setVariable' && parameters[0] === 'batchSize');
      if (training === null || changesNothing) return verb(...parameters);
      set({ heldChange: { action: name, apply: () => verb(...parameters) } });
      return Promise.resolve();
    };
    return [name, guard];
  });
  return Object.fromEntries(guarded) as Partial<AppState>;
}
