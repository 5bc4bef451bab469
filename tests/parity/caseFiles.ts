import { readSafetensors, type StoredTensor } from '../../src/checkpoint/safetensors';

/** The files of a case by name, as bytes; so that Node and a browser can run the same. */
export type CaseFiles = ReadonlyMap<string, Uint8Array>;

export interface CaseRun {
  readonly name: string;
  readonly inputs: Readonly<Record<string, number[][]>>;
  readonly outputs: Readonly<Record<string, number[]>>;
}

export interface Expected {
  readonly kind: 'decoder' | 'encoder' | 'encoder-decoder';
  readonly runs: readonly CaseRun[];
  readonly greedy?: { readonly prompt_ids: number[]; readonly new_ids: number[] } | null;
}

export function readJson(files: CaseFiles, name: string): unknown {
  const bytes = files.get(name);
  if (!bytes) throw new Error(`${name} is missing`);
  return JSON.parse(new TextDecoder().decode(bytes));
}

/** The tensors of `model.safetensors`, or of all files that its index names. */
export function readTensors(files: CaseFiles): ReadonlyMap<string, StoredTensor> {
  const index = files.get('model.safetensors.index.json');
  const names = index
    ? [
        ...new Set(
          Object.values(
            (readJson(files, 'model.safetensors.index.json') as { weight_map: Record<string, string> })
              .weight_map,
          ),
        ),
      ]
    : ['model.safetensors'];
  const tensors = new Map<string, StoredTensor>();
  for (const name of names) {
    const bytes = files.get(name);
    if (!bytes) throw new Error(`${name} is missing`);
    for (const [key, tensor] of readSafetensors(bytes).tensors) tensors.set(key, tensor);
  }
  return tensors;
}
