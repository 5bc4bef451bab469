import { AppError } from '../shared/errors';
import { fromPrintable, printable } from './bytes';

/** Ordered merges, ready to be applied. Symbols: 0..255 are the bytes, 256 + r is what merge r makes. */
export interface MergeTable {
  readonly nMerges: number;
  /** The rank of the merge that joins two symbols: 0 is applied first; undefined: they never join. */
  rankOf(left: number, right: number): number | undefined;
  /** The bytes of a symbol. */
  bytesOf(symbol: number): Uint8Array;
}

const SYMBOLS = 2 ** 20;
const EMPTY = new Uint8Array(0);

/**
 * Reads merges written as in GPT-2's merges.txt: one "left right" a line, in printable bytes, the most frequent first.
 * Every piece is a byte or the result of an earlier line, and no piece is made twice.
 */
export function createMergeTable(lines: readonly string[]): MergeTable {
  const symbolOf = new Map<string, number>();
  const bytes: Uint8Array[] = [];
  for (let byte = 0; byte < 256; byte += 1) {
    symbolOf.set(printable([byte]), byte);
    bytes.push(Uint8Array.of(byte));
  }
  const ranks = new Map<number, number>();
  lines.forEach((line, rank) => {
    const [leftPiece = '', rightPiece = '', ...rest] = line.split(' ');
    const left = symbolOf.get(leftPiece);
    const right = symbolOf.get(rightPiece);
    const piece = leftPiece + rightPiece;
    const spelled = fromPrintable(piece);
    if (left === undefined || right === undefined || spelled === null || rest.length > 0) {
      throw new AppError('invalidFile', `Merge ${rank + 1} joins a piece that no earlier merge has made.`);
    }
    if (symbolOf.has(piece))
      throw new AppError('invalidFile', `Merge ${rank + 1} makes a piece a second time.`);
    symbolOf.set(piece, 256 + rank);
    bytes.push(spelled);
    ranks.set(left * SYMBOLS + right, rank);
  });
  return {
    nMerges: lines.length,
    rankOf: (left, right) => ranks.get(left * SYMBOLS + right),
    bytesOf: (symbol) => bytes[symbol] ?? EMPTY,
  };
}
