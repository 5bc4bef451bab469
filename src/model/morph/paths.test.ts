import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { architectureOptions } from '../config/options';
import { presets, switchFamily } from '../config/presets';
import type { Family, ModelConfig } from '../config/types';
import { validate } from '../config/validate';
import { flops, kvCacheBytes } from '../cost';
import { countParameters, parameters } from '../parameters';
import { sharedParameters } from '../sharedParameters';
import { stepFacts } from './facts';
import { morphPaths, type MorphPath, stepsOf } from './paths';

const head = { kind: 'languageModel', tied: true, scale: 1, softCap: null } as const;
const families: readonly Family[] = ['encoder-only', 'decoder-only', 'encoder-decoder'];

/** Any preset in any family, with any options chosen one after another. */
const anyConfig = fc
  .record({
    preset: fc.constantFrom(...presets),
    family: fc.constantFrom(...families),
    choices: fc.array(fc.tuple(fc.constantFrom(...architectureOptions), fc.nat()), { maxLength: 6 }),
    nLayers: fc.integer({ min: 1, max: 4 }),
    nHeads: fc.constantFrom(1, 2, 4, 8),
  })
  .map(({ preset, family, choices, nLayers, nHeads }): ModelConfig => {
    const switched = switchFamily(preset.config, family);
    const base: ModelConfig = {
      ...switched,
      ...{ nHeads, nKvHeads: nHeads, dHead: switched.dModel / nHeads },
      nEncoderLayers: switched.nEncoderLayers > 0 ? nLayers : 0,
      nDecoderLayers: switched.nDecoderLayers > 0 ? nLayers + 1 : 0,
    };
    return choices.reduce((config, [option, index]) => {
      const choice = option.choices[index % option.choices.length] ?? '';
      const isPossible = option.applies(config) && (option.offers?.(config, choice) ?? true);
      return isPossible ? option.apply(config, choice) : config;
    }, base);
  });

/** Paths of the fields in which two configurations differ. */
function differing(a: unknown, b: unknown, path = ''): string[] {
  const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
    value !== null && typeof value === 'object' && !Array.isArray(value);
  if (!isObject(a) || !isObject(b)) return JSON.stringify(a) === JSON.stringify(b) ? [] : [path];
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return keys.flatMap((key) => differing(a[key], b[key], path === '' ? key : `${path}.${key}`));
}

/** For each step after the first, what may differ from the step before: the parts that it names. */
const SAYS: Readonly<Record<string, readonly string[]>> = {
  causal: ['attention.encoderMask'],
  output: ['family', 'nEncoderLayers', 'nDecoderLayers', 'attention.encoderMask', 'head'],
  memory: ['family', 'nEncoderLayers', 'embedding.shared', 'attention.memory'],
  cross: ['attention.memory'],
  preNorm: ['norm.placement'],
  finalNorm: ['norm.final'],
  rotary: ['position'],
  groupedQuery: ['nKvHeads'],
  multiQuery: ['nKvHeads'],
  silu: ['feedForward.activation'],
  gate: ['feedForward.gated'],
};

describe('a path from any model', () => {
  it('has only steps that can be built, and each changes what it names and nothing else', () => {
    fc.assert(
      fc.property(anyConfig, fc.constantFrom(...morphPaths), (config, path) => {
        const steps = stepsOf(path, config, { head });
        steps.forEach(({ id, config: step }, index) => {
          expect(validate(step)).toEqual([]);
          const before = steps[index - 1];
          if (!before) return;
          const changed = differing(before.config, step);
          expect(changed.length).toBeGreaterThan(0);
          for (const field of changed) {
            expect(
              SAYS[id]?.some((said) => field === said || field.startsWith(`${said}.`)),
              `${id}: ${field}`,
            ).toBe(true);
          }
        });
      }),
    );
  });

  it('is the same path from each of its steps', () => {
    fc.assert(
      fc.property(anyConfig, fc.constantFrom(...morphPaths), (config, path) => {
        const fromBase = stepsOf(path, config, { head });
        const options = {
          head: fromBase.map((step) => step.config.head).find((one) => one.kind === 'languageModel') ?? head,
        };
        for (const step of fromBase) expect(stepsOf(path, step.config, options)).toEqual(fromBase);
      }),
    );
  });

  it('leaves out what a model cannot have: groups of two heads, keys and values of one head, turned odd widths', () => {
    const base = presets[0]?.config as ModelConfig;
    const ids = (path: MorphPath, change: Partial<ModelConfig>) =>
      stepsOf(path, { ...base, ...change }, { head }).map(({ id }) => id);
    expect(ids('keyValueHeads', { nHeads: 2, nKvHeads: 2, dHead: 64 })).toEqual(['multiHead', 'multiQuery']);
    expect(ids('keyValueHeads', { nHeads: 1, nKvHeads: 1, dHead: 128 })).toEqual([]);
    expect(ids('position', { dModel: 20, dHead: 5 })).toEqual([]);
    expect(ids('keyValueHeads', {})).toEqual(['multiHead', 'groupedQuery', 'multiQuery']);
  });

  it('keeps the vocabulary, the head and the segments of a trained model at the steps of its family', () => {
    for (const family of families) {
      const own = {
        ...switchFamily(presets[0]?.config as ModelConfig, family),
        vocabSize: 90,
        targetVocabSize: 90,
      };
      const steps = stepsOf('family', own, { head, keepsOwn: true }).filter(
        (step) => step.config.family === family,
      );
      expect(steps.length).toBeGreaterThan(0);
      for (const { config } of steps) {
        expect([config.vocabSize, config.head, config.nSegments]).toEqual([90, own.head, own.nSegments]);
      }
    }
  });
});

describe('the family path', () => {
  it('has the same stack at every step: a step starts with the values of the one before, and only adds', () => {
    fc.assert(
      fc.property(anyConfig, (config) => {
        const steps = stepsOf('family', config, { head });
        steps.slice(1).forEach(({ id, config: after }, index) => {
          const before = steps[index]?.config as ModelConfig;
          const { own, shared } = sharedParameters(before, after, true);
          // Nothing of the step before is drawn anew.
          expect(sharedParameters(after, before, true).own).toEqual([]);
          const added = id === 'cross' ? /crossAttention/ : id === 'output' ? /^head\./ : /^$/;
          expect(own.filter((name) => !added.test(name))).toEqual([]);
          expect(shared.length).toBeGreaterThan(0);
        });
      }),
    );
  });

  it('counts the parameters and operations of the parts that come', () => {
    fc.assert(
      fc.property(anyConfig, (config) => {
        const steps = stepsOf('family', config, { head });
        const [full, causal, output, memory, cross] = steps.map((step) => step.config);
        if (!full || !causal || !output || !memory || !cross) throw new Error('a step is missing');
        const size = { batch: 1, source: 9, target: 7 };
        expect(countParameters(causal)).toBe(countParameters(full));
        expect(flops(causal, size)).toEqual(flops(full, size));
        const stack = parameters(memory).filter(
          (spec) => spec.stack === 'encoder' && !/token\.weight/.test(spec.name),
        );
        const encoderValues = stack.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
        expect(countParameters(memory) - countParameters(output)).toBe(encoderValues);
        expect(kvCacheBytes(memory, size)).toBe(kvCacheBytes(output, size));
        const crossValues = countParameters(cross) - countParameters(memory);
        const perLayer = parameters(cross).filter(({ name }) => name.includes('layers.0.crossAttention'));
        expect(crossValues).toBe(
          cross.nDecoderLayers *
            perLayer.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0),
        );
        // Keys and values of the memory are kept beside the decoder's own.
        expect(kvCacheBytes(cross, size) / kvCacheBytes(memory, size)).toBeCloseTo((7 + 9) / 7, 12);
      }),
    );
  });

  it('says what each attention sees: all, itself and what came before, and the whole source', () => {
    const rows = { source: Array.from({ length: 9 }, () => 1), target: Array.from({ length: 7 }, () => 1) };
    const size = { batch: 1, source: 9, target: 7 };
    const seen = stepsOf('family', presets[0]?.config as ModelConfig, { head }).map(({ config }) => {
      const { visibility } = stepFacts(config, size, rows, 0);
      return [visibility.encoderSelf?.visible, visibility.decoderSelf?.visible, visibility.cross?.visible];
    });
    expect(seen).toEqual([
      [81, undefined, undefined],
      [45, undefined, undefined],
      [undefined, 28, undefined],
      [81, 28, undefined],
      [81, 28, 63],
    ]);
  });

  it('does not count padding among what is seen', () => {
    const rows = { source: [1, 1, 1, 0], target: [1] };
    const [full] = stepsOf('family', presets[0]?.config as ModelConfig, { head });
    const facts = stepFacts(full?.config as ModelConfig, { batch: 2, source: 4, target: 0 }, rows, 0);
    expect(facts.visibility.encoderSelf).toEqual({ visible: 12, nQueries: 4, nKeys: 4 });
  });
});
