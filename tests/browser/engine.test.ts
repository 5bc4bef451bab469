import { afterEach, describe, expect, it, vi } from 'vitest';
import { createEngineClient, type EngineClient } from '../../src/engine/client';
import type { BackendName, EngineEvent } from '../../src/engine/engine';
import { generateRequest, LOGITS, PATTERN, read, runRequest } from '../support/engineRequests';
import { inputFor, largestDifference } from '../support/onBackend';
import { tinyDecoder, tinyEncoderDecoder } from '../support/tinyConfig';

/** What float32 on a GPU may differ from float32 on a CPU by. */
const TOLERANCE = 1e-4;

let client: EngineClient | null = null;
let events: EngineEvent[] = [];
let nWorkers = 0;

function start(): EngineClient {
  events = [];
  nWorkers = 0;
  client = createEngineClient({
    createWorker: () => {
      nWorkers += 1;
      return new Worker(new URL('../../src/engine/worker.ts', import.meta.url), { type: 'module' });
    },
  });
  client.subscribe((event) => events.push(event));
  return client;
}

const kinds = (): string[] => events.map(({ kind }) => kind);

afterEach(() => client?.dispose());

const translation = runRequest({
  config: tinyEncoderDecoder,
  input: inputFor(tinyEncoderDecoder, [[1, 2, 3]]),
});

describe.each<BackendName>(['cpu', 'wasm', 'webgl', 'webgpu'])('a worker on %s', (backend) => {
  it('computes, loses its device, ends, and comes back each time with the same numbers', async () => {
    const engine = start();
    expect(await engine.useBackend(backend)).toMatchObject({
      backend,
      chosenBy: 'user',
      halfPrecision: false,
    });
    const { runId, arrays } = await engine.run(translation);
    const logits = arrays[0]?.data ?? [];
    expect(logits).toHaveLength(3 * tinyEncoderDecoder.targetVocabSize);

    const cross = read('decoder.layers.0.crossAttention.pattern');
    const [before] = await engine.read({ slot: 'A', runId, reads: cross });
    expect(before?.shape).toEqual([1, 6, 3, 5]);
    await engine.fault('loseDevice');
    const [after] = await engine.read({ slot: 'A', runId, reads: cross });
    expect(largestDifference(after?.data ?? [], before?.data ?? [])).toBeLessThan(TOLERANCE);
    const again = await engine.run(translation);
    expect(again.backend).toBe(backend);
    expect(largestDifference(again.arrays[0]?.data ?? [], logits)).toBeLessThan(TOLERANCE);
    expect(events).toContainEqual({ kind: 'recovered', what: 'device', backend });

    const started = performance.now();
    await engine.fault('crash');
    const [third] = await engine.read({ slot: 'A', runId: again.runId, reads: read(LOGITS) });
    expect(nWorkers).toBe(2);
    expect(largestDifference(third?.data ?? [], logits)).toBeLessThan(TOLERANCE);
    expect(events).toContainEqual({ kind: 'recovered', what: 'worker', backend });
    console.info(
      `${backend}: back after the end of its worker in ${Math.round(performance.now() - started)} ms`,
    );
  });
});

describe('a device that is lost while it computes', () => {
  it.each<BackendName>(['webgl', 'webgpu'])(
    'on %s repeats the work, and the page hears no error and no token twice',
    async (backend) => {
      const engine = start();
      await engine.useBackend('wasm');
      const reference = await engine.run(translation);
      const undisturbed = await engine.generate(generateRequest(), () => undefined);
      await engine.useBackend(backend);
      const [disturbed] = await Promise.all([engine.run(translation), engine.fault('loseDevice')]);
      expect(disturbed.backend).toBe(backend);
      expect(
        largestDifference(disturbed.arrays[0]?.data ?? [], reference.arrays[0]?.data ?? []),
      ).toBeLessThan(TOLERANCE);

      await vi.waitFor(() => expect(kinds()).toContain('recovered'), { timeout: 60_000 });
      events = [];
      const told: number[] = [];
      const faults: Promise<void>[] = [];
      const { ids } = await engine.generate(generateRequest(), ({ id }) => {
        told.push(id);
        if (told.length === 1) faults.push(engine.fault('loseDevice'));
      });
      // Before the last token, or it would have been lost after the work.
      expect(kinds()).toContain('recovered');
      await Promise.all(faults);
      expect(ids).toEqual(undisturbed.ids);
      expect(told).toEqual(undisturbed.ids);
    },
  );

  it('three times in a minute gives way to the next backend, which says why', async () => {
    const engine = start();
    await engine.useBackend('webgl');
    for (let loss = 0; loss < 3; loss += 1) {
      await engine.fault('loseDevice');
      await vi.waitFor(
        () => expect(events.filter(({ kind }) => kind === 'recovered')).toHaveLength(loss + 1),
        { timeout: 60_000 },
      );
    }
    const { backend } = await engine.run(translation);
    expect(backend).toBe('wasm');
    const last = events.findLast((event) => event.kind === 'backend');
    expect(last).toMatchObject({ report: { backend: 'wasm', chosenBy: 'recovery' } });
    expect(JSON.stringify(last)).toContain('"code":"lostOften","times":3');
  });
});

describe('the choice that is left to the engine', () => {
  it('starts at once with what works, then names a reason against every software renderer', async () => {
    const engine = start();
    const started = performance.now();
    const report = await engine.useBackend('auto');
    expect(report.backend).toBe('wasm');
    expect(performance.now() - started).toBeLessThan(5000);
    const { runId } = await engine.run(translation);
    await vi.waitFor(() => expect(events.some(({ kind }) => kind === 'backend')).toBe(true), {
      timeout: 60_000,
    });
    const improved = events.find((event) => event.kind === 'backend');
    expect(improved?.report.backend).toBe('wasm');
    for (const name of ['webgpu', 'webgl'] as const) {
      const candidate = improved?.report.candidates.find(({ backend }) => backend === name);
      expect(candidate?.reason).toMatchObject({ code: 'softwareRenderer' });
    }
    // What was computed before the comparison is still there.
    expect(await engine.read({ slot: 'A', runId, reads: read(LOGITS) })).toHaveLength(1);
  });

  it('moves to another backend without losing the last run', async () => {
    const engine = start();
    await engine.useBackend('wasm');
    const { runId } = await engine.run(runRequest());
    const [onWasm] = await engine.read({ slot: 'A', runId, reads: read(PATTERN) });
    await engine.useBackend('cpu');
    const [onCpu] = await engine.read({ slot: 'A', runId, reads: read(PATTERN) });
    expect(largestDifference(onCpu?.data ?? [], onWasm?.data ?? [])).toBeLessThan(TOLERANCE);
  });
});

describe('a worker in the middle of its work', () => {
  it('ends, and the generation goes on without a token told twice', async () => {
    const engine = start();
    await engine.useBackend('wasm');
    // Long enough that the end comes in the middle.
    const request = generateRequest({
      config: { ...tinyDecoder, contextLength: 100, nDecoderLayers: 4 },
      maxNewTokens: 90,
      useCache: false,
    });
    const undisturbed = await engine.generate(request, () => undefined);
    const told: number[] = [];
    const ends: Promise<void>[] = [];
    const { ids } = await engine.generate(request, ({ id }) => {
      told.push(id);
      if (told.length === 3) ends.push(engine.fault('crash'));
    });
    await Promise.all(ends);
    expect(nWorkers).toBe(2);
    expect(ids).toEqual(undisturbed.ids);
    expect(told).toEqual(undisturbed.ids);
  });
});
