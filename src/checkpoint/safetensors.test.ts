import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../shared/errors';
import { readSafetensors, toFloat32, writeSafetensors } from './safetensors';

function fileOf(header: string, data: Uint8Array = new Uint8Array(0), length?: number): Uint8Array {
  const json = new TextEncoder().encode(header);
  const file = new Uint8Array(8 + json.length + data.length);
  new DataView(file.buffer).setBigUint64(0, BigInt(length ?? json.length), true);
  file.set(json, 8);
  file.set(data, 8 + json.length);
  return file;
}

const entry = (dtype: unknown, shape: unknown, offsets: unknown): string =>
  JSON.stringify({ a: { dtype, shape, data_offsets: offsets } });
const bytes = (n: number): Uint8Array => new Uint8Array(n);

describe('a safetensors file', () => {
  it('comes back as it was written, with its metadata', () => {
    const tensors = new Map([
      ['decoder.a', { shape: [2, 3], values: Float32Array.of(1, -2, 3.5, 0, 1e-30, 7) }],
      ['scalar', { shape: [], values: Float32Array.of(42) }],
      ['empty', { shape: [0, 4], values: new Float32Array(0) }],
      ['__proto__', { shape: [1], values: Float32Array.of(5) }],
    ]);
    const { tensors: read, metadata } = readSafetensors(writeSafetensors(tensors, { format: 'pt' }));
    expect([...read.keys()]).toEqual(['decoder.a', 'scalar', 'empty', '__proto__']);
    for (const [name, { shape, values }] of tensors) {
      const tensor = read.get(name);
      if (!tensor) throw new Error(name);
      expect(tensor.shape).toEqual(shape);
      expect([...toFloat32(tensor)]).toEqual([...values]);
    }
    expect(metadata.get('format')).toBe('pt');
  });

  it('gives 16-bit floats their exact values', () => {
    const half = fileOf(
      entry('F16', [5], [0, 10]),
      Uint8Array.of(0x00, 0x3c, 0x01, 0x00, 0xff, 0x7b, 0x00, 0xfc, 0x00, 0x80),
    );
    const [one, smallest, largest, infinite, zero] = toFloat32(
      readSafetensors(half).tensors.get('a') ?? never(),
    );
    expect([one, smallest, largest, infinite]).toEqual([1, 2 ** -24, 65504, -Infinity]);
    expect(Object.is(zero, -0)).toBe(true);
    const brain = fileOf(entry('BF16', [2], [0, 4]), Uint8Array.of(0x80, 0x3f, 0x49, 0xc0));
    expect([...toFloat32(readSafetensors(brain).tensors.get('a') ?? never())]).toEqual([1, -3.140625]);
  });

  it.each([
    ['nothing in it', bytes(0)],
    ['seven bytes', bytes(7)],
    ['a header longer than the file', fileOf('{}', bytes(0), 3)],
    ['a header of 2^63 bytes', fileOf('{}', bytes(0), 2 ** 53)],
    ['a header above 8 MB', fileOf('{}', bytes(0), 9 * 2 ** 20)],
    ['a header that is a list', fileOf('[]')],
    ['a header that begins with a space', fileOf(' {}')],
    ['a header cut short', fileOf('{"a":')],
    ['a header with a comma too many', fileOf('{"a":1,}')],
    ['a header that is not UTF-8', fileOf('{"\u0000}').map((byte) => (byte === 0 ? 0xff : byte))],
    ['text behind the header', fileOf('{} x')],
    [
      'a tensor twice',
      fileOf(
        `{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}`,
        bytes(1),
      ),
    ],
    [
      'a tensor twice, once escaped',
      fileOf(
        `{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"\\u0061":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}`,
        bytes(1),
      ),
    ],
    ['a field twice', fileOf(`{"a":{"dtype":"U8","dtype":"I8","shape":[1],"data_offsets":[0,1]}}`, bytes(1))],
    ['a description that is null', fileOf('{"a":null}')],
    ['a description that is a number', fileOf('{"a":3}')],
    ['a description that is a list', fileOf('{"a":[]}')],
    ['no type', fileOf(entry(undefined, [1], [0, 1]), bytes(1))],
    ['an unknown type', fileOf(entry('F8_E4M3', [1], [0, 1]), bytes(1))],
    ['a type that objects have from birth', fileOf(entry('constructor', [1], [0, 1]), bytes(1))],
    ['a type that is a number', fileOf(entry(4, [1], [0, 4]), bytes(4))],
    ['no shape', fileOf(entry('U8', undefined, [0, 1]), bytes(1))],
    ['a shape that is a text', fileOf(entry('U8', '1', [0, 1]), bytes(1))],
    ['a negative size', fileOf(entry('U8', [-1], [0, 1]), bytes(1))],
    ['half a size', fileOf(entry('U8', [1.5], [0, 1]), bytes(1))],
    ['a size of 2^53', fileOf(entry('U8', [2 ** 53], [0, 1]), bytes(1))],
    ['sizes whose product overflows', fileOf(entry('U8', [2 ** 31, 2 ** 31, 2 ** 31], [0, 0]))],
    ['nine axes', fileOf(entry('U8', [1, 1, 1, 1, 1, 1, 1, 1, 1], [0, 1]), bytes(1))],
    ['no offsets', fileOf(entry('U8', [1], undefined), bytes(1))],
    ['one offset', fileOf(entry('U8', [1], [0]), bytes(1))],
    ['three offsets', fileOf(entry('U8', [1], [0, 1, 2]), bytes(2))],
    ['offsets backwards', fileOf(entry('U8', [1], [1, 0]), bytes(1))],
    ['negative offsets', fileOf(entry('U8', [1], [-1, 0]), bytes(1))],
    ['offsets beyond the file', fileOf(entry('U8', [4], [0, 4]), bytes(3))],
    ['offsets that do not fit the shape', fileOf(entry('F32', [2], [0, 4]), bytes(4))],
    ['bytes that no tensor has', fileOf(entry('U8', [1], [0, 1]), bytes(2))],
    ['bytes before the first tensor', fileOf(entry('U8', [1], [1, 2]), bytes(2))],
    [
      'tensors that overlap',
      fileOf(
        `{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}`,
        bytes(3),
      ),
    ],
    [
      'a gap between tensors',
      fileOf(
        `{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"b":{"dtype":"U8","shape":[1],"data_offsets":[2,3]}}`,
        bytes(3),
      ),
    ],
    ['metadata that is a list', fileOf('{"__metadata__":[]}')],
    ['metadata with a number', fileOf('{"__metadata__":{"a":1}}')],
    ['data without tensors', fileOf('{}', bytes(1))],
  ])('with %s is refused with a sentence', (_, file) => {
    expect(() => readSafetensors(file)).toThrow(AppError);
    expect(() => readSafetensors(file)).toThrow(/^safetensors, /);
  });

  it('with random bytes changed is read or refused, never anything else', () => {
    const good = writeSafetensors(new Map([['a.b', { shape: [2, 2], values: Float32Array.of(1, 2, 3, 4) }]]));
    const change = fc.tuple(fc.integer({ min: 0, max: good.length - 1 }), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
        const file = Uint8Array.from(good);
        for (const [at, byte] of changes) file[at] = byte;
        try {
          for (const tensor of readSafetensors(file).tensors.values()) toFloat32(tensor);
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
        }
      }),
      { numRuns: 5000 },
    );
  });
});

function never(): never {
  throw new Error('the tensor is missing');
}
