import type { Engine } from './engine';
import type { Pending } from './pending';

/** Gives a request that no worker answers to the engine in the page's own thread. */
export async function answerLocally(engine: Engine, pending: Pending): Promise<void> {
  const { message, reject, onStep, signal } = pending;
  const settle = pending.resolve as (value: unknown) => void;
  const options = signal ? { signal } : {};
  try {
    switch (message.kind) {
      case 'useBackend':
        return settle(await engine.useBackend(message.payload));
      case 'run':
        return settle(await engine.run(message.payload, options));
      case 'read':
        return settle(await engine.read(message.payload, options));
      case 'study':
        return settle(await engine.study(message.payload, options));
      case 'generate':
        return settle(await engine.generate(message.payload, onStep, options));
      case 'beam':
        return settle(await engine.beam(message.payload, onStep, options));
      case 'experiment':
        return settle(await engine.experiment(message.payload, onStep, options));
      case 'putWeights': {
        const { id, config, weights } = message.payload;
        return settle(await engine.putWeights(id, config, weights));
      }
      case 'dropWeights':
        return settle(await engine.dropWeights(message.payload));
      case 'release':
        return settle(await engine.release(message.payload));
      case 'train':
        return settle(await engine.train(message.payload, onStep, options));
      case 'readTraining':
        return settle(await engine.readTraining(message.payload.id, message.payload.step));
      case 'restoreTraining':
        return settle(await engine.restoreTraining(message.payload.request, message.payload.state));
      case 'dropTraining':
        return settle(await engine.dropTraining(message.payload));
      case 'statistics':
        return settle(await engine.statistics());
      // Only workers die and are replaced.
      case 'restore':
      case 'fault':
        return settle(null);
    }
  } catch (error) {
    reject(error instanceof Error ? error : new Error(String(error)));
  }
}
