/** What a head can be seen to do on one text, each measured from its attention weights alone. */
export const behaviours = [
  'previous',
  'next',
  'first',
  'self',
  'same',
  'induction',
  'separator',
  'diagonal',
  'antiDiagonal',
  'aligned',
  'sharpest',
  'entropy',
] as const;
export type Behaviour = (typeof behaviours)[number];

/** From 0 to 1; null where the text or the kind of attention has nothing to measure it by. */
export type BehaviourScores = Readonly<Record<Behaviour, number | null>>;

/** The tokens of one axis of an attention. */
export interface AxisTokens {
  readonly ids: readonly number[];
  readonly isPadding: (position: number) => boolean;
  /** [SEP], the end of a text, and other tokens that only divide it. */
  readonly isSeparator: (position: number) => boolean;
}

/** A text as far as behaviours of heads depend on it; made once for all heads of one attention. */
export interface BehaviourText {
  readonly nQueries: number;
  readonly nKeys: number;
  readonly isSelf: boolean;
  /** Queries that are no padding. */
  readonly queries: readonly number[];
  /** For each query, the keys that the behaviour would read; empty where it does not apply. */
  readonly targets: Readonly<Record<'previous' | 'next' | 'first' | 'self' | 'same' | 'induction', Targets>>;
  readonly separators: readonly number[];
  readonly keys: readonly number[];
  /** For each query, the keys with which a reference aligns the word that it writes; null: there is no reference. */
  readonly gold: Targets | null;
}

export type Targets = readonly (readonly number[])[];

/** Where each is described, as it is cited; null: it is only the geometry of the map. */
export const behaviourSources: Readonly<Record<Behaviour, string | null>> = {
  previous: 'Clark et al. 2019',
  next: 'Clark et al. 2019',
  first: 'Xiao et al. 2023',
  self: 'Clark et al. 2019',
  same: 'Wang et al. 2022',
  induction: 'Olsson et al. 2022',
  separator: 'Clark et al. 2019',
  diagonal: 'Raganato & Tiedemann 2018',
  antiDiagonal: null,
  aligned: 'Och & Ney 2003; Garg et al. 2019',
  sharpest: 'Bahdanau et al. 2015',
  entropy: 'Clark et al. 2019',
};

/** A head has the behaviour whose score is the largest, if it is more than this: half of all its attention. */
export const LABEL_ABOVE = 0.5;

/** Behaviours that can name a head: the others say how it reads, not what. */
const NAMING: readonly Behaviour[] = [
  'previous',
  'next',
  'induction',
  'same',
  'separator',
  'first',
  'self',
  'diagonal',
  'antiDiagonal',
];

/** Lines that are a little off the diagonal count too in cross-attention, whose texts begin with other special tokens. */
const OFFSETS = [-2, -1, 0, 1, 2];

/**
 * @param keys the same as `queries` in self-attention
 */
export function behaviourText(
  queries: AxisTokens,
  keys: AxisTokens,
  isSelf: boolean,
  gold: Targets | null = null,
): BehaviourText {
  const nQueries = queries.ids.length;
  const nKeys = keys.ids.length;
  const places = new Map<number, number[]>();
  keys.ids.forEach((id, position) => {
    if (keys.isPadding(position)) return;
    const before = places.get(id);
    if (before) before.push(position);
    else places.set(id, [position]);
  });
  const each = (of: (query: number) => readonly number[]): Targets =>
    queries.ids.map((_, query) => (isSelf && !queries.isPadding(query) ? of(query) : []));
  const placesOf = (query: number): readonly number[] => places.get(queries.ids[query] ?? -1) ?? [];
  const present = (of: AxisTokens): number[] =>
    of.ids.map((_, position) => position).filter((position) => !of.isPadding(position));
  const keysPresent = present(keys);
  return {
    nQueries,
    nKeys,
    isSelf,
    queries: present(queries),
    keys: keysPresent,
    gold,
    separators: keysPresent.filter((position) => keys.isSeparator(position)),
    targets: {
      previous: each((query) => (query > 0 ? [query - 1] : [])),
      next: each((query) => (query + 1 < nKeys && !keys.isPadding(query + 1) ? [query + 1] : [])),
      first: each((query) => (query > 0 ? [0] : [])),
      self: each((query) => (query > 0 ? [query] : [])),
      same: each((query) => placesOf(query).filter((key) => key !== query)),
      // What came after the same token earlier; not the query itself, which a head may read for other reasons.
      induction: each((query) =>
        placesOf(query)
          .filter((key) => key + 1 < query)
          .map((key) => key + 1),
      ),
    },
  };
}

/**
 * How much of a head's attention follows each behaviour, on average over the queries to which it applies.
 * Previous and next token, separator: Clark et al. 2019 (arXiv:1906.04341). First token: the attention sink of Xiao et al. 2023
 * (arXiv:2309.17453). Same token: the duplicate-token heads of Wang et al. 2022 (arXiv:2211.00593). Induction: the
 * prefix-matching score of Olsson et al. 2022 (arXiv:2209.11895). Sharpest: how sure a soft alignment is, as Bahdanau et
 * al. 2015 (arXiv:1409.0473) draw it. Aligned: how often the key with the largest weight is one of the reference, the
 * precision of Och & Ney 2003 (doi:10.1162/089120103321337421) for the alignment that Garg et al. 2019 (arXiv:1909.02074)
 * read off cross-attention. Entropy: of each row, over the logarithm of the number of keys that it may read.
 * @param weights [query, key] of one head
 * @param masked [query, key], 1 = masked; null: nothing is
 */
export function headBehaviour(
  weights: Float32Array,
  masked: Uint8Array | null,
  text: BehaviourText,
): BehaviourScores {
  const { nKeys, targets, separators, isSelf, gold } = text;
  const at = (query: number, key: number): number => weights[query * nKeys + key] ?? 0;
  const rows = rowFacts(weights, masked, text);
  /** A row that may read nothing else than this cannot choose to. */
  const mayChoose = text.queries.filter((query) => (rows.visible[query] ?? 0) > 1);
  const toTargets = (of: Targets): number | null => {
    const isVisible = (query: number, key: number): boolean => masked?.[query * nKeys + key] !== 1;
    const queries = mayChoose.filter((query) => of[query]?.some((key) => isVisible(query, key)));
    return meanOf(queries, (query) => sumOf(of[query] ?? [], (key) => at(query, key)));
  };
  return {
    previous: toTargets(targets.previous),
    next: toTargets(targets.next),
    first: toTargets(targets.first),
    self: toTargets(targets.self),
    same: toTargets(targets.same),
    induction: toTargets(targets.induction),
    separator:
      separators.length === 0
        ? null
        : meanOf(mayChoose, (query) => sumOf(separators, (key) => at(query, key))),
    diagonal: isSelf ? null : bestLine(text, at, mayChoose, (query, offset) => query + offset),
    antiDiagonal: bestLine(text, at, mayChoose, (query, offset) => nKeys - 1 - query + offset),
    aligned:
      gold &&
      meanOf(
        mayChoose.filter((query) => (gold[query]?.length ?? 0) > 0),
        (query) => Number(gold[query]?.some((key) => at(query, key) === rows.largest[query])),
      ),
    sharpest: meanOf(mayChoose, (query) => rows.largest[query] ?? 0),
    entropy: meanOf(mayChoose, (query) =>
      Math.min(1, (rows.entropy[query] ?? 0) / Math.log(rows.visible[query] ?? 0)),
    ),
  };
}

/** What names a head: its largest score among those that say what it reads; null if none is large enough. */
export function behaviourOf(scores: BehaviourScores): Behaviour | null {
  let best: Behaviour | null = null;
  for (const behaviour of NAMING) {
    const score = scores[behaviour];
    if (score !== null && score > LABEL_ABOVE && score > (best === null ? 0 : (scores[best] ?? 0)))
      best = behaviour;
  }
  return best;
}

/**
 * Of each query: how many keys it may read, its largest weight and the entropy of its weights. In one pass with plain
 * loops: a thousand tokens have a million weights in each head.
 */
function rowFacts(
  weights: Float32Array,
  masked: Uint8Array | null,
  { queries, keys, nQueries, nKeys }: BehaviourText,
): Readonly<Record<'visible' | 'largest' | 'entropy', Float64Array>> {
  const visible = new Float64Array(nQueries);
  const largest = new Float64Array(nQueries);
  const entropy = new Float64Array(nQueries);
  for (const query of queries) {
    let [count, most, sum] = [0, 0, 0];
    for (const key of keys) {
      const at = query * nKeys + key;
      if (masked === null || masked[at] !== 1) count += 1;
      const weight = weights[at] ?? 0;
      if (weight > most) most = weight;
      if (weight > 0) sum -= weight * Math.log(weight);
    }
    visible[query] = count;
    largest[query] = most;
    entropy[query] = sum;
  }
  return { visible, largest, entropy };
}

/** The attention along the line of a slope on which there is most; queries whose line lies outside read nothing there. */
function bestLine(
  { nKeys }: BehaviourText,
  at: (query: number, key: number) => number,
  queries: readonly number[],
  keyOf: (query: number, offset: number) => number,
): number | null {
  const scores = OFFSETS.map((offset) =>
    meanOf(queries, (query) => {
      const key = keyOf(query, offset);
      return key >= 0 && key < nKeys ? at(query, key) : 0;
    }),
  );
  return scores.reduce((best, score) => (score === null ? best : Math.max(best ?? 0, score)), null);
}

function meanOf(queries: readonly number[], of: (query: number) => number): number | null {
  return queries.length === 0 ? null : sumOf(queries, of) / queries.length;
}

function sumOf(positions: readonly number[], of: (position: number) => number): number {
  let sum = 0;
  for (const position of positions) sum += of(position);
  return sum;
}
