import type { Term, TermsAnswer } from '../../../model/study';
import type { Element } from '../../../model/vectorPlace';
import { indexName, type Naming, tokenName, tokenStack, vectorName } from './naming';

/** 16-bit floats, which some phones compute with, have three digits; of the largest term. */
const ROUNDING = 0.005;

/** One term as it is written. */
export interface TermRow {
  readonly key: string;
  readonly name: string;
  /** Its factors; empty where it is no product. */
  readonly product: string;
  readonly value: number;
  /** Where one can step back to from here. */
  readonly follow: readonly { readonly word: string; readonly element: Element }[];
}

/** A number of a term: three digits after the point, more for small ones. */
export function formatTerm(value: number): string {
  const size = Math.abs(value);
  const digits =
    size >= 100
      ? value.toFixed(1)
      : size >= 0.001 || size === 0 || !Number.isFinite(size)
        ? value.toFixed(3)
        : value.toPrecision(2);
  return digits.replaceAll('-', '−');
}

/** The terms of a number, the largest first. */
export function termRows(naming: Naming, answer: TermsAnswer): readonly TermRow[] {
  return answer.terms
    .map((term, index) => rowOf(naming, answer.origin, term, index))
    .toSorted((a, b) => Math.abs(b.value) - Math.abs(a.value));
}

function rowOf(naming: Naming, origin: TermsAnswer['origin'], term: Term, index: number): TermRow {
  const { terms: words } = naming.text;
  const { kind, value, sources } = term;
  if (kind !== 'source') return { key: kind, name: words[kind], product: '', value, follow: [] };
  return {
    key: String(index),
    name: sourceName(naming, origin, term),
    product: productOf(naming, origin, term),
    value,
    follow: sources.map((element) => ({ word: sourceWord(naming, element), element })),
  };
}

/** What tells a term from the others of its sum. */
function sourceName(naming: Naming, origin: TermsAnswer['origin'], { sources }: Term): string {
  const [source] = sources;
  if (!source) return '';
  if (origin === 'weighted') return tokenName(naming, tokenStack(source.of), source.of.position);
  if (origin === 'activation' || origin === 'sum' || origin === 'norm') return vectorName(naming, source.of);
  return indexName(naming, source);
}

/** What tells the sources of one term apart. */
function sourceWord({ text }: Naming, { of }: Element): string {
  if (of.part === 'scores') return text.terms.score;
  if (of.part === 'up' || of.part === 'gate') return text.terms[of.part];
  return of.part === 'q' || of.part === 'k' || of.part === 'v' ? of.part : '';
}

function productOf({ text }: Naming, origin: TermsAnswer['origin'], { factors }: Term): string {
  const [first, second, third] = (factors ?? []).map(formatTerm);
  if (first === undefined || second === undefined) return '';
  const { factors: words } = text.terms;
  switch (origin) {
    case 'linear':
    case 'norm':
    case 'rotation':
    case 'weighted':
    case 'activation':
      return words[origin](first, second);
    case 'products':
      return words.products(first, second, third ?? '');
    case 'sum':
    case 'leaf':
      return '';
  }
}

/** What of a number its terms do not say, where that is more than rounding: a change was made to the run. */
export function unexplained({ terms, value, remainder }: TermsAnswer): number | null {
  const size = Math.max(Math.abs(value), ...terms.map((term) => Math.abs(term.value)));
  return Math.abs(remainder) > ROUNDING * Math.max(1, size) ? remainder : null;
}

/** How the number came about, in a sentence. */
export function originSentence(naming: Naming, answer: TermsAnswer): string {
  const { text } = naming;
  const { says, norm: words } = text.terms;
  const { origin, norm, of } = answer;
  if (origin === 'leaf') return leafSentence(naming, of);
  if (origin === 'activation') {
    const { activation, gated } = naming.of.config.feedForward;
    const name = naming.activations[activation];
    return gated ? says.gated(name) : says.activation(name);
  }
  if (origin !== 'norm') return origin === 'sum' && of.of.part === 'stream' ? says.stream : says[origin];
  if (!norm) return '';
  const [sum, mean, deviation, weight] = [norm.sum, norm.mean, norm.deviation, norm.weight].map(formatTerm);
  const isCentred = naming.of.config.norm.kind === 'layerNorm';
  return isCentred
    ? words.layerNorm(sum ?? '', mean ?? '', deviation ?? '', weight ?? '')
    : words.rmsNorm(sum ?? '', deviation ?? '', weight ?? '');
}

function leafSentence(naming: Naming, { of: place }: Element): string {
  const { config } = naming.of;
  const { leaf } = naming.text.terms;
  switch (place.part) {
    case 'tokens': {
      const token = tokenName(naming, place.stack, place.position);
      if (config.embedding.factorization?.place === 'tokens') return leaf.projectedTokens(token);
      return config.embedding.scaled ? leaf.scaledTokens(token) : leaf.tokens(token);
    }
    case 'positions':
      return config.position.kind === 'learned' ? leaf.learned : leaf.sinusoidal;
    case 'segments':
      return leaf.segments;
    default:
      return '';
  }
}
