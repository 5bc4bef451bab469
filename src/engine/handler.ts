import type { Session } from './session';
import { AppError } from '../shared/errors';
import { holdLifeline } from './lifeline';
import type { FromWorker, RequestKind, Requests, ToWorker } from './protocol';
import { transferred } from './protocol';

type Send = (message: FromWorker, transfer?: Transferable[]) => void;

type Handlers = {
  [Kind in RequestKind]: (
    payload: Requests[Kind]['in'],
    signal: AbortSignal,
    progress: (step: Requests[Kind]['progress']) => void,
  ) => Promise<Requests[Kind]['out']>;
};

/**
 * Answers the messages of the page by a session: each request once, in whatever order the work ends.
 * @param crash ends the worker without a word, for tests
 */
export function createHandler(session: Session, send: Send, crash: () => void): (message: ToWorker) => void {
  const running = new Map<number, AbortController>();
  const handlers: Handlers = {
    useBackend: (choice) => session.useBackend(choice),
    run: (request, signal) => session.run(request, signal),
    read: (request) => session.read(request),
    study: (request, signal) => session.study(request, signal),
    generate: (request, signal, progress) => session.generate(request, progress, signal),
    beam: (request, signal, progress) => session.beam(request, progress, signal),
    experiment: (request, signal, progress) => session.experiment(request, progress, signal),
    putWeights: ({ id, weights }) => {
      session.putWeights(id, weights);
      return Promise.resolve(null);
    },
    dropWeights: (id) => {
      session.dropWeights(id);
      return Promise.resolve(null);
    },
    train: (request, signal, progress) => session.train(request, progress, signal),
    readTraining: ({ id, step }) => session.readTraining(id, step),
    restoreTraining: async ({ request, state }) => {
      await session.restoreTraining(request, state);
      return null;
    },
    dropTraining: async (id) => {
      await session.dropTraining(id);
      return null;
    },
    restore: ({ runId, request }) => {
      session.restore(runId, request);
      return Promise.resolve(null);
    },
    release: async (slot) => {
      await session.release(slot);
      return null;
    },
    statistics: () => session.statistics(),
    fault: async (kind) => {
      if (kind === 'crash') crash();
      else await session.loseDevice();
      return null;
    },
  };

  const answer = async <Kind extends RequestKind>(
    id: number,
    kind: Kind,
    payload: Requests[Kind]['in'],
  ): Promise<void> => {
    const controller = new AbortController();
    running.set(id, controller);
    try {
      if (!Object.hasOwn(handlers, kind))
        throw new AppError('internal', `The worker knows no request ${kind}.`);
      const handler: Handlers[Kind] = handlers[kind];
      const value = await handler(payload, controller.signal, (step) => send({ type: 'progress', id, step }));
      send({ type: 'answer', id, kind, value } as FromWorker, buffersOf(value));
    } catch (error) {
      send({ type: 'failure', id, error: transferred(error) });
    } finally {
      running.delete(id);
    }
  };

  return (message) => {
    switch (message.type) {
      case 'ping':
        send({ type: 'pong', id: message.id });
        return;
      case 'cancel':
        running.get(message.id)?.abort();
        return;
      case 'request':
        void answer(message.id, message.kind, message.payload);
        return;
      case 'lifeline':
        holdLifeline(message.name, () => send({ type: 'lifeline', name: message.name }));
    }
  };
}

/** Arrays are handed over, not copied. */
function buffersOf(value: unknown): Transferable[] {
  const arrays =
    value !== null && typeof value === 'object' && 'arrays' in value && Array.isArray(value.arrays)
      ? value.arrays
      : Array.isArray(value)
        ? value
        : [];
  return arrays.flatMap((array: unknown) =>
    array !== null && typeof array === 'object' && 'data' in array && array.data instanceof Float32Array
      ? [array.data.buffer as ArrayBuffer]
      : [],
  );
}
