import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { runExperiment } from '../../src/compute/experiment/experiment';
import { disposeWeights, uploadWeights } from '../../src/compute/weights';
import { stackVocabSize } from '../../src/model/config/derive';
import type { MaskPattern, MaskRule, ModelConfig, Stack } from '../../src/model/config/types';
import type { LeakAnswer } from '../../src/model/experiment';
import type { ModelInput, StackInput } from '../../src/model/input';
import { maskMatrix } from '../../src/model/mask';
import { blindQueries, type MaskCell, paintMask } from '../../src/model/paintMask';
import { reach, type ReachTexts } from '../../src/model/reach';
import { livelyWeights, useCpu } from '../support/onBackend';
import { tinyDecoder, tinyEncoder, tinyEncoderDecoder } from '../support/tinyConfig';

const SOURCE = 5;
const TARGET = 6;

const anyRule: fc.Arbitrary<MaskRule> = fc.oneof(
  fc.constant<MaskRule>({ kind: 'full' }),
  fc.constant<MaskRule>({ kind: 'causal' }),
  fc.nat(6).map((length): MaskRule => ({ kind: 'prefix', length })),
  fc
    .tuple(fc.integer({ min: 1, max: 4 }), fc.boolean())
    .map(([window, causal]): MaskRule => ({ kind: 'slidingWindow', window, causal })),
);

/** A rule with some cells painted, so that every query still sees a key. */
const anyMask = (nQueries: number, nKeys: number): fc.Arbitrary<MaskPattern> =>
  fc
    .tuple(
      anyRule,
      fc.array(fc.tuple(fc.nat(nQueries - 1), fc.nat(nKeys - 1), fc.boolean()), { maxLength: 8 }),
    )
    .map(([rule, strokes]) =>
      strokes.reduce((mask: MaskPattern, [query, key, isVisible]) => {
        const cell: MaskCell = { query, key };
        const next = paintMask(mask, [cell], isVisible);
        return isBlind(next, nQueries, nKeys) ? mask : next;
      }, rule),
    )
    .filter((mask) => mask.kind !== 'custom' || !isBlind(mask, nQueries, nKeys));

const isBlind = (pattern: MaskPattern, nQueries: number, nKeys: number): boolean =>
  blindQueries(maskMatrix({ pattern, nQueries, nKeys, firstQuery: 0 }), nKeys).length > 0;

const lengthOf = (stack: Stack): number => (stack === 'encoder' ? SOURCE : TARGET);

async function measured(
  config: ModelConfig,
  input: ModelInput,
  stack: Stack,
  position: number,
): Promise<LeakAnswer> {
  const own = input[stack];
  const vocab = stackVocabSize(config, stack);
  const changed: StackInput = {
    ...own,
    ids: [(own?.ids[0] ?? []).map((id, index) => (index === position ? (id + 3) % vocab : id))],
  };
  const control = { onStep: () => undefined, pause: () => Promise.resolve(), isCancelled: () => false };
  const weights = uploadWeights(config, livelyWeights(config));
  const specimen = { config, weights, input, interventions: [], row: 0 };
  const experiment = { kind: 'leak', changed: { ...input, [stack]: changed } } as const;
  const answer = await runExperiment(specimen, experiment, control).finally(() => disposeWeights(weights));
  if (answer.kind !== 'leak') throw new Error('It was a leak test.');
  return answer;
}

const families = [
  ['an encoder', { ...tinyEncoder, nEncoderLayers: 2 }, ['encoder']],
  ['a decoder', tinyDecoder, ['decoder']],
  ['an encoder-decoder', { ...tinyEncoderDecoder, nDecoderLayers: 2 }, ['encoder', 'decoder']],
] as const;

describe.each(families)('in %s with any masks', (_, family: ModelConfig, stacks: readonly Stack[]) => {
  beforeAll(useCpu);

  it('a changed token moves nothing that the masks do not let it reach, and what they do it moves', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyMask(SOURCE, SOURCE),
        anyMask(TARGET, TARGET),
        anyMask(TARGET, SOURCE),
        fc.nat(TARGET - 1),
        fc.nat(2),
        fc.nat(stacks.length - 1),
        async (encoderMask, decoderMask, crossMask, wanted, nPadded, which) => {
          const stack = stacks[which] ?? 'decoder';
          const position = Math.min(wanted, lengthOf(stack) - 1);
          const config = {
            ...family,
            attention: { ...family.attention, encoderMask, decoderMask, crossMask },
          };
          const texts: ReachTexts = Object.fromEntries(
            stacks.map((one) => [
              one,
              {
                nPositions: lengthOf(one),
                isToken: Array.from({ length: lengthOf(one) }, (__, at) =>
                  at < lengthOf(one) - nPadded ? 1 : 0,
                ),
              },
            ]),
          );
          const input: ModelInput = Object.fromEntries(
            stacks.map((one) => [
              one,
              {
                ids: [Array.from({ length: lengthOf(one) }, (__, at) => (2 * at + 1) % 11)],
                attentionMask: [texts[one]?.isToken ?? []],
              },
            ]),
          );
          const answer = await measured(config, input, stack, position);
          const allowed = reach(config, { stack, position }, texts);
          for (const { stack: one, levels, nPositions } of allowed.stacks) {
            const differences = answer.stacks.find((found) => found.stack === one)?.differences ?? [];
            levels.forEach((level, index) => {
              const row = Array.from(differences.slice(index * nPositions, (index + 1) * nPositions));
              expect(row.map((value) => (value > 0 ? 1 : 0))).toEqual([...level]);
            });
          }
          expect(Array.from(answer.logits, (value) => (value > 0 ? 1 : 0))).toEqual([...allowed.logits]);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('a head that reads the whole text', () => {
  beforeAll(useCpu);

  it.each(['first', 'mean', 'last'] as const)('by its %s token moves as that does', async (pooling) => {
    const config: ModelConfig = {
      ...tinyEncoder,
      nEncoderLayers: 1,
      head: { kind: 'sequenceClassification', labels: 3, pooling, transform: null },
      attention: {
        ...tinyEncoder.attention,
        encoderMask: { kind: 'slidingWindow', window: 2, causal: false },
      },
    };
    const isToken = [1, 1, 1, 1, 0];
    const input = { encoder: { ids: [[1, 3, 5, 7, 9]], attentionMask: [isToken] } };
    for (const position of [0, 1, 2, 3, 4]) {
      const { logits } = await measured(config, input, 'encoder', position);
      const texts = { encoder: { nPositions: 5, isToken } };
      expect([...reach(config, { stack: 'encoder', position }, texts).logits]).toEqual(
        Array.from(logits, (value) => (value > 0 ? 1 : 0)),
      );
    }
  });
});
