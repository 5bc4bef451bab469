import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  inputFor,
  largestDifference,
  livelyWeights,
  run,
  useCpu,
  withWeights,
} from '../../tests/support/onBackend';
import {
  tinyDecoder,
  tinyDecoderVariants,
  tinyEncoder,
  tinyEncoderDecoder,
  tinyFamilies,
} from '../../tests/support/tinyConfig';
import type { ModelConfig } from '../model/config/types';
import { maskMatrix } from '../model/mask';
import { parameters } from '../model/parameters';
import { traceAxes } from '../model/traceNames';
import { forward } from './forward';
import { disposeWeights, uploadWeights } from './weights';

beforeAll(useCpu);

const ids = [7, 2, 9, 4, 1, 0, 8];

/** Logits of each position: rows of the vocabulary. */
function logitRows(config: ModelConfig, row: number[]): Float32Array[] {
  const [logits = new Float32Array()] = run(config, inputFor(config, [row]));
  const width = logits.length / row.length;
  return row.map((_, index) => logits.slice(index * width, (index + 1) * width));
}

const none = new Float32Array();

describe('a causal decoder', () => {
  const causal = tinyDecoderVariants.filter(([, config]) => config.attention.decoderMask.kind !== 'prefix');
  it.each(causal)('has outputs that do not change when a later token does: %s', (_, config) => {
    const before = logitRows(config, ids);
    const after = logitRows(config, [...ids.slice(0, 5), 10, 3]);
    for (let index = 0; index < 5; index += 1) {
      expect(largestDifference(before[index] ?? none, after[index] ?? none)).toBeLessThan(1e-5);
    }
    expect(largestDifference(before[6] ?? none, after[6] ?? none)).toBeGreaterThan(1e-3);
  });

  it('sees a later token inside its prefix, if the mask is a prefix mask', () => {
    const config = {
      ...tinyDecoder,
      attention: { ...tinyDecoder.attention, decoderMask: { kind: 'prefix', length: 3 } },
    } as const;
    const before = logitRows(config, ids);
    const changedInPrefix = logitRows(config, [7, 2, 10, 4, 1, 0, 8]);
    const changedAfter = logitRows(config, [7, 2, 9, 5, 1, 0, 8]);
    expect(largestDifference(before[0] ?? none, changedInPrefix[0] ?? none)).toBeGreaterThan(1e-3);
    expect(largestDifference(before[0] ?? none, changedAfter[0] ?? none)).toBeLessThan(1e-5);
  });
});

describe('an encoder', () => {
  it('lets every output depend on every token', () => {
    const before = logitRows(tinyEncoder, ids);
    const after = logitRows(tinyEncoder, [...ids.slice(0, 6), 3]);
    before.forEach((row, index) =>
      expect(largestDifference(row, after[index] ?? none)).toBeGreaterThan(1e-4),
    );
  });

  it('tells segments apart', () => {
    const encoder = { ids: [ids] };
    const [first = none] = run(tinyEncoder, { encoder });
    const [second = none] = run(tinyEncoder, {
      encoder: { ...encoder, segmentIds: [[0, 0, 0, 1, 1, 1, 1]] },
    });
    expect(largestDifference(first, second)).toBeGreaterThan(1e-2);
  });

  it('without positions does not know the order of its tokens', () => {
    const config: ModelConfig = { ...tinyEncoder, position: { kind: 'none' } };
    const forwards = logitRows(config, ids);
    const backwards = logitRows(config, ids.toReversed());
    forwards.forEach((row, index) =>
      expect(largestDifference(row, backwards[ids.length - 1 - index] ?? none)).toBeLessThan(1e-5),
    );
  });
});

describe('an encoder-decoder', () => {
  it('has cross-attention from every target token to every source token', () => {
    const sources = [[3, 1, 4, 1, 5]];
    const name = 'decoder.layers.1.crossAttention.pattern';
    const [pattern = none] = run(tinyEncoderDecoder, inputFor(tinyEncoderDecoder, [[1, 2, 12]], sources), [
      name,
    ]);
    expect(pattern).toHaveLength(6 * 3 * 5);
    expect(Math.min(...pattern)).toBeGreaterThan(0);
  });

  it('writes another target when the source changes', () => {
    const [a = none] = run(tinyEncoderDecoder, inputFor(tinyEncoderDecoder, [[1, 2]], [[3, 1, 4]]));
    const [b = none] = run(tinyEncoderDecoder, inputFor(tinyEncoderDecoder, [[1, 2]], [[3, 1, 5]]));
    expect(largestDifference(a, b)).toBeGreaterThan(1e-3);
  });
});

describe('padding', () => {
  it.each(tinyFamilies.map((config) => [config.family, config] as const))(
    'does not change other positions: %s',
    (_, config) => {
      const short = [7, 2, 9, 4];
      const plain = logitRows(config, short);
      const mask = [
        [1, 1, 1, 1, 0, 0],
        [1, 1, 1, 1, 1, 1],
      ];
      const rows = [
        [...short, 0, 0],
        [1, 2, 3, 4, 5, 6],
      ];
      const stack = config.family === 'encoder-only' ? 'encoder' : 'decoder';
      const input = inputFor(config, rows, [
        [3, 1, 4, 1, 5],
        [2, 2, 2, 2, 2],
      ]);
      const [logits = none] = run(config, { ...input, [stack]: { ids: rows, attentionMask: mask } });
      const width = (plain[0] ?? none).length;
      plain.forEach((row, index) =>
        expect(largestDifference(row, logits.slice(index * width, (index + 1) * width))).toBeLessThan(1e-5),
      );
    },
  );

  it('on the source side is never read by cross-attention', () => {
    const encoder = { ids: [[3, 1, 4, 0, 0]], attentionMask: [[1, 1, 1, 0, 0]] };
    const [pattern = none] = run(tinyEncoderDecoder, { encoder, decoder: { ids: [[1, 2]] } }, [
      'decoder.layers.2.crossAttention.pattern',
    ]);
    for (let row = 0; row < pattern.length; row += 5)
      expect([...pattern.slice(row + 3, row + 5)]).toEqual([0, 0]);
  });
});

describe('attention weights', () => {
  it.each(tinyDecoderVariants)('of each query sum to 1 and are exactly 0 where masked: %s', (_, config) => {
    const names = [
      'decoder.layers.0.selfAttention.pattern',
      'decoder.layers.1.selfAttention.pattern',
    ] as const;
    run(config, inputFor(config, [ids]), names).forEach((pattern, layer) => {
      const windowed = config.attention.windowLayers?.includes(layer) ?? true;
      const mask = config.attention.decoderMask;
      const masked = maskMatrix({
        pattern: mask.kind === 'slidingWindow' && !windowed ? { kind: 'causal' } : mask,
        nQueries: 7,
        nKeys: 7,
        firstQuery: 0,
      });
      for (let row = 0; row < pattern.length / 7; row += 1) {
        const weights = pattern.slice(row * 7, row * 7 + 7);
        expect(weights.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
        weights.forEach((value, key) => {
          if (masked[(row % 7) * 7 + key]) expect(value).toBe(0);
          else expect(value).toBeGreaterThan(0);
        });
      }
    });
  });

  it('of a query that padding leaves nothing to see are finite', () => {
    const [logits = none] = run(tinyDecoder, { decoder: { ids: [[1, 2]], attentionMask: [[0, 1]] } });
    expect(logits.every(Number.isFinite)).toBe(true);
  });

  it('are refused where a painted mask lets a query see nothing', () => {
    const decoderMask = { kind: 'custom', base: { kind: 'causal' }, changed: [[0, 0, 1]] } as const;
    const config = { ...tinyDecoder, attention: { ...tinyDecoder.attention, decoderMask } };
    expect(() => run(config, inputFor(config, [[1, 2]]))).toThrow(/query 0 see none of its 2 keys/);
  });

  it('of cross-attention are zero where its mask is painted, and shared among the rest', () => {
    const crossMask = { kind: 'custom', base: { kind: 'full' }, changed: [[1, 0, 2]] } as const;
    const config = { ...tinyEncoderDecoder, attention: { ...tinyEncoderDecoder.attention, crossMask } };
    const [pattern = none] = run(config, { encoder: { ids: [[1, 2, 3]] }, decoder: { ids: [[1, 2]] } }, [
      'decoder.layers.0.crossAttention.pattern',
    ]);
    for (let head = 0; head < config.nHeads; head += 1) {
      expect([...pattern.slice(head * 6, head * 6 + 3)].every((weight) => weight > 0)).toBe(true);
      expect([...pattern.slice(head * 6 + 3, head * 6 + 6)]).toEqual([0, 0, 1]);
    }
  });
});

describe('grouped-query attention', () => {
  it('equals multi-head attention whose keys and values are repeated', () => {
    const multiHead = { ...tinyDecoder, nKvHeads: 6 };
    const grouped = livelyWeights(tinyDecoder);
    const repeated = new Map(grouped);
    for (const spec of parameters(multiHead)) {
      if (!/\.[kv]\.(weight|bias)$/.test(spec.name)) continue;
      const values = grouped.get(spec.name) ?? none;
      const nRows = spec.shape.length === 2 ? 24 : 1;
      const wide = new Float32Array(nRows * 24);
      for (let row = 0; row < nRows; row += 1) {
        for (let column = 0; column < 24; column += 1) {
          const head = Math.floor(column / 4);
          const source = row * 8 + Math.floor(head / 3) * 4 + (column % 4);
          wide[row * 24 + column] = values[source] ?? NaN;
        }
      }
      repeated.set(spec.name, wide);
    }
    const logitsOf = (config: ModelConfig, host: Map<string, Float32Array>): Float32Array => {
      const weights = uploadWeights(config, host);
      const trace = forward(config, weights, { decoder: { ids: [ids] } });
      const values = Float32Array.from(trace.get('head.logits')?.dataSync() ?? []);
      trace.dispose();
      disposeWeights(weights);
      return values;
    };
    expect(largestDifference(logitsOf(tinyDecoder, grouped), logitsOf(multiHead, repeated))).toBeLessThan(
      1e-5,
    );
  });
});

describe('rotary positions', () => {
  it('make scores depend on distances only: moving the whole text changes nothing', () => {
    const config: ModelConfig = {
      ...tinyDecoder,
      position: { kind: 'rotary', base: 100, fraction: 1, pairing: 'halves', scaling: null, localBase: null },
    };
    const at = (first: number): Float32Array =>
      run(config, { decoder: { ids: [ids], positionIds: [ids.map((_, index) => first + index)] } })[0] ??
      none;
    expect(largestDifference(at(0), at(9))).toBeLessThan(1e-4);
  });
});

describe('the trace', () => {
  it.each(tinyFamilies.map((config) => [config.family, config] as const))(
    'names every activation with its axes: %s',
    (_, config) => {
      withWeights(config, (weights) => {
        const trace = forward(config, weights, inputFor(config, [ids]));
        expect(trace.names().length).toBeGreaterThan(20);
        for (const name of trace.names()) expect(trace.get(name)?.rank).toBe(traceAxes(name).length);
        trace.dispose();
      });
    },
  );

  it.each(tinyDecoderVariants)('leaves no tensor behind when it is disposed: %s', (_, config) => {
    const before = tf.memory().numTensors;
    run(config, inputFor(config, [ids]));
    expect(tf.memory().numTensors).toBe(before);
  });

  it('leaves no tensor behind when an intervention fails', () => {
    withWeights(tinyDecoder, (weights) => {
      const before = tf.memory().numTensors;
      const at = 'decoder.layers.9.selfAttention.q' as const;
      expect(() =>
        forward(
          tinyDecoder,
          weights,
          { decoder: { ids: [ids] } },
          { interventions: [{ at, change: { kind: 'zero' } }] },
        ),
      ).toThrow('does not appear');
      expect(tf.memory().numTensors).toBe(before);
    });
  });
});

describe('an intervention', () => {
  const pattern = 'decoder.layers.0.selfAttention.pattern' as const;
  const input = inputFor(tinyDecoder, [ids]);

  it('that cuts an edge of attention makes its weight 0 and shares it among the others', () => {
    const cut = {
      at: 'decoder.layers.0.selfAttention.scores',
      where: { head: 2, query: 4, key: 1 },
      change: { kind: 'cut' },
    } as const;
    const [before = none] = run(tinyDecoder, input, [pattern]);
    const [after = none] = run(tinyDecoder, input, [pattern], [cut]);
    const row = (2 * 7 + 4) * 7;
    expect(after[row + 1]).toBe(0);
    expect(after.slice(row, row + 7).reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
    expect(largestDifference(before.slice(0, row), after.slice(0, row))).toBe(0);
    expect(largestDifference(before.slice(row + 7), after.slice(row + 7))).toBe(0);
  });

  it('that switches off a head is the same as zeroing its rows of the output matrix', () => {
    const at = 'decoder.layers.1.selfAttention.headOutputs' as const;
    const [off = none] = run(
      tinyDecoder,
      input,
      ['head.logits'],
      [{ at, where: { head: 5 }, change: { kind: 'zero' } }],
    );
    const host = livelyWeights(tinyDecoder);
    host.get('decoder.layers.1.selfAttention.output.weight')?.fill(0, 5 * 4 * 24, 6 * 4 * 24);
    const weights = uploadWeights(tinyDecoder, host);
    const trace = forward(tinyDecoder, weights, input);
    const expected = Float32Array.from(trace.get('head.logits')?.dataSync() ?? []);
    trace.dispose();
    disposeWeights(weights);
    expect(largestDifference(off, expected)).toBeLessThan(1e-5);
  });

  it('that puts the stream of another text in place gives that text its output', () => {
    const at = 'decoder.layers.1.residual.output' as const;
    const other = inputFor(tinyDecoder, [[1, 1, 2, 3, 5, 8, 10]]);
    const [stream = none, expected = none] = run(tinyDecoder, other, [at, 'head.logits']);
    const [patched = none] = run(
      tinyDecoder,
      input,
      ['head.logits'],
      [{ at, change: { kind: 'replace', values: stream } }],
    );
    expect(largestDifference(patched, expected)).toBeLessThan(1e-6);
  });
});

describe('input', () => {
  it.each([
    ['an id beyond the vocabulary', { decoder: { ids: [[1, 11]] } }, 'ids 0 … 10, not 11'],
    ['a negative id', { decoder: { ids: [[-1]] } }, 'not -1'],
    ['rows of different length', { decoder: { ids: [[1, 2], [3]] } }, 'same length'],
    [
      'more tokens than the context',
      { decoder: { ids: [Array.from({ length: 17 }, () => 1)] } },
      'more than the context of 16',
    ],
    ['no token', { decoder: { ids: [[]] } }, 'there is no token'],
    ['ids for the wrong stack', { encoder: { ids: [[1]] } }, 'needs ids for its decoder'],
    [
      'a mask of another shape',
      { decoder: { ids: [[1, 2]], attentionMask: [[1]] } },
      'its shape is not that of the ids',
    ],
  ])('with %s is refused before anything is computed', (_, input, message) => {
    withWeights(tinyDecoder, (weights) =>
      expect(() => forward(tinyDecoder, weights, input)).toThrow(message),
    );
  });
});
