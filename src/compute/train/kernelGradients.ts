import * as tf from '@tensorflow/tfjs-core';

/**
 * The gradients of the kernels that a forward pass is made of. tfjs keeps its own in a file that bundlers can read but
 * Node cannot, and which brings all hundred and fifty; these are the twenty that a Transformer needs, in forms that are
 * fast on WASM.
 */
export function registerKernelGradients(): void {
  for (const config of configs) if (!tf.getGradient(config.kernelName)) tf.registerGradient(config);
}

type NamedGradients = Record<string, () => tf.Tensor>;
type Gradient = (dy: tf.Tensor, saved: tf.Tensor[], attrs: tf.NamedAttrMap) => NamedGradients;

const gradient = (
  kernelName: string,
  save: Pick<tf.GradConfig, 'inputsToSave' | 'saveAllInputs' | 'outputsToSave'>,
  gradFunc: Gradient,
): tf.GradConfig => ({
  kernelName,
  ...save,
  gradFunc: (dy, saved, attrs) => gradFunc(dy as tf.Tensor, saved, attrs),
});

/** An element-by-element function of one tensor, by what it is multiplied with. */
const elementwise = (
  kernelName: string,
  save: Pick<tf.GradConfig, 'inputsToSave' | 'outputsToSave'>,
  factor: (dy: tf.Tensor, saved: tf.Tensor) => tf.Tensor,
): tf.GradConfig =>
  gradient(kernelName, save, (dy, [saved]) => ({ x: () => factor(dy, saved as tf.Tensor) }));

const INPUT = { inputsToSave: ['x'] };
const OUTPUT = { outputsToSave: [true] };
const BOTH = { inputsToSave: ['a', 'b'] };

const configs: readonly tf.GradConfig[] = [
  gradient(tf.Identity, {}, (dy) => ({ x: () => tf.clone(dy) })),
  gradient(tf.Cast, {}, (dy) => ({ x: () => tf.clone(dy) })),
  gradient(tf.Reshape, INPUT, (dy, [x]) => ({ x: () => tf.reshape(dy, x?.shape ?? []) })),
  gradient(tf.Transpose, {}, (dy, _, attrs) => {
    const { perm } = attrs as unknown as tf.TransposeAttrs;
    const back = perm.map((__, axis) => perm.indexOf(axis));
    return { x: () => tf.transpose(dy, back) };
  }),
  gradient(tf.Slice, INPUT, (dy, [x], attrs) => {
    const { begin, size } = attrs as unknown as tf.SliceAttrs;
    const shape = x?.shape ?? [];
    const begins = [begin].flat();
    const sizes = [size].flat();
    const paddings = shape.map((length, axis): [number, number] => {
      const from = begins[axis] ?? 0;
      const wanted = sizes[axis] ?? -1;
      return [from, length - from - (wanted === -1 ? length - from : wanted)];
    });
    return { x: () => tf.pad(dy, paddings) };
  }),
  gradient(tf.Concat, { saveAllInputs: true }, (dy, inputs, attrs) => {
    const axis = tf.util.parseAxisParam((attrs as unknown as tf.ConcatAttrs).axis, dy.shape)[0] ?? 0;
    let at = 0;
    const parts = inputs.map((input) => {
      const begin = dy.shape.map((_, other) => (other === axis ? at : 0));
      at += input.shape[axis] ?? 0;
      return (): tf.Tensor => tf.slice(dy, begin, input.shape);
    });
    return Object.fromEntries(parts.map((part, index) => [index, part]));
  }),
  // Look-ups here are rows of a matrix: axis 0 without batch dimensions.
  gradient(tf.GatherV2, { inputsToSave: ['x', 'indices'] }, (dy, [x, indices]) => {
    const rows = tf.reshape(dy, [-1, ...(x?.shape.slice(1) ?? [])]);
    const ids = tf.reshape<tf.Rank.R1>(indices as tf.Tensor, [-1]);
    return {
      x: () => tf.unsortedSegmentSum(rows, ids, x?.shape[0] ?? 0),
      indices: () => tf.zerosLike(indices as tf.Tensor),
    };
  }),
  gradient(tf.Add, BOTH, (dy, [a, b]) => ({ a: () => toShapeOf(a, dy), b: () => toShapeOf(b, dy) })),
  gradient(tf.Sub, BOTH, (dy, [a, b]) => ({ a: () => toShapeOf(a, dy), b: () => toShapeOf(b, tf.neg(dy)) })),
  gradient(tf.Multiply, BOTH, (dy, [a, b]) => ({
    a: () => toShapeOf(a, tf.mul(dy, b as tf.Tensor)),
    b: () => toShapeOf(b, tf.mul(dy, a as tf.Tensor)),
  })),
  gradient(tf.RealDiv, BOTH, (dy, [a, b]) => ({
    a: () => toShapeOf(a, tf.div(dy, b as tf.Tensor)),
    b: () => toShapeOf(b, tf.neg(tf.div(tf.mul(dy, a as tf.Tensor), tf.square(b as tf.Tensor)))),
  })),
  gradient(tf.BatchMatMul, BOTH, (dy, [a, b], attrs) => {
    const { transposeA, transposeB } = attrs as unknown as tf.BatchMatMulAttrs;
    return matMulGradient(dy, a as tf.Tensor, b as tf.Tensor, transposeA, transposeB);
  }),
  gradient(tf.Softmax, OUTPUT, (dy, [y]) => ({
    logits: () => {
      const weighted = tf.mul(dy, y as tf.Tensor);
      return tf.sub(weighted, tf.mul(tf.sum(weighted, -1, true), y as tf.Tensor));
    },
  })),
  gradient(tf.Mean, INPUT, (dy, [x], attrs) => ({
    x: () => {
      const { shape, count } = keptShape(x as tf.Tensor, (attrs as unknown as tf.MeanAttrs).axis);
      return tf.mul(tf.div(tf.reshape(dy, shape), count), tf.onesLike(x as tf.Tensor));
    },
  })),
  gradient(tf.Sum, INPUT, (dy, [x], attrs) => ({
    x: () => {
      const { shape } = keptShape(x as tf.Tensor, (attrs as unknown as tf.SumAttrs).axis);
      return tf.mul(tf.reshape(dy, shape), tf.onesLike(x as tf.Tensor));
    },
  })),
  elementwise(tf.Square, INPUT, (dy, x) => tf.mul(dy, tf.mul(x, 2))),
  elementwise(tf.Relu, OUTPUT, (dy, y) => tf.mul(dy, tf.step(y))),
  elementwise(tf.Sigmoid, OUTPUT, (dy, y) => tf.mul(dy, tf.mul(y, tf.sub(1, y)))),
  elementwise(tf.Tanh, OUTPUT, (dy, y) => tf.mul(dy, tf.sub(1, tf.square(y)))),
  elementwise(tf.Rsqrt, OUTPUT, (dy, y) => tf.mul(dy, tf.mul(tf.mul(tf.square(y), y), -0.5))),
  elementwise(tf.Erf, INPUT, (dy, x) =>
    tf.mul(dy, tf.mul(tf.exp(tf.neg(tf.square(x))), 2 / Math.sqrt(Math.PI))),
  ),
];

/** The shape with 1 for the axes that were summed, and how many values each sum had. */
function keptShape(x: tf.Tensor, axis: number | number[]): { shape: number[]; count: number } {
  const axes = tf.util.parseAxisParam(axis, x.shape);
  return {
    shape: x.shape.map((size, index) => (axes.includes(index) ? 1 : size)),
    count: axes.reduce((product, index) => product * (x.shape[index] ?? 1), 1),
  };
}

/** Sums over the axes along which a smaller operand was repeated. */
function toShapeOf(operand: tf.Tensor | undefined, dy: tf.Tensor): tf.Tensor {
  const shape = operand?.shape ?? [];
  if (shape.length === dy.shape.length && shape.every((size, axis) => size === dy.shape[axis])) {
    return tf.clone(dy);
  }
  const missing = dy.shape.length - shape.length;
  const axes = dy.shape.flatMap((size, axis) =>
    axis < missing || ((shape[axis - missing] ?? 1) === 1 && size > 1) ? [axis] : [],
  );
  // A vector that was added to every row: one product with ones is faster than a transposition and a sum.
  const isRow = axes.length > 0 && axes.every((axis, index) => axis === index);
  if (isRow) {
    const width = dy.shape.slice(axes.length).reduce((product, size) => product * size, 1);
    return tf.reshape(columnSums(tf.reshape(dy, [-1, width])), shape);
  }
  return tf.reshape(tf.sum(dy, axes), shape);
}

/** @param rows [row, column] @returns [1, column] */
export function columnSums(rows: tf.Tensor2D): tf.Tensor2D {
  return tf.matMul(tf.ones([1, rows.shape[0]]), rows);
}

function matMulGradient(
  dy: tf.Tensor,
  a: tf.Tensor,
  b: tf.Tensor,
  transposeA: boolean,
  transposeB: boolean,
): NamedGradients {
  // One matrix: transposed first, it goes through WASM's fast kernel.
  if (dy.shape.length === 2 && !transposeA && !transposeB) {
    return { a: () => tf.matMul(dy, tf.transpose(b)), b: () => tf.matMul(tf.transpose(a), dy) };
  }
  if (!transposeA && !transposeB) {
    return { a: () => tf.matMul(dy, b, false, true), b: () => tf.matMul(a, dy, true, false) };
  }
  if (!transposeA) return { a: () => tf.matMul(dy, b), b: () => tf.matMul(dy, a, true, false) };
  if (!transposeB) return { a: () => tf.matMul(b, dy, false, true), b: () => tf.matMul(a, dy) };
  return { a: () => tf.matMul(b, dy, true, true), b: () => tf.matMul(dy, a, true, true) };
}
