import type { ModelConfig } from '../model/config/types';
import { validate } from '../model/config/validate';
import { readConfig, unsupported } from './configReader';
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
  if (!family) throw unsupported(`The model type ${reader.modelType} is not supported.`, 'model_type');
  // The prefixes are the family's; asked once without them, a family knows them from its own map.
  const architecture = String(reader.list('architectures')?.[0] ?? '');
  const known = (tensors: ReadonlyMap<string, StoredTensor>): ReturnType<typeof family> =>
    family(reader, {
      architecture,
      has: (name) => tensors.has(name),
      same: (a, b) => sameBytes(tensors.get(a), tensors.get(b)),
    });
  const { prefixes } = known(stored).map;
  const tensors = canonicalNames(stored, prefixes);
  const { config, map, positionsSkipPadId } = known(tensors);
  const [problem] = validate(config, { headsSplitModel: false });
  if (problem)
    throw unsupported(`The configuration is impossible: ${problem.code} at ${problem.path}.`, problem.path);
  const padId = reader.optionalNumber('pad_token_id');
  return {
    config,
    weights: mapWeights(config, map, tensors),
    decoderStartId: reader.optionalNumber('decoder_start_token_id'),
    endId: typeof reader.list('eos_token_id')?.[0] === 'number' ? null : optionalId(reader, 'eos_token_id'),
    padId,
    positionIds: positionsSkipPadId ? (ids) => positionsWithout(ids, padId ?? 1) : null,
  };
}

function optionalId(reader: ReturnType<typeof readConfig>, name: string): number | null {
  return reader.list(name) ? null : reader.optionalNumber(name);
}

/** RoBERTa: 0, 1, 2, … over the ids that are not padding; padding has the row before the first. */
function positionsWithout(ids: readonly number[], padId: number): readonly number[] {
  let count = -1;
  return ids.map((id) => (id === padId ? -1 : (count += 1)));
}

function sameBytes(a: StoredTensor | undefined, b: StoredTensor | undefined): boolean {
  if (!a || !b || a.type !== b.type || a.bytes.length !== b.bytes.length) return false;
  return a.bytes.every((byte, index) => byte === b.bytes[index]);
}
