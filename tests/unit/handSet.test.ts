import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type AxisTokens, behaviourOf, behaviourText, headBehaviour } from '../../src/analysis/headBehaviour';
import { readModelFile, writeModelFile } from '../../src/checkpoint/modelFile';
import { forward } from '../../src/compute/forward';
import type { Weights } from '../../src/compute/tensors';
import { disposeWeights, uploadWeights } from '../../src/compute/weights';
import { validate } from '../../src/model/config/validate';
import { handSet } from '../../src/model/handSet';
import { closedForm } from '../../src/model/handSet/closedForm';
import { type HandSetId, handSetIds, USUAL_SHARPNESS } from '../../src/model/handSet/ids';
import type { HandSetHead } from '../../src/model/handSet/types';
import { maskMatrix } from '../../src/model/mask';
import { parameters, sizeOf } from '../../src/model/parameters';
import { attentionName, type TraceName } from '../../src/model/traceNames';
import { handSetFile } from '../../src/state/handSetFile';
import { decoderInput, encoderInput } from '../../src/text/inputs';
import { createWordTokenizer } from '../../src/text/wordTokenizer';
import { largestDifference, useCpu } from '../support/onBackend';

beforeAll(useCpu);

/** A construction with the tokenizer that the page makes for it. */
function madeOf(id: HandSetId) {
  const model = handSet(id);
  const { config } = model;
  const isEncoder = config.family === 'encoder-only';
  const tokenizer = createWordTokenizer(config.family, model.alphabet, { ofCharacters: true });
  const read = (text: string): number[] => [
    ...(isEncoder
      ? encoderInput(tokenizer, text, '', config.contextLength)
      : decoderInput(tokenizer, text, config.contextLength)
    ).ids,
  ];
  const idOf = (character: string): number => tokenizer.encode(character)[0]?.id ?? -1;
  return { model, tokenizer, read, idOf, stack: isEncoder ? 'encoder' : 'decoder' } as const;
}
type Made = ReturnType<typeof madeOf>;

/** The text with which the page shows it. */
const shown = ({ model }: Made): string => model.examples[0] ?? '';

/** What the model computes of some ids: the attention of each head, what it reads, its keys, and the logits. */
function computed({ model, stack }: Made, weights: Weights, ids: number[]) {
  const input = { [stack]: { ids: [ids] } };
  const trace = forward(model.config, weights, input);
  const valuesOf = (name: TraceName): Float32Array => Float32Array.from(trace.get(name)?.dataSync() ?? []);
  const patterns = model.heads.map(({ layer }) =>
    valuesOf(attentionName(stack, layer, 'selfAttention', 'pattern')),
  );
  const logits = valuesOf('head.logits');
  const streams = model.heads.map(({ layer }) => valuesOf(`${stack}.layers.${layer}.residual.input`));
  const keys = model.heads.map(({ layer }) => valuesOf(attentionName(stack, layer, 'selfAttention', 'k')));
  trace.dispose();
  return { patterns, logits, streams, keys };
}

function withModel<T>(id: HandSetId, work: (made: Made, weights: Weights) => T): T {
  const made = madeOf(id);
  const weights = uploadWeights(made.model.config, made.model.weights);
  try {
    return work(made, weights);
  } finally {
    disposeWeights(weights);
  }
}

/** The whole map as the formula has it: [query, key]. */
function formulaMap({ sharpness, wanted, kind }: HandSetHead, ids: readonly number[]): Float32Array {
  const n = ids.length;
  const map = new Float32Array(n * n);
  ids.forEach((_, query) => {
    const nVisible = kind === 'decoderSelf' ? query + 1 : n;
    const keys = wanted(ids, query);
    const weight = closedForm(sharpness, keys.length, nVisible);
    for (let key = 0; key < nVisible; key += 1)
      map[query * n + key] = keys.includes(key) ? weight.wanted : weight.other;
  });
  return map;
}

/** The value of a sum as the page writes it: "m·e^β + n − m". */
function valueOf(sum: string, values: Readonly<Record<string, number>>): number {
  const signed = sum.replaceAll('− ', '+ −').split(' + ');
  return signed.reduce((total, term) => {
    const factors = term.replace('−', '').split('·');
    const product = factors.reduce((so, factor) => so * (values[factor] ?? Number(factor)), 1);
    return total + (term.startsWith('−') ? -product : product);
  }, 0);
}

function scoresOf({ model, tokenizer }: Made, map: Float32Array, ids: readonly number[]) {
  const { sep, eos } = tokenizer.specials;
  const tokens: AxisTokens = {
    ids,
    isPadding: () => false,
    isSeparator: (position) => [sep, eos].includes(ids[position] ?? -1),
  };
  const n = ids.length;
  const masked =
    model.config.family === 'decoder-only'
      ? maskMatrix({ pattern: { kind: 'causal' }, nQueries: n, nKeys: n, firstQuery: 0 })
      : null;
  return headBehaviour(map, masked, behaviourText(tokens, tokens, true));
}

/** Any text of the alphabet that fits. Few different letters, so that tokens repeat. */
function textsFor({ model }: Made): fc.Arbitrary<string> {
  const { contextLength, family } = model.config;
  const room = contextLength - (family === 'encoder-only' ? 2 : 1);
  const letters = fc.constantFrom(...model.alphabet.slice(0, 6), ' ');
  const length = model.id === 'mirroredPosition' ? { minLength: room } : {};
  return fc.string({ unit: letters, maxLength: room, ...length });
}

/** Probabilities of the vocabulary at one position. */
function distribution(logits: Float32Array, position: number, size: number): number[] {
  const row = [...logits.slice(position * size, (position + 1) * size)];
  const most = Math.max(...row);
  const raised = row.map((logit) => Math.exp(logit - most));
  const sum = raised.reduce((total, value) => total + value, 0);
  return raised.map((value) => value / sum);
}

describe.each(handSetIds)('the model set by hand for %s', (id) => {
  it('can be built, and has every parameter in its shape and no other', () => {
    const { config, weights } = handSet(id);
    expect(validate(config)).toEqual([]);
    expect([...weights].map(([name, values]) => [name, values.length])).toEqual(
      parameters(config).map((spec) => [spec.name, sizeOf(spec)]),
    );
    for (const values of weights.values()) expect(values.every(Number.isFinite)).toBe(true);
  });

  it('has a vocabulary as large as that of its characters, and knows its examples', () => {
    const { model, tokenizer, read } = madeOf(id);
    expect(tokenizer.vocabSize).toBe(model.config.vocabSize);
    for (const example of model.examples) {
      const tokens = tokenizer.encode(example);
      expect(tokens.filter(({ unknown }) => unknown)).toEqual([]);
      // None is cut off: what the family adds is there besides.
      expect(read(example).length).toBeGreaterThan(tokens.length);
    }
  });

  it('has blocks side by side that fill the stream', () => {
    const { blocks, config } = handSet(id);
    const ends = blocks.map(({ start, size }) => start + size);
    expect(blocks.map(({ start }) => start)).toEqual([0, ...ends.slice(0, -1)]);
    expect(ends.at(-1)).toBe(config.dModel);
  });

  it('puts the weights of its formula on every key of any text, in every head', () => {
    withModel(id, (made, weights) => {
      fc.assert(
        fc.property(textsFor(made), (text) => {
          const ids = made.read(text);
          const { patterns } = computed(made, weights, ids);
          made.model.heads.forEach((head, index) => {
            const pattern = patterns[index] ?? new Float32Array();
            expect(largestDifference(pattern, formulaMap(head, ids))).toBeLessThan(1e-5);
          });
        }),
        { numRuns: 60, seed: 7 },
      );
    });
  });

  it('divides by the sum that its formula shows', () => {
    const made = madeOf(id);
    const { head, formula, examples } = made.model;
    for (const ids of examples.map(made.read)) {
      const map = formulaMap(head, ids);
      ids.forEach((_, i) => {
        const keys = head.wanted(ids, i);
        const m = keys.length;
        // Without m in it, the sum is that of a query that wants one key.
        if (m !== 1 && !formula.sum.includes('m')) return;
        const sum = valueOf(formula.sum, { 'e^β': Math.exp(head.sharpness), m, i, n: ids.length });
        const key = keys[0];
        if (key !== undefined)
          expect(map[i * ids.length + key]).toBeCloseTo(Math.exp(head.sharpness) / sum, 6);
        else expect(map[i * ids.length]).toBeCloseTo(1 / sum, 6);
      });
    }
  });

  it('has a norm in front of each head that changes nothing, as mean and variance are the same everywhere', () => {
    withModel(id, (made, weights) => {
      const { config, norms, heads, blocks } = made.model;
      const { streams, keys } = computed(made, weights, made.read(shown(made)));
      norms.forEach(({ mean, variance, gain }, index) => {
        const stream = streams[index] ?? new Float32Array();
        expect(gain ** 2).toBeCloseTo(variance + config.norm.epsilon, 12);
        for (let at = 0; at < stream.length; at += config.dModel) {
          const vector = [...stream.slice(at, at + config.dModel)];
          const measured = vector.reduce((sum, value) => sum + value, 0) / config.dModel;
          const spread = vector.reduce((sum, value) => sum + (value - measured) ** 2, 0) / config.dModel;
          expect(measured).toBeCloseTo(mean, 7);
          expect(spread).toBeCloseTo(variance, 7);
        }
        // W_K is the identity on the blocks that are looked at, so k shows what came out of the norm: the stream.
        const looked = new Set(heads[index]?.terms.map(({ key }) => key));
        const block = (at: number) => blocks.find(({ start, size }) => at >= start && at < start + size);
        const expected = stream.map((value, at) => {
          const name = block(at % config.dModel)?.name;
          return name !== undefined && looked.has(name) ? value : 0;
        });
        expect(largestDifference(keys[index] ?? new Float32Array(), expected)).toBeLessThan(1e-6);
      });
    });
  });

  it('reads and writes as a model file, which says that it was set by hand', () => {
    const file = handSetFile({ id, sharpness: USUAL_SHARPNESS });
    const read = readModelFile(writeModelFile(file));
    expect(read).toEqual(file);
    expect(read.card).toMatchObject({ handSet: id, steps: 0 });
  });
});

describe('a head that is set by hand', () => {
  it.each([
    ['previousToken', 'previous'],
    ['samePosition', 'self'],
    ['mirroredPosition', 'antiDiagonal'],
    ['sameToken', 'same'],
    ['induction', 'induction'],
  ] as const)('%s is called %s by what it does on its example', (id, behaviour) => {
    withModel(id, (made, weights) => {
      const ids = made.read(shown(made));
      const { patterns } = computed(made, weights, ids);
      const scores = scoresOf(made, patterns.at(-1) ?? new Float32Array(), ids);
      expect(behaviourOf(scores)).toBe(behaviour);
      expect(scores[behaviour]).toBeGreaterThan(0.9);
    });
  });

  it.each([
    ['previousToken', 'previous'],
    ['samePosition', 'self'],
    ['mirroredPosition', 'antiDiagonal'],
    ['sameToken', 'same'],
  ] as const)('%s does so on any text that has something to measure it by', (id, behaviour) => {
    withModel(id, (made, weights) => {
      let measured = 0;
      fc.assert(
        fc.property(textsFor(made), (text) => {
          const ids = made.read(text);
          const { patterns } = computed(made, weights, ids);
          const score = scoresOf(made, patterns.at(-1) ?? new Float32Array(), ids)[behaviour];
          if (score === null) return;
          measured += 1;
          // At worst 1 of 32 keys is wanted.
          expect(score).toBeGreaterThan(closedForm(8, 1, 32).wanted - 1e-5);
        }),
        { numRuns: 40, seed: 3 },
      );
      expect(measured).toBeGreaterThan(20);
    });
  });

  it.each(['previousToken', 'induction'] as const)('of %s reads nothing that comes later', (id) => {
    withModel(id, (made, weights) => {
      const ids = made.read(shown(made));
      for (const pattern of computed(made, weights, ids).patterns) {
        ids.forEach((_, query) => {
          const later = pattern.slice(query * ids.length + query + 1, (query + 1) * ids.length);
          expect(later.every((weight) => weight === 0)).toBe(true);
        });
      }
    });
  });

  it('mirrors a text that fills its context; in a shorter one, what has no mirror reads evenly', () => {
    withModel('mirroredPosition', (made, weights) => {
      const ids = made.read('abcdef');
      const [pattern = new Float32Array()] = computed(made, weights, ids).patterns;
      // [CLS] at 0 would have to read position 11; there are 8.
      expect(pattern[0]).toBeCloseTo(1 / 8, 6);
      // Position 4 reads 11 - 4.
      expect(pattern[4 * 8 + 7]).toBeCloseTo(closedForm(8, 1, 8).wanted, 5);
    });
  });

  it('for the same token does not read itself', () => {
    withModel('sameToken', (made, weights) => {
      const ids = made.read('abca');
      const [pattern = new Float32Array()] = computed(made, weights, ids).patterns;
      const { wanted, other } = closedForm(8, 1, 6);
      expect(pattern[1 * 6 + 4]).toBeCloseTo(wanted, 5);
      expect(pattern[1 * 6 + 1]).toBeCloseTo(other, 5);
    });
  });
});

describe('the induction model', () => {
  /** Different letters, twice: at any place of the second half there is one thing to say. */
  const repeated = fc
    .tuple(
      fc.shuffledSubarray([...handSet('induction').alphabet], { minLength: 3, maxLength: 15 }),
      fc.nat(100),
    )
    .map(([letters, cut]) => ({ letters, cut: cut % (letters.length - 1) }));

  it('says after "… a b … a" that b comes, with more than 90 %', () => {
    withModel('induction', (made, weights) => {
      fc.assert(
        fc.property(repeated, ({ letters, cut }) => {
          const ids = made.read([...letters, ...letters.slice(0, cut + 1)].join(''));
          const { logits } = computed(made, weights, ids);
          const probabilities = distribution(logits, ids.length - 1, made.model.config.vocabSize);
          expect(probabilities[made.idOf(letters[cut + 1] ?? '')]).toBeGreaterThan(0.9);
        }),
        { numRuns: 60, seed: 5 },
      );
    });
  });

  it('is an induction head on every such text', () => {
    withModel('induction', (made, weights) => {
      fc.assert(
        fc.property(repeated, ({ letters, cut }) => {
          const ids = made.read([...letters, ...letters.slice(0, cut + 1)].join(''));
          const { patterns } = computed(made, weights, ids);
          const [before, about] = patterns.map((pattern) => scoresOf(made, pattern, ids));
          expect(before && behaviourOf(before)).toBe('previous');
          expect(about && behaviourOf(about)).toBe('induction');
        }),
        { numRuns: 30, seed: 5 },
      );
    });
  });

  it('gives b and c equal chances where a was followed by both', () => {
    withModel('induction', (made, weights) => {
      const ids = made.read('ab ac xa');
      const { logits } = computed(made, weights, ids);
      const probabilities = distribution(logits, ids.length - 1, made.model.config.vocabSize);
      const [b = 0, c = 0] = [made.idOf('b'), made.idOf('c')].map((row) => probabilities[row]);
      expect(b).toBeCloseTo(c, 5);
      expect(b).toBeGreaterThan(0.35);
    });
  });

  it('knows nothing without its first layer: the second then finds no match', () => {
    const made = madeOf('induction');
    const host = new Map(made.model.weights);
    const name = 'decoder.layers.0.selfAttention.output.weight';
    host.set(name, new Float32Array(host.get(name)?.length ?? 0));
    const weights = uploadWeights(made.model.config, host);
    const ids = made.read('magic box magic b');
    const [, pattern = new Float32Array()] = computed(made, weights, ids).patterns;
    disposeWeights(weights);
    // The last row: without matches all keys have the same score.
    const last = pattern.slice(-ids.length);
    expect(
      largestDifference(
        last,
        last.map(() => 1 / ids.length),
      ),
    ).toBeLessThan(1e-5);
  });
});

describe('what the other models say', () => {
  it('the mirror fills the gap of a palindrome', () => {
    withModel('mirroredPosition', (made, weights) => {
      const ids = made.read(made.model.examples[1] ?? '');
      const { logits } = computed(made, weights, ids);
      const masked = ids.indexOf(made.tokenizer.specials.mask ?? -1);
      const probabilities = distribution(logits, masked, made.model.config.vocabSize);
      expect(probabilities[made.idOf('e')]).toBeGreaterThan(0.9);
    });
  });

  it.each([
    ['previousToken', (ids: readonly number[], at: number) => ids[at - 1]],
    ['samePosition', (ids: readonly number[], at: number) => ids[at]],
  ] as const)('%s says the token that it reads, everywhere', (id, said) => {
    withModel(id, (made, weights) => {
      const ids = made.read(shown(made));
      const { logits } = computed(made, weights, ids);
      for (let at = 1; at < ids.length; at += 1) {
        const probabilities = distribution(logits, at, made.model.config.vocabSize);
        expect(probabilities[said(ids, at) ?? -1]).toBeGreaterThan(0.9);
      }
    });
  });

  it('leaves no tensor behind', () => {
    const before = tf.memory().numTensors;
    withModel('induction', (made, weights) => computed(made, weights, made.read('abab')));
    expect(tf.memory().numTensors).toBe(before);
  });
});
