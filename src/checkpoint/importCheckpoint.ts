import type { ModelConfig } from '../model/config/types';
import { validate } from '../model/config/validate';
import { readConfig, unsupported, type ConfigReader } from './configReader';
import { families } from './families';
import { canonicalNames, mapWeights } from './nameMap';
import type { StoredTensor } from './safetensors';

export interface Checkpoint {
  readonly config: ModelConfig;
  /** Our parameter names → values, matrices [in, out]. */
  readonly weights: ReadonlyMap<string, Float32Array>;
  readonly decoderStartId: number | null;
  readonly endId: number | null;
  readonly padId: number | null;
  /** Positions that the model itself would give these ids; null: it counts 0, 1, 2, … */
  readonly positionIds: ((ids: readonly number[]) => readonly number[]) | null;
}

/**
 * A Hugging Face or torch checkpoint as our configuration and weights.
 * @param configJson the parsed config.json, in the spelling of any version
 * @param stored the tensors of all files together
 * @throws AppError `unsupportedModel` with the reason; `invalidFile` that names every tensor that does not fit
 */
export function importCheckpoint(configJson: unknown, stored: ReadonlyMap<string, StoredTensor>): Checkpoint {
  const reader = readConfig(configJson);
  const family = families.get(reader.modelType);
  if (!family) throw unsupported(whyNot(reader.modelType), 'model_type');
  // The prefixes are the family's; asked once without them, a family knows them from its own map.
  const named = reader.list('architectures')?.[0];
  const architecture = typeof named === 'string' ? named : '';
  const known = (tensors: ReadonlyMap<string, StoredTensor>): ReturnType<typeof family> =>
    family(reader, {
      architecture,
      has: (name) => tensors.has(name),
      same: (a, b) => sameBytes(tensors.get(a), tensors.get(b)),
    });
  const { prefixes } = known(stored).map;
  const tensors = canonicalNames(stored, prefixes);
  const { config, map, positionsSkipPadId } = known(tensors);
  checkArchitecture(architecture, config);
  const [problem] = validate(config, { headsSplitModel: false });
  if (problem)
    throw unsupported(`The configuration is impossible: ${problem.code} at ${problem.path}.`, problem.path);
  const padId = reader.optionalNumber('pad_token_id');
  return {
    config,
    weights: mapWeights(config, map, tensors),
    decoderStartId: reader.optionalNumber('decoder_start_token_id'),
    endId: idOf(reader, 'eos_token_id'),
    padId,
    positionIds: positionsSkipPadId ? (ids) => positionsWithout(ids, padId ?? 1) : null,
  };
}

/** Some files have a list of ids that end a text; the first is taken. */
function idOf(reader: ConfigReader, name: string): number | null {
  const first = reader.list(name)?.[0];
  if (typeof first === 'number') return first;
  return reader.list(name) ? null : reader.optionalNumber(name);
}

const reasons: Readonly<Record<string, string>> = {
  mixtral: 'it routes each token to some of several feed-forward networks (mixture of experts)',
  qwen2_moe: 'it routes each token to some of several feed-forward networks (mixture of experts)',
  qwen3_moe: 'it routes each token to some of several feed-forward networks (mixture of experts)',
  gemma3: 'it reads images too; its text part alone, gemma3_text, is supported',
  albert: 'its layers share one set of weights',
  deberta: 'its attention has a part for relative positions of its own',
  'deberta-v2': 'its attention has a part for relative positions of its own',
};

function whyNot(modelType: string): string {
  const reason = Object.hasOwn(reasons, modelType) ? reasons[modelType] : undefined;
  return reason
    ? `The model type ${modelType} is not supported: ${reason}.`
    : `The model type ${modelType} is not supported.`;
}

/** The heads that decoders and encoder-decoders have here; encoders know theirs. */
function checkArchitecture(architecture: string, config: ModelConfig): void {
  const known =
    config.family === 'encoder-only' ||
    architecture === '' ||
    /(?:LMHeadModel|ForCausalLM|ForConditionalGeneration|MTModel|WithLMHead|Model|Transformer)$/.test(
      architecture,
    );
  if (!known) throw unsupported(`The class ${architecture} is not supported.`, 'architectures');
}

/** RoBERTa: 0, 1, 2, … over the ids that are not padding; padding has the row before the first. */
function positionsWithout(ids: readonly number[], padId: number): readonly number[] {
  let count = -1;
  return ids.map((id) => (id === padId ? -1 : (count += 1)));
}

function sameBytes(a: StoredTensor | undefined, b: StoredTensor | undefined): boolean {
  if (!a || !b || a.type !== b.type || a.bytes.length !== b.bytes.length) return false;
  // A loop: a large embedding has a hundred million bytes.
  for (let at = 0; at < a.bytes.length; at += 1) if (a.bytes[at] !== b.bytes[at]) return false;
  return true;
}
