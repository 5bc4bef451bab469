import * as v from 'valibot';
import { parseConfig } from '../model/config/schema';
import type { ModelConfig } from '../model/config/types';
import { validate } from '../model/config/validate';
import { handSetIds } from '../model/handSet/ids';
import { parameters, sizeOf } from '../model/parameters';
import { AppError } from '../shared/errors';
import { createMergeTable } from '../text/mergeTable';
import type { Tokenization } from '../text/tokenization';
import { type NamedValues, readSafetensors, toFloat32, writeSafetensors } from './safetensors';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const word = v.pipe(v.string(), v.minLength(1), v.maxLength(64));
const words = v.pipe(v.array(word), v.maxLength(20_000));

const tokenization = v.variant('kind', [
  v.object({ kind: v.literal('bytePairs') }),
  v.object({ kind: v.literal('words'), source: words, target: words, labels: words }),
  v.object({
    kind: v.literal('learnedPairs'),
    merges: v.pipe(v.array(v.pipe(v.string(), v.maxLength(400))), v.maxLength(20_000)),
  }),
  v.object({ kind: v.literal('characters'), characters: words }),
]);

/** What a model is and how well it does. */
const card = v.object({
  name: v.pipe(v.string(), v.maxLength(200)),
  task: v.pipe(v.string(), v.maxLength(100)),
  /** Which head was set by hand; absent: the weights were trained. Steps, seed and date then mean nothing. */
  handSet: v.optional(v.picklist(handSetIds)),
  /** Of an algorithmic task. */
  sizes: v.optional(v.record(v.pipe(v.string(), v.maxLength(40)), v.number())),
  steps: count,
  seed: v.number(),
  date: v.pipe(v.string(), v.maxLength(40)),
  /** Measured on examples that were not trained on. */
  results: v.pipe(
    v.array(
      v.object({
        measure: v.pipe(v.string(), v.maxLength(100)),
        value: v.number(),
        /** On how many it was measured. */
        of: count,
        /** More about it, such as the head that was meant. */
        note: v.optional(v.pipe(v.string(), v.maxLength(300))),
      }),
    ),
    v.maxLength(50),
  ),
  /** Values by name of how it was trained. */
  training: v.record(v.string(), v.union([v.number(), v.string(), v.null()])),
});

export type ModelCard = v.InferOutput<typeof card>;

export interface ModelFile {
  readonly config: ModelConfig;
  readonly tokenization: Tokenization;
  readonly card: ModelCard;
  /** Parameter name → values. */
  readonly weights: ReadonlyMap<string, Float32Array>;
  /** AdamW's running means in the order of the parameters, to train on; null: only the weights. */
  readonly optimizer: { readonly mean: Float32Array; readonly square: Float32Array } | null;
}

const FORMAT = 'transformer-variants 1';
const MEAN = 'optimizer.mean';
const SQUARE = 'optimizer.square';

/** A model with everything that it needs, as one safetensors file. */
export function writeModelFile(model: ModelFile, type: 'F32' | 'F16' = 'F32'): Uint8Array {
  const tensors = new Map<string, NamedValues>();
  for (const { name, shape } of parameters(model.config)) {
    const values = model.weights.get(name);
    if (values) tensors.set(name, { shape, values });
  }
  if (model.optimizer) {
    const { mean, square } = model.optimizer;
    tensors.set(MEAN, { shape: [mean.length], values: mean });
    tensors.set(SQUARE, { shape: [square.length], values: square });
  }
  return writeSafetensors(
    tensors,
    {
      format: FORMAT,
      config: JSON.stringify(model.config),
      tokenization: JSON.stringify(model.tokenization),
      card: JSON.stringify(model.card),
    },
    type,
  );
}

/**
 * Reads such a file; nothing in it is trusted.
 * @throws AppError `invalidFile` that says what is wrong
 */
export function readModelFile(bytes: Uint8Array): ModelFile {
  const { tensors, metadata } = readSafetensors(bytes);
  if (metadata.get('format') !== FORMAT) {
    throw new AppError('invalidFile', 'This safetensors file was not written by this page.', 'format');
  }
  const config = parseConfig(jsonOf(metadata, 'config'));
  const [problem] = config ? validate(config) : [];
  if (!config) throw new AppError('invalidFile', 'The configuration in the file is not one.', 'config');
  if (problem)
    throw new AppError(
      'invalidFile',
      `The configuration in the file is impossible: ${problem.code}.`,
      'config',
    );
  const weights = new Map<string, Float32Array>();
  for (const spec of parameters(config)) {
    const tensor = tensors.get(spec.name);
    if (!tensor || tensor.shape.join() !== spec.shape.join()) {
      const found = tensor ? tensor.shape.join(' × ') : 'nothing';
      throw new AppError(
        'invalidFile',
        `${spec.name} should be ${spec.shape.join(' × ')}; the file has ${found}.`,
        spec.name,
      );
    }
    weights.set(spec.name, finite(spec.name, toFloat32(tensor)));
  }
  const [mean, square] = [MEAN, SQUARE].map((name) => {
    const tensor = tensors.get(name);
    return tensor ? finite(name, toFloat32(tensor)) : null;
  });
  const nValues = parameters(config).reduce((sum, spec) => sum + sizeOf(spec), 0);
  const isWhole = mean?.length === nValues && square?.length === nValues;
  return {
    config,
    tokenization: checkedTokenization(parsed(tokenization, metadata, 'tokenization'), config),
    card: parsed(card, metadata, 'card'),
    weights,
    optimizer: mean && square && isWhole ? { mean, square } : null,
  };
}

function jsonOf(metadata: ReadonlyMap<string, string>, key: string): unknown {
  try {
    return JSON.parse(metadata.get(key) ?? 'null');
  } catch {
    throw new AppError('invalidFile', `The ${key} in the file is not JSON.`, key);
  }
}

function parsed<T extends v.GenericSchema>(
  schema: T,
  metadata: ReadonlyMap<string, string>,
  key: string,
): v.InferOutput<T> {
  const result = v.safeParse(schema, jsonOf(metadata, key));
  if (result.success) return result.output;
  throw new AppError('invalidFile', `The ${key} in the file: ${result.issues[0].message}.`, key);
}

/** Every row of the vocabulary must have its word. */
function checkedTokenization(tokens: Tokenization, config: ModelConfig): Tokenization {
  const nSpecials = config.family === 'encoder-only' ? 5 : 4;
  const fits =
    tokens.kind === 'bytePairs' ||
    (tokens.kind === 'learnedPairs'
      ? // Three or four special tokens of the family, the bytes, the merges.
        config.vocabSize === nSpecials - 1 + 256 + tokens.merges.length &&
        createMergeTable(tokens.merges).nMerges > 0
      : tokens.kind === 'characters'
        ? tokens.characters.length + nSpecials === config.vocabSize
        : tokens.source.length + nSpecials === config.vocabSize &&
          (config.family !== 'encoder-decoder' ||
            tokens.target.length + nSpecials === config.targetVocabSize));
  if (fits) return tokens;
  throw new AppError(
    'invalidFile',
    'The words in the file are not as many as the vocabulary has rows.',
    'tokenization',
  );
}

function finite(name: string, values: Float32Array): Float32Array {
  if (values.every(Number.isFinite)) return values;
  throw new AppError('invalidFile', `${name} has a value that is not a finite number.`, name);
}
