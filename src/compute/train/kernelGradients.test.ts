import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startInNode } from '../../../tests/parity/node';
import { createNormal, createRandom } from '../../shared/random';
import { registerKernelGradients } from './kernelGradients';

interface Case {
  readonly name: string;
  /** Shapes of what is derived by. */
  readonly shapes: readonly (readonly number[])[];
  readonly compute: (...inputs: tf.Tensor[]) => tf.Tensor;
  /** Makes the values lie where the function is smooth. */
  readonly place?: (value: number) => number;
}

const awayFromZero = (value: number): number => value + Math.sign(value) * 0.5;
const positive = (value: number): number => Math.abs(value) + 0.5;

const ids = (...values: number[]): tf.Tensor1D => tf.tensor1d(values, 'int32');

const pairs: readonly [string, (a: tf.Tensor, b: tf.Tensor) => tf.Tensor][] = [
  ['add', tf.add],
  ['sub', tf.sub],
  ['mul', tf.mul],
  ['div', (a, b) => tf.div(a, b)],
];

const broadcasts: readonly (readonly [readonly number[], readonly number[]])[] = [
  [
    [2, 3],
    [2, 3],
  ],
  [[4, 2, 3], [3]],
  [[3], [4, 2, 3]],
  [
    [4, 2, 3],
    [2, 3],
  ],
  [
    [4, 2, 3],
    [1, 2, 3],
  ],
  [
    [4, 2, 3],
    [4, 1, 3],
  ],
  [
    [4, 2, 3],
    [4, 2, 1],
  ],
  [
    [4, 2, 3],
    [1, 2, 1],
  ],
  [
    [4, 1, 3],
    [1, 2, 1],
  ],
  [[1, 5, 3], [3]],
  [[2, 3], []],
  [[1, 3], [3]],
];

const unary: readonly (readonly [string, (x: tf.Tensor) => tf.Tensor, Case['place']?])[] = [
  ['square', tf.square],
  ['relu', tf.relu, awayFromZero],
  ['sigmoid', tf.sigmoid],
  ['tanh', tf.tanh],
  ['rsqrt', tf.rsqrt, positive],
  ['erf', tf.erf],
  ['a copy', (x) => tf.clone(x)],
  ['a cast', (x) => tf.cast(x, 'float32')],
  ['softmax', (x) => tf.softmax(x)],
];

const reductions = [[0], [1], [2], [0, 1], [0, 2], [1, 2], [0, 1, 2], [-1]];

const cases: readonly Case[] = [
  ...pairs.flatMap(([name, compute]) =>
    broadcasts.map(([a, b]): Case => ({
      name: `${name} of [${a.join(', ')}] and [${b.join(', ')}]`,
      shapes: [a, b],
      compute: compute as Case['compute'],
      ...(name === 'div' ? { place: awayFromZero } : {}),
    })),
  ),
  { name: 'one tensor with itself', shapes: [[2, 3]], compute: (x) => tf.mul(x!, tf.add(x!, x!)) },
  ...unary.map(([name, compute, place]): Case => ({
    name,
    shapes: [[2, 3, 4]],
    compute: compute as Case['compute'],
    ...(place ? { place } : {}),
  })),
  ...reductions.flatMap((axes) =>
    [true, false].flatMap((keep): Case[] => [
      {
        name: `sum over ${axes.join(', ')}${keep ? ', which are kept' : ''}`,
        shapes: [[2, 3, 4]],
        compute: (x) => tf.sum(x!, axes, keep),
      },
      {
        name: `mean over ${axes.join(', ')}${keep ? ', which are kept' : ''}`,
        shapes: [[2, 3, 4]],
        compute: (x) => tf.mean(x!, axes, keep),
      },
    ]),
  ),
  { name: 'sum over all', shapes: [[2, 3]], compute: (x) => tf.sum(x!) },
  { name: 'mean over all', shapes: [[2, 3]], compute: (x) => tf.mean(x!) },
  { name: 'reshape', shapes: [[2, 6]], compute: (x) => tf.square(tf.reshape(x!, [3, 4])) },
  { name: 'transpose', shapes: [[2, 3, 4]], compute: (x) => tf.transpose(x!, [2, 0, 1]) },
  { name: 'transpose of a matrix', shapes: [[2, 3]], compute: (x) => tf.transpose(x!) },
  { name: 'transpose of heads', shapes: [[2, 3, 4, 2]], compute: (x) => tf.transpose(x!, [0, 2, 1, 3]) },
  { name: 'slice of rows', shapes: [[5, 3]], compute: (x) => tf.slice(x!, [1, 0], [3, 3]) },
  { name: 'slice inside', shapes: [[5, 4]], compute: (x) => tf.slice(x!, [1, 1], [3, 2]) },
  { name: 'slice to the end', shapes: [[2, 3, 4]], compute: (x) => tf.slice(x!, [0, 1, 2], [-1, -1, 1]) },
  { name: 'slice of a vector', shapes: [[7]], compute: (x) => tf.slice(x!, [2], [4]) },
  { name: 'slice with the first axis alone', shapes: [[5, 3]], compute: (x) => tf.slice(x!, 2, 2) },
  {
    name: 'slice of four axes',
    shapes: [[2, 3, 2, 4]],
    compute: (x) => tf.slice(x!, [0, 0, 0, 2], [2, 3, 2, 2]),
  },
  ...[0, 1, 2, -1].map((axis): Case => ({
    name: `concat along ${axis}`,
    shapes: [0, 1, 2].map((part) => [2, 3, 4].map((size, at) => (at === (axis + 3) % 3 ? part + 1 : size))),
    compute: (...parts) => tf.concat(parts, axis),
  })),
  {
    name: 'gather of rows, one of them twice',
    shapes: [[4, 3]],
    compute: (x) => tf.gather(x!, ids(1, 3, 1)),
  },
  { name: 'gather of a vector', shapes: [[4]], compute: (x) => tf.gather(x!, ids(0, 2, 2)) },
  {
    name: 'gather by a matrix of ids',
    shapes: [[4, 3]],
    compute: (x) => tf.gather(x!, tf.tensor2d([0, 1, 1, 3], [2, 2], 'int32')),
  },
  ...[false, true].flatMap((transposeA) =>
    [false, true].flatMap((transposeB) =>
      [[], [2], [2, 3]].map((batch): Case => ({
        name: `a${transposeA ? 'ᵀ' : ''} · b${transposeB ? 'ᵀ' : ''} with batch [${batch.join(', ')}]`,
        shapes: [
          [...batch, ...(transposeA ? [5, 4] : [4, 5])],
          [...batch, ...(transposeB ? [3, 5] : [5, 3])],
        ],
        compute: (a, b) => tf.matMul(a!, b!, transposeA, transposeB),
      })),
    ),
  ),
];

const STEP = 1e-2;

describe.each(['cpu', 'wasm'] as const)('on %s, the gradient is the slope of', (backend) => {
  beforeAll(async () => {
    await startInNode(backend);
    registerKernelGradients();
  });

  it.each(cases.map((one) => [one.name, one] as const))('%s', (_, { shapes, compute, place = (x) => x }) => {
    const before = tf.memory().numTensors;
    const normal = createNormal(createRandom(7));
    const draw = (shape: readonly number[]): Float32Array =>
      Float32Array.from({ length: shape.reduce((product, size) => product * size, 1) }, normal);
    const values = shapes.map((shape) => draw(shape).map(place));
    const upload = (hosts: readonly Float32Array[]): tf.Tensor[] =>
      hosts.map((host, index) => tf.tensor(host, [...shapes[index]!]));
    const read = (work: () => tf.Tensor[]): Float32Array[] =>
      tf.tidy(() =>
        work().map((tensor) => Float32Array.from(tensor.dataSync())),
      ) as unknown as Float32Array[];

    const outputShape = tf.tidy(() => compute(...upload(values)).shape) as unknown as number[];
    const weighting = draw(outputShape);
    const gradients = read(() => tf.grads(compute)(upload(values), tf.tensor(weighting, outputShape)));
    /** Sum over the output, weighted, in double precision. */
    const measure = (hosts: readonly Float32Array[]): number => {
      const [output] = read(() => [compute(...upload(hosts))]);
      return output!.reduce((sum, value, index) => sum + value * weighting[index]!, 0);
    };
    for (const [input, gradient] of gradients.entries()) {
      expect(gradient).toHaveLength(values[input]!.length);
      for (const [at, found] of gradient.entries()) {
        const moved = (by: number): number =>
          measure(
            values.map((host, other) => host.map((x, i) => (other === input && i === at ? x + by : x))),
          );
        const central = (step: number): number => (moved(step) - moved(-step)) / (2 * step);
        // Richardson's extrapolation: what grows with the square of the step cancels.
        const slope = (4 * central(STEP) - central(2 * STEP)) / 3;
        expect(Math.abs(found - slope), `input ${input}, value ${at}`).toBeLessThan(
          1e-3 * Math.max(1, Math.abs(slope)),
        );
      }
    }
    expect(tf.memory().numTensors).toBe(before);
  });
});
