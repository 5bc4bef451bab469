import { AppError } from '../shared/errors';
import { findDuplicateKey } from './duplicateKeys';

/** Types of the format, with the bytes of one value. */
const BYTES = {
  F64: 8,
  F32: 4,
  F16: 2,
  BF16: 2,
  I64: 8,
  I32: 4,
  I16: 2,
  I8: 1,
  U64: 8,
  U32: 4,
  U16: 2,
  U8: 1,
  BOOL: 1,
} as const;

export type DataType = keyof typeof BYTES;

export interface StoredTensor {
  readonly type: DataType;
  readonly shape: readonly number[];
  /** Little-endian, row-major; a view into the file. */
  readonly bytes: Uint8Array;
}

export interface SafetensorsFile {
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  readonly metadata: ReadonlyMap<string, string>;
}

const MAX_HEADER = 8 * 2 ** 20;
const MAX_TENSORS = 20_000;
const MAX_RANK = 8;
const MAX_SIZE = 2 ** 31;

/**
 * Reads a safetensors file: a length, a JSON header, and the values of all tensors without a gap. Everything is checked
 * before anything is read: nothing of the file is trusted.
 * @throws AppError `invalidFile` that says what was expected and what is there
 */
export function readSafetensors(file: Uint8Array): SafetensorsFile {
  if (file.byteLength < 8) fail('header', `a file needs at least 8 bytes; this has ${file.byteLength}`);
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const length = Number(view.getBigUint64(0, true));
  if (length > MAX_HEADER)
    fail('header', `it says it is ${length} bytes long; at most ${MAX_HEADER} are allowed`);
  if (length > file.byteLength - 8)
    fail('header', `it says it is ${length} bytes long, but ${file.byteLength - 8} follow`);
  const header = parseHeader(file.subarray(8, 8 + length));
  const data = file.subarray(8 + length);
  const metadata = readMetadata(header['__metadata__']);
  const entries = Object.entries(header).filter(([name]) => name !== '__metadata__');
  if (entries.length > MAX_TENSORS)
    fail('header', `it has ${entries.length} tensors; at most ${MAX_TENSORS} are allowed`);
  const described = entries.map(([name, value]) => ({ name, ...readDescription(name, value) }));
  checkCoverage(described, data.byteLength);
  const tensors = new Map(
    described.map(({ name, type, shape, begin, end }) => [
      name,
      { type, shape, bytes: data.subarray(begin, end) },
    ]),
  );
  return { tensors, metadata };
}

function parseHeader(bytes: Uint8Array): Record<string, unknown> {
  if (bytes[0] !== 0x7b) fail('header', 'it does not begin with {');
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    fail('header', 'it is not UTF-8');
  }
  const duplicate = findDuplicateKey(text);
  if (duplicate !== null) fail(duplicate, 'it appears twice in the header');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    fail('header', `it is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!isRecord(value)) fail('header', 'it is not a JSON object');
  return value;
}

function readMetadata(value: unknown): ReadonlyMap<string, string> {
  if (value === undefined) return new Map();
  if (!isRecord(value)) fail('__metadata__', 'it is not an object');
  return new Map(
    Object.entries(value).map(([key, text]) => {
      if (typeof text !== 'string') fail('__metadata__', `${key} is not a text`);
      return [key, text];
    }),
  );
}

interface Description {
  readonly type: DataType;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

function readDescription(name: string, value: unknown): Description {
  if (!isRecord(value)) fail(name, 'its description is not an object');
  const { dtype, shape, data_offsets: offsets } = value;
  const type = (Object.keys(BYTES) as DataType[]).find((candidate) => candidate === dtype);
  if (!type) fail(name, `its type ${String(dtype)} is not known`);
  if (!Array.isArray(shape) || !shape.every(isSize)) fail(name, 'its shape is not a list of whole numbers');
  if (shape.length > MAX_RANK) fail(name, `it has ${shape.length} axes; at most ${MAX_RANK} are allowed`);
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isOffset)) {
    fail(name, 'its data_offsets are not two whole numbers');
  }
  const [begin, end] = offsets as [number, number];
  const expected = shape.reduce<bigint>((product, size) => product * BigInt(size), BigInt(BYTES[type]));
  if (end < begin || BigInt(end - begin) !== expected) {
    fail(
      name,
      `${shape.join(' × ') || 'a scalar'} of ${type} needs ${expected} bytes; the offsets give ${end - begin}`,
    );
  }
  return { type, shape, begin, end };
}

/** The tensors must cover the rest of the file exactly, without a gap and without overlap. */
function checkCoverage(described: readonly (Description & { readonly name: string })[], size: number): void {
  let at = 0;
  for (const { name, begin, end } of described.toSorted((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (begin !== at) fail(name, `it begins at byte ${begin}; the one before it ends at ${at}`);
    at = end;
  }
  if (at !== size) fail('data', `the tensors end at byte ${at}; the data has ${size}`);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
const isSize = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_SIZE;
const isOffset = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;

function fail(where: string, problem: string): never {
  throw new AppError('invalidFile', `safetensors, ${where}: ${problem}.`, where);
}

/** Number of values. */
export function valuesOf({ shape }: { readonly shape: readonly number[] }): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** The values in 32-bit floats. 16-bit floats are widened exactly; integers and 64-bit floats are rounded. */
export function toFloat32({ type, shape, bytes }: StoredTensor): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const read = readers[type];
  const size = BYTES[type];
  const values = new Float32Array(valuesOf({ shape }));
  // A copy of bytes is many times faster, where the machine has the format's order of bytes.
  if (type === 'F32' && isLittleEndian) new Uint8Array(values.buffer).set(bytes);
  else for (let index = 0; index < values.length; index += 1) values[index] = read(view, index * size);
  return values;
}

const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

const widened = new DataView(new ArrayBuffer(4));

const readers: Readonly<Record<DataType, (view: DataView, at: number) => number>> = {
  F64: (view, at) => view.getFloat64(at, true),
  F32: (view, at) => view.getFloat32(at, true),
  F16: (view, at) => halfToNumber(view.getUint16(at, true)),
  BF16: (view, at) => {
    // A bfloat16 is the upper half of a 32-bit float.
    widened.setUint32(0, view.getUint16(at, true) << 16);
    return widened.getFloat32(0);
  },
  I64: (view, at) => Number(view.getBigInt64(at, true)),
  I32: (view, at) => view.getInt32(at, true),
  I16: (view, at) => view.getInt16(at, true),
  I8: (view, at) => view.getInt8(at),
  U64: (view, at) => Number(view.getBigUint64(at, true)),
  U32: (view, at) => view.getUint32(at, true),
  U16: (view, at) => view.getUint16(at, true),
  U8: (view, at) => view.getUint8(at),
  BOOL: (view, at) => view.getUint8(at),
};

/** IEEE 754 binary16: 1 sign, 5 exponent and 10 fraction bits. */
function halfToNumber(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

export interface NamedValues {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/**
 * Writes tensors as a safetensors file, in the order of the map.
 * @param type F16 halves the file; values are rounded to the nearest that it has
 */
export function writeSafetensors(
  tensors: ReadonlyMap<string, NamedValues>,
  metadata: Readonly<Record<string, string>> = {},
  type: 'F32' | 'F16' = 'F32',
): Uint8Array {
  // Without a prototype: a tensor may be called __proto__.
  const header = Object.create(null) as Record<string, unknown>;
  if (Object.keys(metadata).length > 0) header['__metadata__'] = metadata;
  let at = 0;
  for (const [name, { shape, values }] of tensors) {
    if (valuesOf({ shape }) !== values.length)
      fail(name, `${shape.join(' × ')} is not ${values.length} values`);
    const end = at + values.length * BYTES[type];
    header[name] = { dtype: type, shape, data_offsets: [at, end] };
    at = end;
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const padded = Math.ceil(json.length / 8) * 8;
  const file = new Uint8Array(8 + padded + at).fill(0x20, 8, 8 + padded);
  const view = new DataView(file.buffer);
  view.setBigUint64(0, BigInt(padded), true);
  file.set(json, 8);
  let offset = 8 + padded;
  for (const { values } of tensors.values()) {
    values.forEach((value, index) => {
      if (type === 'F32') view.setFloat32(offset + 4 * index, value, true);
      else view.setUint16(offset + 2 * index, numberToHalf(value), true);
    });
    offset += values.length * BYTES[type];
  }
  return file;
}

/** The nearest binary16, of two equally near the one whose last bit is 0; beyond 65504 infinity. */
function numberToHalf(value: number): number {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const size = Math.abs(value);
  if (Number.isNaN(value)) return 0x7e00;
  if (size >= 65520) return sign | 0x7c00;
  const exponent = Math.max(-14, Math.floor(Math.log2(size)));
  const steps = roundHalfToEven(size / 2 ** (exponent - 10));
  // Subnormal numbers have no leading 1; a carry into the next power of two falls into place by itself.
  return size < 2 ** -14 ? sign | steps : sign | (((exponent + 15) << 10) + (steps - 1024));
}

function roundHalfToEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  if (rest !== 0.5) return Math.round(value);
  return below % 2 === 0 ? below : below + 1;
}
