import { AppError } from '../shared/errors';
import { readSafetensors, type StoredTensor } from './safetensors';

const WHOLE = 'model.safetensors';
const INDEX = 'model.safetensors.index.json';

/**
 * The tensors of a checkpoint: of `model.safetensors`, or of all files that `model.safetensors.index.json` names.
 * @param files bytes by file name
 * @throws AppError `invalidFile` that names the file, and the tensors that are not where the index says
 */
export function readCheckpointFiles(
  files: ReadonlyMap<string, Uint8Array>,
): ReadonlyMap<string, StoredTensor> {
  const index = files.get(INDEX);
  if (!index) return readTensorFile(files, WHOLE);
  const places = readIndex(index);
  const tensors = new Map<string, StoredTensor>();
  const problems: string[] = [];
  for (const file of new Set(places.values())) {
    for (const [name, tensor] of readTensorFile(files, file)) {
      const place = places.get(name);
      if (place === file) tensors.set(name, tensor);
      else problems.push(`${name} is in ${file}, the index says ${place ?? 'nothing'}`);
    }
  }
  for (const [name, file] of places) if (!tensors.has(name)) problems.push(`${name} is not in ${file}`);
  if (problems.length > 0) throw invalid(INDEX, `${problems.slice(0, 12).join('; ')}.`);
  return tensors;
}

/** JSON of a file, with the name of the file in what is said when it is none. */
export function readJsonFile(files: ReadonlyMap<string, Uint8Array>, name: string): unknown {
  const bytes = files.get(name);
  if (!bytes) throw invalid(name, 'the file is missing.');
  return parse(bytes, name);
}

/** The tensors of one file, with the name of the file in what is said when it is broken. */
export function readTensorFile(
  files: ReadonlyMap<string, Uint8Array>,
  name: string,
): ReadonlyMap<string, StoredTensor> {
  const bytes = files.get(name);
  if (!bytes) throw invalid(name, 'the file is missing.');
  try {
    return readSafetensors(bytes).tensors;
  } catch (error) {
    if (error instanceof AppError) throw new AppError(error.code, `${name}: ${error.message}`, error.path);
    throw error;
  }
}

function readIndex(bytes: Uint8Array): ReadonlyMap<string, string> {
  const index = parse(bytes, INDEX);
  const places = isRecord(index) ? index['weight_map'] : undefined;
  if (!isRecord(places)) throw invalid(INDEX, 'weight_map should be an object.');
  return new Map(
    Object.entries(places).map(([name, file]) => {
      if (typeof file !== 'string' || !/^[^/\\]+\.safetensors$/.test(file)) {
        throw invalid(INDEX, `${name} should be in a safetensors file beside it; it is in ${String(file)}.`);
      }
      return [name, file];
    }),
  );
}

function parse(bytes: Uint8Array, name: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw invalid(name, `it is not JSON: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

function invalid(file: string, problem: string): AppError {
  return new AppError('invalidFile', `${file}: ${problem}`, file);
}
