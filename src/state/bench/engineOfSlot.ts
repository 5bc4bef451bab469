import type { BackendReport, Engine, EngineEvent, ModelSlot } from '../../engine/engine';
import type { AppStore } from '../createAppStore';

export interface SlotEngine {
  readonly engine: Engine;
  /** Frees what the slot has, and listens no longer. */
  readonly leave: () => void;
}

/**
 * The engine as one model beside the page's sees it: its requests go to its own slot; the backend is the page's to
 * choose, and what happens to it is told by the page.
 * @param report what the page knows of its backend
 */
export function engineOfSlot(
  engine: Engine,
  slot: ModelSlot,
  report: () => Promise<BackendReport>,
): SlotEngine {
  const subscriptions = new Set<() => void>();
  const ofSlot: Engine = {
    ...engine,
    useBackend: report,
    run: (request, options) => engine.run({ ...request, slot }, options),
    read: (request, options) => engine.read({ ...request, slot }, options),
    study: (request, options) => engine.study({ ...request, slot }, options),
    experiment: (request, onStep, options) => engine.experiment({ ...request, slot }, onStep, options),
    generate: (request, onStep, options) => engine.generate({ ...request, slot }, onStep, options),
    beam: (request, onStep, options) => engine.beam({ ...request, slot }, onStep, options),
    subscribe: (listener) => {
      const unsubscribe = engine.subscribe((event: EngineEvent) => {
        if (event.kind === 'backend') listener(event);
      });
      subscriptions.add(unsubscribe);
      return unsubscribe;
    },
    dispose: () => undefined,
  };
  return {
    engine: ofSlot,
    leave: () => {
      for (const unsubscribe of subscriptions) unsubscribe();
      // Nothing to free is no fault.
      engine.release(slot).catch(() => undefined);
    },
  };
}

/** What the page knows of its backend, as soon as it does. */
export function startedBackend(page: AppStore): Promise<BackendReport> {
  return new Promise((resolve) => {
    const look = (): boolean => {
      const { backend } = page.getState();
      if (backend) resolve(backend);
      return backend !== null;
    };
    if (look()) return;
    const stop = page.subscribe(() => {
      if (look()) stop();
    });
  });
}
