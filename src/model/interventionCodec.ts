import type { InterventionChange, InterventionWhere, LinkableIntervention } from './intervention';
import { parseIntervention } from './interventionSchema';

/** The letter of each axis, in the order in which they are written. */
const LETTERS = { batch: 'b', head: 'h', query: 'q', key: 'k' } as const satisfies Record<
  keyof InterventionWhere,
  string
>;

/**
 * An intervention as a short text for links: where it is, what it does, and to which part, as in
 * `decoder.layers.0.selfAttention.pattern~edge:0.5~h1q3k2`.
 */
export function encodeIntervention({ at, where = {}, change }: LinkableIntervention): string {
  const value = valueOf(change);
  const what = value === null ? change.kind : `${change.kind}:${numberText(value)}`;
  const part = (['batch', 'head', 'query', 'key'] as const)
    .flatMap((axis) => (where[axis] === undefined ? [] : [`${LETTERS[axis]}${where[axis]}`]))
    .join('');
  return part === '' ? `${at}~${what}` : `${at}~${what}~${part}`;
}

function valueOf(change: LinkableIntervention['change']): number | null {
  if (change.kind === 'scale') return change.factor;
  if (change.kind === 'edge') return change.weight;
  return change.kind === 'copy' ? (change.position ?? null) : null;
}

/** Without a plus sign, which is a space in links. */
function numberText(value: number): string {
  return String(value).replace('+', '');
}

const TEXT =
  /^([\w.]+)~([a-z]+)(?::(-?\d+(?:\.\d+)?(?:e-?\d+)?))?(?:~(?=.)(?:b(\d{1,6}))?(?:h(\d{1,6}))?(?:q(\d{1,6}))?(?:k(\d{1,6}))?)?$/;

/** The intervention that a text stands for; null for any other text. Never throws. */
export function decodeIntervention(text: string): LinkableIntervention | null {
  const match = TEXT.exec(text);
  if (!match) return null;
  const [, at, kind = '', value, batch, head, query, key] = match;
  const change = changeOf(kind, value === undefined ? null : Number(value));
  const indices = Object.entries({ batch, head, query, key }).flatMap(([axis, digits]) =>
    digits === undefined ? [] : [[axis, Number(digits)] as const],
  );
  return parseIntervention({ at, where: Object.fromEntries(indices), change });
}

/** null: no such change. What is not a number in its range is found by the schema. */
function changeOf(kind: string, value: number | null): InterventionChange | { readonly kind: string } | null {
  if (kind === 'scale' || kind === 'edge') {
    if (value === null) return null;
    return kind === 'scale' ? { kind, factor: value } : { kind, weight: value };
  }
  if (kind === 'copy' && value !== null) return { kind, position: value };
  return value === null ? { kind } : null;
}
