import { createMergeTable, type MergeTable } from './mergeTable';
import { merges as firstLines } from './merges/first.generated';

/**
 * The merges that the page ships, learned by `scripts/learn-bpe.ts` from everyday English, German and Chinese sentences
 * written for this project (MIT) and from two books in the public domain: "Alice's Adventures in Wonderland" (Lewis
 * Carroll, 1865) and "Die Leiden des jungen Werther", book 1 (Johann Wolfgang von Goethe, 1774).
 *
 * The first of them are there at once; all of them are a file of their own, loaded when a vocabulary needs them.
 */
export const firstMerges: MergeTable = createMergeTable(firstLines.split('\n'));

/** Every vocabulary up to this size needs the first merges only, in every family. */
export const FIRST_VOCAB_SIZE = 256 + firstMerges.nMerges;

let all: Promise<MergeTable> | null = null;

/** All merges. Loaded once; a load that failed is tried again by the next call. */
export function loadAllMerges(): Promise<MergeTable> {
  all ??= import('./merges/rest.generated').then(
    ({ merges }) => createMergeTable([...firstLines.split('\n'), ...merges.split('\n')]),
    (error: unknown) => {
      all = null;
      throw error;
    },
  );
  return all;
}
