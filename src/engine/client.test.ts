import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  beamRequest,
  codeOf,
  experimentRequest,
  generateRequest,
  LOGITS,
  PATTERN,
  read,
  runRequest,
} from '../../tests/support/engineRequests';
import { createFakeWorker, type FakeWorker } from '../../tests/support/fakeWorker';
import { largestDifference, livelyWeights } from '../../tests/support/onBackend';
import { tinyDecoder } from '../../tests/support/tinyConfig';
import { AppError } from '../shared/errors';
import { createEngineClient, type ClientOptions, type EngineClient } from './client';
import type { EngineEvent } from './engine';
import { createLocalEngine } from './local';

let workers: FakeWorker[] = [];
let client: EngineClient | null = null;
let events: EngineEvent[] = [];

function start(options: Partial<ClientOptions> = {}): EngineClient {
  workers = [];
  events = [];
  client = createEngineClient({
    patience: 1000,
    createWorker: () => {
      const worker = createFakeWorker();
      workers.push(worker);
      return worker;
    },
    ...options,
  });
  client.subscribe((event) => events.push(event));
  return client;
}

const newest = (): FakeWorker => {
  const worker = workers.at(-1);
  if (!worker) throw new Error('There is no worker.');
  return worker;
};

/** What the page sees when a worker ends with an error. */
const end = (): void => newest().onerror?.(new Event('error', { cancelable: true }) as ErrorEvent);

const kindsOf = (worker: FakeWorker): string[] =>
  worker.received.flatMap((message) => (message.type === 'request' ? [message.kind] : []));

afterEach(() => client?.dispose());

describe('the engine over a worker', () => {
  it('answers with what the worker computed', async () => {
    const engine = start();
    const report = await engine.useBackend('cpu');
    expect(report).toMatchObject({ backend: 'cpu', chosenBy: 'user' });
    const { runId, arrays, backend } = await engine.run(runRequest());
    expect(backend).toBe('cpu');
    expect(arrays[0]?.data.every(Number.isFinite)).toBe(true);
    const [pattern] = await engine.read({ slot: 'A', runId, reads: read(PATTERN) });
    expect(pattern?.shape).toEqual([1, 6, 4, 4]);
    expect(await engine.statistics()).toMatchObject({ backend: 'cpu' });
  });

  it('rejects with the error of the worker: code, path and stack', async () => {
    const engine = start();
    await engine.useBackend('cpu');
    const error = await engine
      .run(runRequest({ input: { decoder: { ids: [[1, 99]] } } }))
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: 'invalidInput', path: 'decoder.ids' });
    expect(error instanceof Error && error.stack).toContain('checkInput');
  });

  it('refuses a kind of request that the worker does not know, even one named like a built-in', async () => {
    const worker = createFakeWorker();
    const answers: unknown[] = [];
    worker.onmessage = ({ data }) => answers.push(data);
    for (const kind of ['train', 'constructor', '__proto__']) {
      // As from a page of another version.
      worker.postMessage({ type: 'request', id: 1, kind, payload: null } as never);
    }
    await vi.waitFor(() => expect(answers).toHaveLength(3));
    for (const answer of answers)
      expect(answer).toMatchObject({ type: 'failure', error: { code: 'internal' } });
    worker.terminate();
  });

  it('cancels at once, while the worker may still be computing', async () => {
    const engine = start();
    await engine.useBackend('cpu');
    const controller = new AbortController();
    const steps: number[] = [];
    const code = await codeOf(
      engine.generate(
        generateRequest({ maxNewTokens: 12 }),
        ({ index }) => {
          steps.push(index);
          controller.abort();
        },
        { signal: controller.signal },
      ),
    );
    expect(code).toBe('cancelled');
    expect(steps).toEqual([0]);
    expect(await codeOf(engine.run(runRequest(), { signal: AbortSignal.abort() }))).toBe('cancelled');
  });

  it('ignores answers that nobody waits for', async () => {
    const engine = start();
    await engine.useBackend('cpu');
    newest().say({ type: 'answer', id: 9999, kind: 'putWeights', value: null });
    newest().say({ type: 'progress', id: 9999, step: { index: 0, nodes: [] } });
    expect(await codeOf(engine.run(runRequest()))).toBeNull();
  });

  it('is disposed once or twice; what was unanswered is cancelled', async () => {
    const engine = start();
    const code = codeOf(engine.useBackend('cpu'));
    engine.dispose();
    engine.dispose();
    expect(await code).toBe('cancelled');
    expect(await codeOf(engine.run(runRequest()))).toBe('internal');
  });
});

describe('a worker that ends', () => {
  it('is replaced; the new one has weights, backend and last run, and repeats what was unanswered', async () => {
    const engine = start();
    await engine.useBackend('cpu');
    await engine.putWeights('mine', tinyDecoder, livelyWeights(tinyDecoder));
    const request = runRequest({ weights: { kind: 'loaded', id: 'mine' } });
    const before = await engine.run(request);
    const unanswered = engine.run({ ...request, slot: 'B' });
    end();
    const after = await unanswered;
    expect(workers).toHaveLength(2);
    expect(kindsOf(newest())).toEqual(['putWeights', 'restore', 'useBackend', 'run']);
    expect(largestDifference(after.arrays[0]?.data ?? [], before.arrays[0]?.data ?? [])).toBe(0);
    expect(events.map(({ kind }) => kind)).toEqual(['lost', 'recovered', 'backend']);
  });

  it('leaves its last run readable, and nobody else’s under the same id', async () => {
    const engine = start();
    await engine.useBackend('cpu');
    const first = await engine.run(runRequest());
    const second = await engine.run(runRequest({ weights: { kind: 'random', seed: 2 } }));
    end();
    const [again] = await engine.read({ slot: 'A', runId: second.runId, reads: read(LOGITS) });
    expect(largestDifference(again?.data ?? [], second.arrays[0]?.data ?? [])).toBe(0);
    expect(await codeOf(engine.read({ slot: 'A', runId: first.runId, reads: read(LOGITS) }))).toBe(
      'superseded',
    );
    const third = await engine.run(runRequest());
    expect([first.runId, second.runId]).not.toContain(third.runId);
  });

  it('has its generation begun again without a token told twice', async () => {
    const engine = start();
    await engine.useBackend('cpu');
    const undisturbed = await engine.generate(generateRequest(), () => undefined);
    const told: number[] = [];
    const { ids } = await engine.generate(generateRequest(), ({ index, id }) => {
      told.push(id);
      if (index === 2 && workers.length === 1) end();
    });
    expect(workers).toHaveLength(2);
    expect(ids).toEqual(undisturbed.ids);
    expect(told).toEqual(undisturbed.ids);
  });

  it('lets a beam search begin again in the next one', async () => {
    const engine = start();
    await engine.useBackend('cpu');
    const undisturbed = await engine.beam(beamRequest(), () => undefined);
    const told: number[] = [];
    const found = await engine.beam(beamRequest(), ({ index }) => {
      told.push(index);
      if (index === 2 && workers.length === 1) end();
    });
    expect(workers).toHaveLength(2);
    expect(found.nodes).toEqual(undisturbed.nodes);
    expect(told).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('lets an experiment begin again in the next one', async () => {
    const engine = start();
    await engine.useBackend('cpu');
    const request = experimentRequest({ kind: 'headEffects', by: 'zero', position: 3, id: 5 });
    const { milliseconds: _, ...undisturbed } = await engine.experiment(request, () => undefined);
    const told: number[] = [];
    const { milliseconds: __, ...found } = await engine.experiment(request, ({ index }) => {
      told.push(index);
      if (index === 4 && workers.length === 1) end();
    });
    expect(workers).toHaveLength(2);
    expect(found).toEqual(undisturbed);
    expect(told).toEqual(Array.from({ length: 12 }, (_step, index) => index));
  });

  it('is not heard any more when it speaks after its end', async () => {
    const engine = start();
    await engine.useBackend('cpu');
    const [old] = workers;
    const listener = old?.onmessage;
    end();
    events = [];
    listener?.({
      data: { type: 'event', event: { kind: 'lost', what: 'device', message: 'old' } },
    } as MessageEvent);
    expect(events).toEqual([]);
    expect(await codeOf(engine.run(runRequest()))).toBeNull();
  });

  it('without a word is noticed by its silence', async () => {
    const engine = start();
    await engine.useBackend('cpu');
    newest().fallSilent();
    const started = Date.now();
    await vi.waitFor(() => expect(workers).toHaveLength(2), { timeout: 5000 });
    expect(Date.now() - started).toBeLessThan(3000);
    expect(await codeOf(engine.run(runRequest()))).toBeNull();
  });

  it('again and again is given up with an error; the next request gets a new start', async () => {
    const engine = start();
    await engine.useBackend('cpu');
    const answer = codeOf(engine.run(runRequest()));
    for (let crash = 0; crash < 4; crash += 1) end();
    expect(await answer).toBe('workerCrashed');
    expect(await codeOf(engine.run(runRequest()))).toBeNull();
    expect(kindsOf(newest())).toEqual(['useBackend', 'run']);
  });
});

describe('a worker that cannot be started', () => {
  it.each([
    ['since it cannot be loaded', createFakeWorker],
    [
      'since the browser refuses',
      (): FakeWorker => {
        throw new DOMException('no workers', 'SecurityError');
      },
    ],
  ])('%s, leaves the computing to the page itself', async (_, create) => {
    const engine = start({
      createWorker: () => {
        const worker = create();
        worker.fallSilent();
        workers.push(worker);
        return worker;
      },
      createLocal: () => Promise.resolve(createLocalEngine()),
    });
    const report = engine.useBackend('cpu');
    const run = engine.run(runRequest());
    if (workers.length > 0) end();
    expect(await report).toMatchObject({ backend: 'cpu' });
    expect((await run).arrays).toHaveLength(1);
    expect(await codeOf(engine.generate(generateRequest(), () => undefined))).toBeNull();
    const request = experimentRequest({ kind: 'leak', changed: runRequest().input });
    expect(await engine.experiment(request, () => undefined)).toMatchObject({ kind: 'leak' });
  });

  it('is told when there is no other way', async () => {
    const engine = start({
      createWorker: () => {
        throw new DOMException('no workers', 'SecurityError');
      },
    });
    expect(await codeOf(engine.useBackend('cpu'))).toBe('workerCrashed');
  });
});
