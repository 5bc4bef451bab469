import * as tf from '@tensorflow/tfjs-core';

/** What these kernels use of the WASM backend. */
interface WasmBackend {
  makeOutput(shape: number[], dtype: tf.DataType): tf.TensorInfo;
  /** A view of WASM's memory. */
  typedArrayFromHeap(tensor: tf.TensorInfo): Float32Array | Int32Array;
  incRef(dataId: tf.DataId): void;
}

/**
 * Kernels that the WASM backend of tfjs lacks, or has in a form that is far too slow here:
 * - a sum of rows into the rows that they came from, the gradient of a look-up; without it embeddings cannot learn;
 * - a slice that lies in one piece: the library copies the whole tensor first, which for parameters cut from one
 *   vector costs more than all products of a step together;
 * - a copy of a tensor: tensors are never written to, so that sharing does.
 */
export function registerWasmKernels(): void {
  if (tf.getKernel(tf.UnsortedSegmentSum, 'wasm')) return;
  tf.registerKernel({ kernelName: tf.UnsortedSegmentSum, backendName: 'wasm', kernelFunc: segmentSum });
  replace(tf.Slice, sliceInOnePiece);
  replace(tf.Identity, share);
}

type Kernel = (params: Parameters<tf.KernelFunc>[0]) => tf.TensorInfo;

/** @throws Error when tfjs calls the kernel without its input */
function inputOf(inputs: tf.NamedTensorInfoMap, name: string): tf.TensorInfo {
  const input = inputs[name];
  if (!input) throw new Error(`The kernel lacks its input ${name}.`);
  return input;
}

/** @param faster answers null where the library's own kernel is needed */
function replace(kernelName: string, faster: (params: Parameters<Kernel>[0]) => tf.TensorInfo | null): void {
  const original = tf.getKernel(kernelName, 'wasm');
  if (!original) return;
  tf.unregisterKernel(kernelName, 'wasm');
  tf.registerKernel({
    ...original,
    kernelFunc: (params) => faster(params) ?? original.kernelFunc(params),
  });
}

const share = ({ inputs, backend }: Parameters<Kernel>[0]): tf.TensorInfo | null => {
  const x = inputOf(inputs, 'x');
  if (x.dtype === 'string') return null;
  (backend as WasmBackend).incRef(x.dataId);
  return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
};

const sliceInOnePiece = ({ inputs, attrs, backend }: Parameters<Kernel>[0]): tf.TensorInfo | null => {
  const x = inputOf(inputs, 'x');
  const wanted = attrs as unknown as tf.SliceAttrs;
  const [begin = [], size = []] = tf.slice_util.parseSliceParams(x as tf.Tensor, wanted.begin, wanted.size);
  if (x.dtype === 'string' || !tf.slice_util.isSliceContinous(x.shape, begin, size)) return null;
  const memory = backend as WasmBackend;
  const output = memory.makeOutput(size, x.dtype);
  const from = tf.slice_util.computeFlatOffset(begin, tf.util.computeStrides(x.shape));
  const values = memory.typedArrayFromHeap(x);
  memory.typedArrayFromHeap(output).set(values.subarray(from, from + tf.util.sizeFromShape(size)));
  return output;
};

const segmentSum: Kernel = ({ inputs, attrs, backend }) => {
  const x = inputOf(inputs, 'x');
  const segmentIds = inputOf(inputs, 'segmentIds');
  const { numSegments } = attrs as unknown as tf.UnsortedSegmentSumAttrs;
  const memory = backend as WasmBackend;
  const rest = x.shape.slice(1);
  const width = rest.reduce((product, size) => product * size, 1);
  const output = memory.makeOutput([numSegments, ...rest], 'float32');
  // After the output is made: that may move the memory.
  const values = memory.typedArrayFromHeap(x);
  const ids = memory.typedArrayFromHeap(segmentIds);
  const sums = memory.typedArrayFromHeap(output);
  sums.fill(0);
  for (let row = 0; row < ids.length; row += 1) {
    const to = (ids[row] ?? 0) * width;
    const from = row * width;
    for (let column = 0; column < width; column += 1) {
      sums[to + column] = (sums[to + column] ?? 0) + (values[from + column] ?? 0);
    }
  }
  return output;
};
