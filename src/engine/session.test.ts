import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  beamRequest,
  codeOf,
  generateRequest,
  LOGITS,
  PATTERN,
  read,
  runRequest,
} from '../../tests/support/engineRequests';
import { inputFor, largestDifference, livelyWeights } from '../../tests/support/onBackend';
import { tinyDecoder, tinyEncoder, tinyEncoderDecoder } from '../../tests/support/tinyConfig';
import { createBackends } from '../compute/backend/backends';
import type { EngineEvent } from './engine';
import { createSession, type Session } from './session';

let session: Session;
let events: EngineEvent[];

beforeEach(async () => {
  events = [];
  session = createSession(createBackends(), (event) => events.push(event));
  await session.useBackend('cpu');
});

afterEach(() => session.dispose());

async function logits(): Promise<Float32Array> {
  const { arrays } = await session.run(runRequest());
  return arrays[0]?.data ?? new Float32Array();
}

describe('a session', () => {
  it('computes nothing before a backend was started, and says so', async () => {
    const fresh = createSession(createBackends(), () => undefined);
    expect(await codeOf(fresh.run(runRequest()))).toBe('backendUnavailable');
  });

  it('gives each run an id under which all its activations can be read later', async () => {
    const { runId, arrays } = await session.run(runRequest());
    expect(arrays.map(({ name, shape }) => [name, shape])).toEqual([[LOGITS, [1, 4, 11]]]);
    const [pattern] = await session.read({ slot: 'A', runId, reads: read(PATTERN) });
    expect(pattern?.shape).toEqual([1, 6, 4, 4]);
    const [head] = await session.read({ slot: 'A', runId, reads: [{ name: PATTERN, batch: 0, head: 2 }] });
    expect(head?.shape).toEqual([1, 1, 4, 4]);
    expect(largestDifference(head?.data ?? [], pattern?.data.subarray(32, 48) ?? [])).toBe(0);
  });

  it('hands out copies: what the page does with an array changes nothing here', async () => {
    const first = await session.run(runRequest());
    const before = Float32Array.from(first.arrays[0]?.data ?? []);
    first.arrays[0]?.data.fill(7);
    const [again] = await session.read({ slot: 'A', runId: first.runId, reads: read(LOGITS) });
    expect(largestDifference(again?.data ?? [], before)).toBe(0);
  });

  it('refuses a name that the model lacks, a head that it lacks and a run that is gone', async () => {
    const { runId } = await session.run(runRequest());
    const readOf = (name: typeof LOGITS, head?: number): Promise<unknown> =>
      session.read({ slot: 'A', runId, reads: [head === undefined ? { name } : { name, head }] });
    expect(await codeOf(readOf('encoder.output'))).toBe('invalidInput');
    expect(await codeOf(readOf(PATTERN, 6))).toBe('invalidInput');
    await session.run(runRequest());
    expect(await codeOf(readOf(LOGITS))).toBe('superseded');
  });

  it('keeps the last run readable when a newer one fails', async () => {
    const { runId } = await session.run(runRequest());
    const wrong = runRequest({ input: inputFor(tinyDecoder, [[99]]) });
    expect(await codeOf(session.run(wrong))).toBe('invalidInput');
    expect(await session.read({ slot: 'A', runId, reads: read(PATTERN) })).toHaveLength(1);
  });
});

describe('of several runs of one model', () => {
  it('only the last is answered, whatever a slider sends', async () => {
    const codes = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        codeOf(session.run(runRequest({ weights: { kind: 'random', seed: index } }))),
      ),
    );
    expect(codes.slice(0, -1).every((code) => code === 'superseded')).toBe(true);
    expect(codes.at(-1)).toBeNull();
  });

  it('a cancelled one is not computed', async () => {
    const controller = new AbortController();
    const cancelled = codeOf(session.run(runRequest(), controller.signal));
    controller.abort();
    expect(await cancelled).toBe('cancelled');
  });

  it('runs of another model of the bench are left alone', async () => {
    const codes = await Promise.all(
      (['A', 'B', 'C'] as const).map((slot) => codeOf(session.run(runRequest({ slot })))),
    );
    expect(codes).toEqual([null, null, null]);
  });
});

describe('a lost device', () => {
  it('comes back with the same numbers, and runs from before can still be read', async () => {
    const { runId, arrays } = await session.run(runRequest());
    const [before] = await session.read({ slot: 'A', runId, reads: read(PATTERN) });
    await session.loseDevice();
    expect(events.map(({ kind }) => kind)).toEqual(['lost', 'recovered', 'backend']);
    const [after] = await session.read({ slot: 'A', runId, reads: read(PATTERN) });
    expect(largestDifference(after?.data ?? [], before?.data ?? [])).toBe(0);
    expect(largestDifference(await logits(), arrays[0]?.data ?? [])).toBe(0);
  });

  it('brings loaded weights back too', async () => {
    session.putWeights('mine', livelyWeights(tinyDecoder));
    const request = runRequest({ weights: { kind: 'loaded', id: 'mine' } });
    const before = await session.run(request);
    await session.loseDevice();
    const after = await session.run(request);
    expect(largestDifference(after.arrays[0]?.data ?? [], before.arrays[0]?.data ?? [])).toBe(0);
  });

  it('lets a generation begin again without telling a token twice', async () => {
    const undisturbed = await session.generate(generateRequest(), () => undefined);
    const told: number[] = [];
    let isLost = false;
    const { ids } = await session.generate(generateRequest(), ({ index, id }) => {
      told[index] = id;
      if (index === 2 && !isLost) {
        isLost = true;
        void session.loseDevice();
      }
    });
    expect(events.filter(({ kind }) => kind === 'recovered')).toHaveLength(1);
    expect(ids).toEqual(undisturbed.ids);
    expect(told).toEqual(undisturbed.ids);
  });
});

describe('generating', () => {
  it('lets figures be read between tokens', async () => {
    const { runId } = await session.run(runRequest());
    const order: string[] = [];
    const generated = session
      .generate(generateRequest(), () => order.push('token'))
      .then(() => order.push('end'));
    const reading = session.read({ slot: 'A', runId, reads: read(PATTERN) }).then(() => order.push('read'));
    await Promise.all([generated, reading]);
    expect(order.indexOf('read')).toBeLessThan(order.lastIndexOf('token'));
  });

  it('ends when another model takes the slot', async () => {
    const generated = codeOf(session.generate(generateRequest(), () => undefined));
    const other = session.run(runRequest({ config: tinyEncoder }));
    expect(await generated).toBe('superseded');
    expect((await other).runId).toBeGreaterThan(0);
  });

  it('is cancelled within a token', async () => {
    const controller = new AbortController();
    const steps: number[] = [];
    const code = await codeOf(
      session.generate(
        generateRequest({ maxNewTokens: 12 }),
        ({ index }) => {
          steps.push(index);
          if (index === 1) controller.abort();
        },
        controller.signal,
      ),
    );
    expect(code).toBe('cancelled');
    expect(steps).toEqual([0, 1]);
  });
});

describe('a beam search', () => {
  it('lets figures be read between steps, and leaves no tensor', async () => {
    const { runId } = await session.run(runRequest());
    const before = tf.memory().numTensors;
    const order: string[] = [];
    const searched = session
      .beam(beamRequest(), ({ nodes }) => order.push(`step of ${nodes.length}`))
      .then(({ hypotheses, milliseconds }) => {
        order.push('end');
        expect(hypotheses).toHaveLength(3);
        expect(milliseconds).toBeGreaterThan(0);
      });
    const reading = session.read({ slot: 'A', runId, reads: read(PATTERN) }).then(() => order.push('read'));
    await Promise.all([searched, reading]);
    expect(order[0]).toBe('step of 3');
    expect(order.indexOf('read')).toBeLessThan(order.indexOf('end'));
    expect(tf.memory().numTensors).toBe(before);
  });

  it('ends when another model takes the slot, and when it is cancelled', async () => {
    const searched = codeOf(session.beam(beamRequest(), () => undefined));
    const other = session.run(runRequest({ config: tinyEncoder }));
    expect(await searched).toBe('superseded');
    await other;
    const controller = new AbortController();
    const cancelled = session.beam(beamRequest(), () => controller.abort(), controller.signal);
    expect(await codeOf(cancelled)).toBe('cancelled');
  });

  it('needs memory for all its rows', async () => {
    const config = { ...tinyDecoder, contextLength: 8192 };
    const ids = [Array.from({ length: 4096 }, () => 1)];
    const wide = beamRequest({ config, input: inputFor(config, ids), width: 8 });
    expect(await codeOf(session.beam(wide, () => undefined))).toBe('outOfMemory');
  });
});

describe('memory', () => {
  it('is estimated before anything is built, and the refusal names the bytes', async () => {
    const tooManyWeights = { ...tinyDecoder, dModel: 12_288, dHead: 2048, dFf: 49_152, nDecoderLayers: 12 };
    const tooManyScores = { ...tinyDecoder, contextLength: 16_384 };
    const ids = [Array.from({ length: 16_384 }, () => 1)];
    const before = tf.memory().numTensors;
    await expect(session.run(runRequest({ config: tooManyWeights }))).rejects.toThrow(
      /\d+ MB for its weights/,
    );
    const long = runRequest({ config: tooManyScores, input: inputFor(tooManyScores, ids) });
    expect(await codeOf(session.run(long))).toBe('outOfMemory');
    expect(tf.memory().numTensors).toBe(before);
  });

  it('is given back when the session ends, once or twice', async () => {
    const before = tf.memory().numTensors;
    const pending = session.run(runRequest({ config: tinyEncoderDecoder, slot: 'B' }));
    await session.run(runRequest());
    session.dispose();
    session.dispose();
    await pending.catch(() => undefined);
    expect(await codeOf(session.run(runRequest()))).toBe('internal');
    expect(tf.memory().numTensors).toBe(before);
  });

  it('holds only the newest values of weights that were loaded again under the same id', async () => {
    const request = runRequest({ weights: { kind: 'loaded', id: 'mine' } });
    session.putWeights('mine', livelyWeights(tinyDecoder, 1));
    const first = await session.run(request);
    session.putWeights('mine', livelyWeights(tinyDecoder, 2));
    const second = await session.run(request);
    expect(largestDifference(first.arrays[0]?.data ?? [], second.arrays[0]?.data ?? [])).toBeGreaterThan(
      0.01,
    );
  });
});
