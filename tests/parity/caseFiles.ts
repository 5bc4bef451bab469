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
