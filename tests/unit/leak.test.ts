import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBackends } from '../../src/compute/backend/backends';
import type { BackendName, RunRequest } from '../../src/engine/engine';
import { createSession, type Session } from '../../src/engine/session';
import type { ModelConfig } from '../../src/model/config/types';
import { codeOf, generateRequest, LOGITS } from '../support/engineRequests';
import { inputFor } from '../support/onBackend';
import { tinyDecoder, tinyDecoderVariants, tinyEncoder, tinyEncoderDecoder } from '../support/tinyConfig';

const TIMES = 1000;
const wasmFolder = dirname(
  createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm'),
);
const wasmPaths = Object.fromEntries(
  ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm', 'tfjs-backend-wasm-threaded-simd.wasm'].map(
    (name) => [name, join(wasmFolder, name)],
  ),
);

/** Every option of the forward pass, in models as small as can be, of sizes that come again only after a while. */
function configurations(): ModelConfig[] {
  const decoders = tinyDecoderVariants.map(([, config]) => ({ ...config, nDecoderLayers: 1 }));
  const encoders: ModelConfig[] = [
    { ...tinyEncoder, nEncoderLayers: 1 },
    { ...tinyEncoder, nEncoderLayers: 1, head: { kind: 'span' } },
    { ...tinyEncoder, nEncoderLayers: 2, head: { kind: 'tokenClassification', labels: 3, transform: null } },
  ];
  const both: ModelConfig[] = [
    { ...tinyEncoderDecoder, nEncoderLayers: 1, nDecoderLayers: 1 },
    { ...tinyEncoderDecoder, nEncoderLayers: 1, nDecoderLayers: 2, nKvHeads: 3 },
  ];
  return [...decoders, ...encoders, ...both].flatMap((config) =>
    [16, 20, 28].map((dFf) => ({ ...config, dFf })),
  );
}

function request(config: ModelConfig, time: number): RunRequest {
  const length = 1 + (time % 5);
  const ids = Array.from({ length }, (_, position) => (time + 3 * position) % config.vocabSize);
  return {
    slot: (['A', 'B', 'C'] as const)[time % 3] ?? 'A',
    config,
    weights: { kind: 'random', seed: time % 7 },
    input: inputFor(
      config,
      [ids, ids],
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
    ),
    interventions: [],
    reads: [{ name: LOGITS, batch: time % 2 }],
  };
}

describe.each<BackendName>(['cpu', 'wasm'])('on %s', (backend) => {
  let session: Session;

  beforeAll(async () => {
    session = createSession(createBackends({ wasmPaths }), () => undefined);
    expect(await session.useBackend(backend)).toMatchObject({ backend });
  });
  afterAll(() => session.dispose());

  /** The tensors that three slots need with one and the same model. */
  async function tensorsAtRest(): Promise<number> {
    for (const slot of ['A', 'B', 'C'] as const) {
      await session.run({ ...request(tinyDecoder, 1), slot });
    }
    return tf.memory().numTensors;
  }

  it(
    `a thousand reconfigurations and runs over all families leave no tensor behind`,
    { timeout: 120_000 },
    async () => {
      const configs = configurations();
      const before = await tensorsAtRest();
      let largest = 0;
      for (let time = 0; time < TIMES; time += 1) {
        const config = configs[time % configs.length] ?? tinyDecoder;
        const { runId, arrays } = await session.run(request(config, time));
        expect(arrays[0]?.data.every(Number.isFinite)).toBe(true);
        largest = Math.max(largest, tf.memory().numTensors);
        if (time % 10 === 0) {
          const slot = (['A', 'B', 'C'] as const)[time % 3] ?? 'A';
          await session.read({ slot, runId, reads: [{ name: LOGITS }] });
        }
      }
      expect(await tensorsAtRest()).toBe(before);
      // Nor does it grow on the way: never more than three models with their traces.
      expect(largest).toBeLessThan(3 * before);
    },
  );

  it('neither do runs that fail, are overtaken or cancelled, generations, and lost devices', async () => {
    const before = await tensorsAtRest();
    const generation = generateRequest({ maxNewTokens: 3 });
    for (let time = 0; time < 20; time += 1) {
      const base = request(tinyDecoder, time);
      const wrong = { ...base, input: inputFor(tinyDecoder, [[tinyDecoder.vocabSize]]) };
      expect(await codeOf(session.run(wrong))).toBe('invalidInput');
      const nowhere = { at: 'decoder.layers.7.feedForward.hidden', change: { kind: 'zero' } } as const;
      expect(await codeOf(session.run({ ...base, interventions: [nowhere] }))).toBe('invalidInput');
      const both = await Promise.all([codeOf(session.run(base)), codeOf(session.run(base))]);
      expect(both).toEqual(['superseded', null]);
      expect(await codeOf(session.run(base, AbortSignal.abort()))).toBe('cancelled');
      expect(
        await codeOf(session.generate({ ...generation, useCache: time % 2 === 0 }, () => undefined)),
      ).toBeNull();
      const controller = new AbortController();
      expect(await codeOf(session.generate(generation, () => controller.abort(), controller.signal))).toBe(
        'cancelled',
      );
    }
    await session.loseDevice();
    expect(await tensorsAtRest()).toBe(before);
  });
});
