import { printable, utf8 } from './bytes';
import { preTokenize } from './preTokenize';

/** A text that counts as if it stood `weight` times in the corpus. */
export interface WeightedText {
  readonly text: string;
  readonly weight: number;
}

interface Word {
  readonly symbols: number[];
  readonly count: number;
}

/** Above the number of symbols that can ever exist, and small enough for exact products. */
const SYMBOLS = 2 ** 20;

/**
 * Learns byte-pair merges (Sennrich, Haddow and Birch 2016, algorithm 1, on bytes as in GPT-2): again and again the
 * pair of neighbours that is most frequent becomes one symbol. Equal counts: the pair of the older symbols first,
 * so that the result never depends on the order of the texts. No piece is ever made twice: until something reaches
 * across its ends, the same letters are joined in the same way everywhere.
 *
 * @returns at most `nMerges` lines "left right" in GPT-2's printable bytes, in the order in which they apply; fewer
 * when no pair occurs twice.
 */
export function learnBpe(corpus: readonly WeightedText[], nMerges: number): string[] {
  const spelled = Array.from({ length: 256 }, (_, byte) => printable([byte]));
  const words = countWords(corpus);
  const pairs = new PairCounts(words);
  const merges: string[] = [];
  while (merges.length < nMerges) {
    const pair = pairs.mostFrequent();
    if (pair === null) break;
    const left = Math.floor(pair / SYMBOLS);
    const right = pair % SYMBOLS;
    merges.push(`${spelled[left]} ${spelled[right]}`);
    spelled.push(`${spelled[left]}${spelled[right]}`);
    pairs.merge(pair, spelled.length - 1);
  }
  return merges;
}

function countWords(corpus: readonly WeightedText[]): Word[] {
  const counts = new Map<string, number>();
  for (const { text, weight } of corpus) {
    for (const word of preTokenize(text)) counts.set(word, (counts.get(word) ?? 0) + weight);
  }
  return [...counts].map(([word, count]) => ({ symbols: [...utf8(word)], count }));
}

/** How often each pair of neighbours occurs, kept up to date by looking only at the words that a merge changes. */
class PairCounts {
  private readonly counts = new Map<number, number>();
  private readonly wordsOf = new Map<number, Set<Word>>();

  constructor(words: readonly Word[]) {
    for (const word of words) this.count(word, 1);
  }

  mostFrequent(): number | null {
    let best: number | null = null;
    let bestCount = 1;
    for (const [pair, count] of this.counts) {
      if (count < bestCount || (count === bestCount && (best === null || pair > best))) continue;
      best = pair;
      bestCount = count;
    }
    return best;
  }

  merge(pair: number, symbol: number): void {
    const left = Math.floor(pair / SYMBOLS);
    const right = pair % SYMBOLS;
    for (const word of this.wordsOf.get(pair) ?? []) {
      this.count(word, -1);
      replacePair(word.symbols, left, right, symbol);
      this.count(word, 1);
    }
    this.counts.delete(pair);
    this.wordsOf.delete(pair);
  }

  private count(word: Word, sign: 1 | -1): void {
    for (let index = 1; index < word.symbols.length; index += 1) {
      const pair = (word.symbols[index - 1] ?? 0) * SYMBOLS + (word.symbols[index] ?? 0);
      const count = (this.counts.get(pair) ?? 0) + sign * word.count;
      if (count === 0) this.counts.delete(pair);
      else this.counts.set(pair, count);
      if (sign > 0) this.remember(pair, word);
    }
  }

  private remember(pair: number, word: Word): void {
    const words = this.wordsOf.get(pair);
    if (words) words.add(word);
    else this.wordsOf.set(pair, new Set([word]));
  }
}

/** Left to right, so that of three equal symbols the first two become one. */
function replacePair(symbols: number[], left: number, right: number, symbol: number): void {
  let write = 0;
  for (let read = 0; read < symbols.length; read += 1) {
    const current = symbols[read] ?? 0;
    const found = current === left && symbols[read + 1] === right;
    symbols[write] = found ? symbol : current;
    write += 1;
    if (found) read += 1;
  }
  symbols.length = write;
}
