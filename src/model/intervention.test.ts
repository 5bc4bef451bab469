import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tinyDecoder, tinyEncoder, tinyEncoderDecoder } from '../../tests/support/tinyConfig';
import type { MaskPattern, ModelConfig } from './config/types';
import type { ModelInput } from './input';
import type { Intervention, InterventionWhere, LinkableIntervention } from './intervention';
import { decodeIntervention, encodeIntervention } from './interventionCodec';
import { choosableAxes, formProblem, problemText } from './interventionForm';
import { interventionProblem, textProblem } from './interventionProblem';
import { parseIntervention } from './interventionSchema';
import { isTraceName, type TraceName } from './traceNames';

const scores: TraceName = 'decoder.layers.0.selfAttention.scores';
const pattern: TraceName = 'decoder.layers.0.selfAttention.pattern';
const stream: TraceName = 'decoder.layers.1.residual.output';
const words: readonly TraceName[] = [
  scores,
  pattern,
  stream,
  'encoder.layers.12.selfAttention.k',
  'decoder.layers.0.crossAttention.headOutputs',
  'decoder.layers.3.feedForward.hidden',
  'encoder.embedding.tokens',
  'encoder.output',
  'head.logits',
];

const index = fc.integer({ min: 0, max: 99_999 });
const finite = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value));
const change: fc.Arbitrary<LinkableIntervention['change']> = fc.oneof(
  fc.constantFrom({ kind: 'zero' }, { kind: 'mean' }, { kind: 'cut' }, { kind: 'bypass' }, { kind: 'copy' }),
  finite.map((factor) => ({ kind: 'scale' as const, factor })),
  fc
    .double({ min: 0, max: 1, noNaN: true })
    .map((weight) => ({ kind: 'edge' as const, weight: weight === 0 ? 0 : weight })),
  index.map((position) => ({ kind: 'copy' as const, position })),
);

/** Interventions that could be meant for some model. */
const meant: fc.Arbitrary<LinkableIntervention> = fc
  .tuple(fc.constantFrom(...words), change, fc.tuple(index, index, index, index), fc.nat({ max: 15 }))
  .map(([at, what, indices, chosen]): LinkableIntervention => {
    const where: InterventionWhere = Object.fromEntries(
      (['batch', 'head', 'query', 'key'] as const).flatMap((axis, bit) =>
        (chosen >> bit) % 2 === 1 && choosableAxes(at).includes(axis) ? [[axis, indices[bit]]] : [],
      ),
    );
    return Object.keys(where).length === 0 ? { at, change: what } : { at, where, change: what };
  })
  .filter((intervention) => formProblem(intervention) === null);

describe('an intervention in a link', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(meant, (intervention) => {
        expect(decodeIntervention(encodeIntervention(intervention))).toEqual(intervention);
        expect(parseIntervention(structuredClone(intervention))).toEqual(intervention);
      }),
    );
  });

  it('is short, and needs no sign that addresses change', () => {
    const edge: LinkableIntervention = {
      at: pattern,
      where: { head: 1, query: 3, key: 2 },
      change: { kind: 'edge', weight: 0.5 },
    };
    expect(encodeIntervention(edge)).toBe('decoder.layers.0.selfAttention.pattern~edge:0.5~h1q3k2');
    fc.assert(
      fc.property(meant, (intervention) => {
        expect(encodeIntervention(intervention)).toMatch(/^[\w.~:-]+$/);
      }),
    );
  });

  it('is null for anything else, and nothing is thrown', () => {
    fc.assert(
      fc.property(fc.string(), fc.anything(), (text, value) => {
        expect(decodeIntervention(text)).toBeNull();
        expect(parseIntervention(value)).toBeNull();
      }),
    );
    // Almost right.
    fc.assert(
      fc.property(meant, fc.nat(), fc.string({ minLength: 1, maxLength: 2 }), (intervention, at, noise) => {
        const text = encodeIntervention(intervention);
        const cut = at % (text.length + 1);
        const read = decodeIntervention(text.slice(0, cut) + noise + text.slice(cut));
        expect(read === null || formProblem(read) === null).toBe(true);
      }),
    );
  });

  it.each([
    'decoder.layers.0.selfAttention.pattern~cut~q1k1',
    'decoder.layers.0.selfAttention.pattern~edge:1.5~q1k1',
    'decoder.layers.0.selfAttention.pattern~edge:0.5~q1',
    'decoder.layers.0.selfAttention.pattern~edge~q1k1',
    'decoder.layers.0.selfAttention.pattern~mean',
    'decoder.layers.0.feedForward.output~zero~h1',
    'decoder.layers.0.feedForward.output~bypass',
    'decoder.layers.0.residual.output~copy:3',
    'decoder.layers.0.residual.output~zero:1',
    'decoder.layers.0.residual.output~replace',
    'decoder.layers.0.residual.output~scale:1e999',
    'decoder.layers.0.residual.output~zero~',
    'decoder.layers.0.residual.nowhere~zero',
    'decoder.layers.0.residual.output~zero~q1b0',
    '__proto__~zero',
  ])('cannot be %s', (text) => expect(decodeIntervention(text)).toBeNull());
});

describe('what a model cannot do is said before it runs', () => {
  const target: ModelInput = {
    encoder: { ids: [[1, 2, 3]], attentionMask: [[1, 1, 0]] },
    decoder: { ids: [[1, 2, 3, 4]] },
  };
  const text = (at: string): TraceName => {
    if (!isTraceName(at)) throw new Error(at);
    return at;
  };

  it.each<[string, ModelConfig, Intervention, string]>([
    [
      'a layer',
      tinyDecoder,
      { at: text('decoder.layers.2.residual.output'), change: { kind: 'zero' } },
      'layers 0 … 1',
    ],
    ['a stack', tinyDecoder, { at: 'encoder.output', change: { kind: 'zero' } }, 'it has no encoder'],
    [
      'a part',
      tinyDecoder,
      { at: 'decoder.layers.0.crossAttention.q', change: { kind: 'zero' } },
      'does not appear',
    ],
    [
      'a head',
      tinyDecoder,
      { at: pattern, where: { head: 6 }, change: { kind: 'zero' } },
      'heads 6 is not in 0 … 5',
    ],
    [
      'a head of keys and values',
      tinyDecoder,
      { at: 'decoder.layers.0.selfAttention.v', where: { head: 2 }, change: { kind: 'zero' } },
      'kvHeads 2 is not in 0 … 1',
    ],
    [
      'a place beyond the context',
      tinyDecoder,
      { at: stream, where: { query: 16 }, change: { kind: 'zero' } },
      '0 … 15',
    ],
    ['an axis', tinyDecoder, { at: stream, where: { head: 0 }, change: { kind: 'zero' } }, 'no axis head'],
    ['a cut of weights', tinyDecoder, { at: pattern, change: { kind: 'cut' } }, 'Only scores can be cut'],
    ['a mean of weights', tinyDecoder, { at: pattern, change: { kind: 'mean' } }, 'works only at'],
    [
      'a weight above 1',
      tinyDecoder,
      { at: pattern, where: { query: 1, key: 0 }, change: { kind: 'edge', weight: 1.1 } },
      'the weight must be 0 … 1, not 1.1',
    ],
    [
      'a factor that is no number',
      tinyDecoder,
      { at: stream, change: { kind: 'scale', factor: NaN } },
      'must be a finite number',
    ],
    [
      'segments',
      { ...tinyEncoder, nSegments: 0 },
      { at: 'encoder.embedding.segments', change: { kind: 'zero' } },
      'no such part',
    ],
  ])('%s that is not there', (_, config, intervention, words) => {
    const problem = interventionProblem(config, intervention);
    expect(problem && problemText(problem)).toContain(words);
  });

  it.each<[string, Intervention, string]>([
    [
      'a position beyond the text',
      { at: stream, where: { query: 4 }, change: { kind: 'zero' } },
      'position 4 is not in 0 … 3',
    ],
    [
      'a later token as a key',
      { at: pattern, where: { query: 1, key: 2 }, change: { kind: 'edge', weight: 0.5 } },
      'the mask hides key 2 from query 1',
    ],
    [
      'padding as a key',
      {
        at: 'decoder.layers.0.crossAttention.pattern',
        where: { query: 1, key: 2 },
        change: { kind: 'edge', weight: 0.5 },
      },
      'the mask hides key 2 from query 1',
    ],
    [
      'a source position counted along the target',
      { at: 'decoder.layers.0.crossAttention.pattern', where: { key: 3 }, change: { kind: 'zero' } },
      'key 3 is not in 0 … 2',
    ],
    ['a copy from nothing', { at: stream, change: { kind: 'copy' } }, 'no other text'],
  ])('%s', (_, intervention, words) => {
    expect(interventionProblem(tinyEncoderDecoder, intervention)).toBeNull();
    const problem = textProblem(tinyEncoderDecoder, intervention, { input: target });
    expect(problem && problemText(problem)).toContain(words);
  });

  it('a source position that the mask of cross-attention was painted over', () => {
    const crossMask: MaskPattern = { kind: 'custom', base: { kind: 'full' }, changed: [[1, 0, 1]] };
    const config = { ...tinyEncoderDecoder, attention: { ...tinyEncoderDecoder.attention, crossMask } };
    const at = text('decoder.layers.0.crossAttention.pattern');
    const kinds = [0, 1].map((query) => {
      const edge: Intervention = { at, where: { query, key: 0 }, change: { kind: 'edge', weight: 0.5 } };
      return textProblem(config, edge, { input: target })?.kind;
    });
    expect(kinds).toEqual([undefined, 'masked']);
  });

  it.each<[string, Intervention, string | null]>([
    ['whole, from a longer text', { at: stream, change: { kind: 'copy' } }, 'choose a position'],
    ['at one position', { at: stream, where: { query: 2 }, change: { kind: 'copy' } }, null],
    [
      'from a position that is not there',
      { at: stream, where: { query: 2 }, change: { kind: 'copy', position: 6 } },
      'of the other text 6',
    ],
    ['the memory, whatever its length', { at: 'encoder.output', change: { kind: 'copy' } }, null],
    [
      'a row of weights for other keys',
      { at: pattern, where: { query: 1 }, change: { kind: 'copy' } },
      'choose a position',
    ],
  ])('a copy %s', (_, intervention, words) => {
    const donor: ModelInput = { encoder: { ids: [[5, 6, 7, 8]] }, decoder: { ids: [[1, 2, 3, 4, 5, 6]] } };
    const problem = textProblem(tinyEncoderDecoder, intervention, { input: target, donor });
    if (words === null) expect(problem).toBeNull();
    else expect(problem && problemText(problem)).toContain(words);
  });
});
