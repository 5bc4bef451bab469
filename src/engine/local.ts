import { createBackends } from '../compute/backend/backends';
import type { RegistryOptions } from '../compute/backend/registry';
import type { Engine, EngineEvent } from './engine';
import { createSession } from './session';

/** The engine in the thread that calls it: for browsers without module workers, and for tests. */
export function createLocalEngine(options: RegistryOptions = {}): Engine & { loseDevice(): Promise<void> } {
  const listeners = new Set<(event: EngineEvent) => void>();
  const session = createSession(createBackends(options), (event) => {
    for (const listener of listeners) listener(event);
  });
  return {
    useBackend: (choice) => session.useBackend(choice),
    run: (request, call) => session.run(request, call?.signal),
    read: (request) => session.read(request),
    study: (request, call) => session.study(request, call?.signal),
    generate: (request, onStep, call) => session.generate(request, onStep, call?.signal),
    beam: (request, onStep, call) => session.beam(request, onStep, call?.signal),
    experiment: (request, onStep, call) => session.experiment(request, onStep, call?.signal),
    putWeights: (id, _config, weights) => Promise.resolve(session.putWeights(id, weights)),
    dropWeights: (id) => Promise.resolve(session.dropWeights(id)),
    release: (slot) => session.release(slot),
    train: (request, onStep, call) => session.train(request, onStep, call?.signal),
    readTraining: (id, step) => session.readTraining(id, step),
    restoreTraining: (request, state) => session.restoreTraining(request, state),
    dropTraining: (id) => session.dropTraining(id),
    statistics: () => session.statistics(),
    loseDevice: () => session.loseDevice(),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose: () => session.dispose(),
  };
}
