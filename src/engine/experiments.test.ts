import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  codeOf,
  experimentRequest,
  LOGITS,
  PATTERN,
  read,
  runRequest,
} from '../../tests/support/engineRequests';
import { leakOf } from '../../tests/support/leak';
import { inputFor, largestDifference } from '../../tests/support/onBackend';
import {
  tinyDecoder,
  tinyDecoderVariants,
  tinyEncoder,
  tinyEncoderDecoder,
} from '../../tests/support/tinyConfig';
import { createBackends } from '../compute/backend/backends';
import { softmax } from '../compute/generate/warpers';
import type { ModelConfig } from '../model/config/types';
import type { ExperimentAnswer, ExperimentStep, Outcome } from '../model/experiment';
import type { ModelInput } from '../model/input';
import type { Intervention } from '../model/intervention';
import type { EngineEvent, ExperimentRequest, RunRequest } from './engine';
import { createSession, type Session } from './session';

let session: Session;
let events: EngineEvent[];

beforeEach(async () => {
  events = [];
  session = createSession(createBackends(), (event) => events.push(event));
  await session.useBackend('cpu');
});

afterEach(() => session.dispose());

const text = [1, 2, 3, 4];
const other = [5, 2, 8];

/** Logit and probability of a run of its own. */
async function outcomeOf(part: Partial<RunRequest>, position: number, id: number): Promise<Outcome> {
  const { arrays } = await session.run(runRequest(part));
  const [{ data, shape } = { data: new Float32Array(), shape: [] }] = arrays;
  const width = shape[2] ?? 0;
  const logits = data.slice(position * width, (position + 1) * width);
  return { logit: logits[id] ?? NaN, probability: softmax(logits)[id] ?? NaN };
}

const near = (found: Outcome, wanted: Outcome): void => {
  expect(found.logit).toBeCloseTo(wanted.logit, 5);
  expect(found.probability).toBeCloseTo(wanted.probability, 6);
};

type AnswerOf<Kind> = Extract<ExperimentAnswer, { kind: Kind }>;

async function experiment<Kind extends ExperimentAnswer['kind']>(
  request: ExperimentRequest & { readonly experiment: { readonly kind: Kind } },
  onStep: (step: ExperimentStep) => void = () => undefined,
): Promise<AnswerOf<Kind>> {
  const result: ExperimentAnswer = await session.experiment(request, onStep);
  const isWanted = (answer: ExperimentAnswer): answer is AnswerOf<Kind> =>
    answer.kind === request.experiment.kind;
  if (!isWanted(result)) throw new Error(`${result.kind} answers another experiment.`);
  return result;
}

describe('the effects of heads', () => {
  it.each<[string, ModelConfig, number]>([
    ['a decoder', tinyDecoder, 2 * 6],
    ['an encoder', tinyEncoder, 3 * 6],
    ['an encoder-decoder', tinyEncoderDecoder, (2 + 3 + 3) * 6],
  ])('of %s are what runs without each of them give', async (_, config, count) => {
    for (const by of ['zero', 'mean'] as const) {
      const steps: ExperimentStep[] = [];
      const asked = { kind: 'headEffects', by, position: 2, id: 6 } as const;
      const { baseline, effects } = await experiment(experimentRequest(asked, { config }), (step) =>
        steps.push(step),
      );
      expect(effects).toHaveLength(count);
      expect(steps.map(({ index }) => index)).toEqual(effects.map((_effect, index) => index));
      expect(steps.every((step) => step.count === count)).toBe(true);
      expect(steps.map((step) => step.kind === 'headEffects' && step.effect)).toEqual(effects);
      near(baseline, await outcomeOf({ config }, 2, 6));
      for (const effect of effects.filter((_effect, index) => index % 5 === 0)) {
        const { stack, layer, attention, head } = effect;
        const at = `${stack}.layers.${layer}.${attention}.headOutputs` as const;
        const interventions: Intervention[] = [{ at, where: { head }, change: { kind: by } }];
        near(effect, await outcomeOf({ config, interventions }, 2, 6));
      }
    }
  });

  it('come on top of the interventions that are there', async () => {
    const interventions: Intervention[] = [
      { at: 'decoder.layers.1.selfAttention.headOutputs', where: { head: 3 }, change: { kind: 'zero' } },
    ];
    const asked = { kind: 'headEffects', by: 'zero', position: 3, id: 1 } as const;
    const { baseline, effects } = await experiment(experimentRequest(asked, { interventions }));
    near(baseline, await outcomeOf({ interventions }, 3, 1));
    const same = effects.find(({ layer, head }) => layer === 1 && head === 3);
    expect(same).toMatchObject(baseline);
    const one = effects.find(({ layer, head }) => layer === 0 && head === 2);
    const both: Intervention[] = [
      ...interventions,
      { at: 'decoder.layers.0.selfAttention.headOutputs', where: { head: 2 }, change: { kind: 'zero' } },
    ];
    near(one ?? baseline, await outcomeOf({ interventions: both }, 3, 1));
  });

  it('are of a label where the head reads the whole text, and refused where there is no logit of a position', async () => {
    const asked = { kind: 'headEffects', by: 'zero', position: 9, id: 1 } as const;
    const classifier: ModelConfig = {
      ...tinyEncoder,
      head: { kind: 'sequenceClassification', labels: 3, pooling: 'first', transform: null },
    };
    const { baseline } = await experiment(experimentRequest(asked, { config: classifier }));
    near(baseline, await outcomeOf({ config: classifier }, 0, 1));
    for (const head of [{ kind: 'span' }, { kind: 'none', pooler: false }] as const) {
      const refused = session.experiment(
        experimentRequest(asked, { config: { ...tinyEncoder, head } }),
        () => undefined,
      );
      await expect(refused).rejects.toThrow(head.kind === 'span' ? /positions compete/ : /no head/);
    }
  });

  it('refuse an index that is not there', async () => {
    const asked = { kind: 'headEffects', by: 'zero', position: 1, id: 1 } as const;
    for (const wrong of [{ position: 4 }, { id: 11 }, { id: -1 }, { position: 0.5 }]) {
      const request = experimentRequest({ ...asked, ...wrong });
      expect(await codeOf(session.experiment(request, () => undefined))).toBe('invalidInput');
    }
    const request = { ...experimentRequest(asked), row: 1 };
    expect(await codeOf(session.experiment(request, () => undefined))).toBe('invalidInput');
  });
});

describe('the effects of sub-layers', () => {
  it('are what runs without each of them give, and past each layer', async () => {
    const config = tinyEncoderDecoder;
    const asked = { kind: 'subLayerEffects', by: 'zero', position: 1, id: 7 } as const;
    const { effects } = await experiment(experimentRequest(asked, { config }));
    expect(effects.map(({ stack, layer, part }) => `${stack} ${layer} ${part}`)).toEqual([
      ...[0, 1].flatMap((layer) =>
        ['selfAttention', 'feedForward', 'layer'].map((part) => `encoder ${layer} ${part}`),
      ),
      ...[0, 1, 2].flatMap((layer) =>
        ['selfAttention', 'crossAttention', 'feedForward', 'layer'].map((part) => `decoder ${layer} ${part}`),
      ),
    ]);
    for (const effect of effects.filter((_effect, index) => index % 3 !== 1)) {
      const name = `${effect.stack}.layers.${effect.layer}` as const;
      const intervention: Intervention =
        effect.part === 'layer'
          ? { at: `${name}.residual.output`, change: { kind: 'bypass' } }
          : { at: `${name}.${effect.part}.output`, change: { kind: 'zero' } };
      near(effect, await outcomeOf({ config, interventions: [intervention] }, 1, 7));
    }
  });
});

describe('a sweep of patches', () => {
  it.each(['residual', 'selfAttention', 'feedForward'] as const)(
    'of %s is one run with a copy for each layer and position',
    async (at) => {
      const donor = inputFor(tinyDecoder, [other]);
      const asked = { kind: 'patchSweep', donor, at, stack: 'decoder', position: 3, id: 5 } as const;
      const steps: ExperimentStep[] = [];
      const found = await experiment(experimentRequest(asked), (step) => steps.push(step));
      expect([found.nLayers, found.nPositions]).toEqual([2, 3]);
      expect(steps).toHaveLength(6);
      // Its text is too short to have an output there.
      expect(found.donor).toBeNull();
      near(found.baseline, await outcomeOf({}, 3, 5));
      for (const [index, logit] of found.logits.entries()) {
        const [layer, position] = [Math.floor(index / 3), index % 3];
        const interventions: Intervention[] = [
          {
            at: `decoder.layers.${layer}.${at}.output`,
            where: { query: position },
            change: { kind: 'copy' },
          },
        ];
        const probability = found.probabilities[index] ?? NaN;
        near({ logit, probability }, await outcomeOf({ interventions, donor }, 3, 5));
      }
    },
  );

  it('reaches the value of the donor where the last stream is patched at the watched position', async () => {
    const donor = inputFor(tinyDecoder, [[9, 8, 7, 6]]);
    const asked = {
      kind: 'patchSweep',
      donor,
      at: 'residual',
      stack: 'decoder',
      position: 3,
      id: 5,
    } as const;
    const { logits, donor: theirs } = await experiment(experimentRequest(asked));
    near(theirs ?? { logit: NaN, probability: NaN }, await outcomeOf({ input: donor }, 3, 5));
    expect(logits.at(-1)).toBeCloseTo(theirs?.logit ?? NaN, 5);
  });

  it('goes over sources of another length, and refuses what the model lacks or a second donor', async () => {
    const config = tinyEncoderDecoder;
    const donor = inputFor(config, [text], [[7, 2]]);
    const asked = {
      kind: 'patchSweep',
      donor,
      at: 'residual',
      stack: 'encoder',
      position: 1,
      id: 5,
    } as const;
    const { nPositions, nLayers } = await experiment(experimentRequest(asked, { config }));
    expect([nLayers, nPositions]).toEqual([2, 2]);
    const lacking = experimentRequest({ ...asked, at: 'crossAttention' }, { config });
    expect(await codeOf(session.experiment(lacking, () => undefined))).toBe('invalidInput');
    const copy: Intervention = {
      at: 'encoder.layers.0.residual.output',
      where: { query: 0 },
      change: { kind: 'copy' },
    };
    const two = experimentRequest(asked, { config, interventions: [copy], donor: inputFor(config, [text]) });
    await expect(session.experiment(two, () => undefined)).rejects.toThrow('another text than the sweep');
    const one = experimentRequest(asked, { config, interventions: [copy], donor });
    expect(await codeOf(session.experiment(one, () => undefined))).toBeNull();
  });
});

describe('a leak test', () => {
  const causal = tinyDecoderVariants.filter(([, { attention }]) => attention.decoderMask.kind !== 'prefix');

  it.each(causal)('finds nothing before the changed token in a causal decoder: %s', async (_, config) => {
    const { answer, before, after } = await leakOf(config, 'decoder');
    expect(answer.stacks.map(({ stack, names }) => [stack, names.length])).toEqual([['decoder', 4]]);
    expect(before.every((value) => value === 0)).toBe(true);
    expect(after[0]).toBeGreaterThan(0);
  });

  it('finds the token that a prefix mask shows to earlier ones, and a change at every place of an encoder', async () => {
    const decoderMask = { kind: 'prefix', length: 5 } as const;
    const prefix: ModelConfig = { ...tinyDecoder, attention: { ...tinyDecoder.attention, decoderMask } };
    expect((await leakOf(prefix, 'decoder')).before.every((value) => value > 0)).toBe(true);
    const encoder = await leakOf(tinyEncoder, 'encoder');
    expect(encoder.before.every((value) => value > 0)).toBe(true);
    // What enters the first layer moves at the changed position alone.
    const [levels] = encoder.answer.stacks;
    const entering = levels?.differences.subarray(0, levels.nPositions) ?? [];
    expect([...entering].map((value) => value > 0)).toEqual([false, false, false, true, false, false, false]);
  });

  it('keeps the encoder still when the target changes, and moves all of the target with the source', async () => {
    const target = await leakOf(tinyEncoderDecoder, 'decoder');
    expect(target.ofEncoder.length).toBeGreaterThan(0);
    expect(target.ofEncoder.every((value) => value === 0)).toBe(true);
    expect(target.before.every((value) => value === 0)).toBe(true);
    expect((await leakOf(tinyEncoderDecoder, 'encoder')).logits.every((value) => value > 0)).toBe(true);
  });

  it('gives the differences of two runs, with the interventions in both', async () => {
    const interventions: Intervention[] = [
      { at: 'decoder.layers.0.selfAttention.headOutputs', where: { head: 1 }, change: { kind: 'zero' } },
    ];
    const changed = inputFor(tinyDecoder, [[1, 2, 9, 4]]);
    const { logits } = await experiment(experimentRequest({ kind: 'leak', changed }, { interventions }));
    const [a, b] = [
      await session.run(runRequest({ interventions })),
      await session.run(runRequest({ interventions, input: changed })),
    ];
    const rows = [a, b].map(({ arrays }) => arrays[0]?.data ?? new Float32Array());
    for (const [position, found] of logits.entries()) {
      const part = [position * 11, (position + 1) * 11] as const;
      const wanted = largestDifference(rows[0]?.subarray(...part) ?? [], rows[1]?.subarray(...part) ?? []);
      expect(found).toBe(Math.fround(wanted));
    }
  });

  it('refuses a text of another length', async () => {
    const request = experimentRequest({ kind: 'leak', changed: inputFor(tinyDecoder, [[1, 2, 3]]) });
    expect(await codeOf(session.experiment(request, () => undefined))).toBe('invalidInput');
  });
});

describe('an experiment', () => {
  const donor: ModelInput = inputFor(tinyDecoder, [other]);
  const all = [
    { kind: 'headEffects', by: 'mean', position: 2, id: 6 },
    { kind: 'subLayerEffects', by: 'mean', position: 2, id: 6 },
    { kind: 'patchSweep', donor, at: 'residual', stack: 'decoder', position: 2, id: 6 },
    { kind: 'leak', changed: inputFor(tinyDecoder, [[1, 2, 9, 4]]) },
  ] as const;
  const copy: Intervention = {
    at: 'decoder.layers.0.residual.output',
    where: { query: 0 },
    change: { kind: 'copy' },
  };

  it.each(all)('of $kind leaves no tensor, done, cancelled or overtaken', async (asked) => {
    await session.run(runRequest());
    const before = tf.memory().numTensors;
    const request = experimentRequest(asked, { interventions: [copy], donor });
    expect(await codeOf(session.experiment(request, () => undefined))).toBeNull();
    expect(tf.memory().numTensors).toBe(before);
    const controller = new AbortController();
    const steps: number[] = [];
    const cancelled = session.experiment(
      request,
      ({ index }) => {
        steps.push(index);
        controller.abort();
      },
      controller.signal,
    );
    expect(await codeOf(cancelled)).toBe('cancelled');
    expect(steps).toEqual([0]);
    expect(tf.memory().numTensors).toBe(before);
    const overtaken = codeOf(session.experiment(request, () => undefined));
    const taking = session.run(runRequest({ weights: { kind: 'random', seed: 2 } }));
    expect(await overtaken).toBe('superseded');
    await taking;
    expect(tf.memory().numTensors).toBe(before);
  });

  it.each(all)('of $kind lets figures be read in between', async (asked) => {
    const { runId } = await session.run(runRequest());
    const order: string[] = [];
    const made = session
      .experiment(experimentRequest(asked), () => order.push('step'))
      .then(() => order.push('end'));
    const reading = session.read({ slot: 'A', runId, reads: read(PATTERN) }).then(() => order.push('read'));
    await Promise.all([made, reading]);
    expect(order.indexOf('read')).toBeLessThan(order.indexOf('end'));
  });

  it('begins again on a new device without telling a step twice', async () => {
    const request = experimentRequest(all[2]);
    const undisturbed = await experiment(request);
    const told: number[] = [];
    let isLost = false;
    const { logits } = await experiment(request, ({ index }) => {
      told.push(index);
      if (index !== 2 || isLost) return;
      isLost = true;
      void session.loseDevice();
    });
    expect(events.filter(({ kind }) => kind === 'recovered')).toHaveLength(1);
    expect(told).toEqual([0, 1, 2, 3, 4, 5]);
    expect(largestDifference(logits, undisturbed.logits)).toBe(0);
  });
});

describe('a run that copies from another text', () => {
  it('can be read after the device was lost, and refuses a text that does not fit', async () => {
    const donor = inputFor(tinyDecoder, [other]);
    const interventions: Intervention[] = [
      { at: 'decoder.layers.0.residual.output', where: { query: 1 }, change: { kind: 'copy', position: 2 } },
    ];
    const { runId, arrays } = await session.run(runRequest({ interventions, donor }));
    const [plain] = (await session.run(runRequest({ slot: 'B' }))).arrays;
    expect(largestDifference(arrays[0]?.data ?? [], plain?.data ?? [])).toBeGreaterThan(0.01);
    await session.loseDevice();
    const [again] = await session.read({ slot: 'A', runId, reads: read(LOGITS) });
    expect(largestDifference(again?.data ?? [], arrays[0]?.data ?? [])).toBe(0);
    const without = runRequest({ interventions });
    await expect(session.run(without)).rejects.toThrow('no other text to copy from');
    const wrong = runRequest({ interventions, donor: inputFor(tinyDecoder, [[99]]) });
    expect(await codeOf(session.run(wrong))).toBe('invalidInput');
  });
});
