import type { InterventionWhere, LinkableIntervention } from '../../model/intervention';
import { decodeIntervention, encodeIntervention } from '../../model/interventionCodec';
import { attentionName, type TraceName } from '../../model/traceNames';
import type { AttentionView } from '../selectors';

/** One row of one head: the names of its scores and of its weights, and which row it is. */
export interface AttentionRow {
  readonly scores: TraceName;
  readonly pattern: TraceName;
  readonly head: number;
  readonly query: number;
}

/** The row of an attention that is locked; null: none is, or its text has become shorter. */
export function rowOfAttention({
  selection,
  queries,
}: Pick<AttentionView, 'selection' | 'queries'>): AttentionRow | null {
  const { kind, layer, head, query } = selection;
  if (query === null || query >= queries.tokens.length) return null;
  const stack = kind === 'encoderSelf' ? 'encoder' : 'decoder';
  const named = (part: 'scores' | 'pattern'): TraceName =>
    attentionName(stack, layer, kind === 'cross' ? 'crossAttention' : 'selfAttention', part);
  return { scores: named('scores'), pattern: named('pattern'), head, query };
}

/** Whether two choices are of the same elements. */
function isSamePlace(a: InterventionWhere = {}, b: InterventionWhere = {}): boolean {
  return (['batch', 'head', 'query', 'key'] as const).every((axis) => a[axis] === b[axis]);
}

/** The place of an intervention in a list, or -1. */
export function placeInList(list: readonly string[], at: TraceName, where: InterventionWhere = {}): number {
  return list.findIndex((text) => {
    const intervention = decodeIntervention(text);
    return intervention !== null && intervention.at === at && isSamePlace(intervention.where, where);
  });
}

/** The list with an intervention: in the place of one at the same elements, or at its end. */
export function withIntervention(
  list: readonly string[],
  intervention: LinkableIntervention,
): readonly string[] {
  const place = placeInList(list, intervention.at, intervention.where);
  const text = encodeIntervention(intervention);
  return place === -1 ? [...list, text] : list.with(place, text);
}

/**
 * The list with an intervention at its end, and none before it at the same elements. The weight of an edge that is set
 * last is the weight that it has: one set before it shares the rest with all other keys.
 */
export function withLastIntervention(
  list: readonly string[],
  intervention: LinkableIntervention,
): readonly string[] {
  const place = placeInList(list, intervention.at, intervention.where);
  return [...withoutIntervention(list, place), encodeIntervention(intervention)];
}

/** The list without what is done to one row of an attention: to its scores or its weights. */
export function withoutRow(
  list: readonly string[],
  { pattern, scores, head, query }: AttentionRow,
): readonly string[] {
  return list.filter((text) => {
    const intervention = decodeIntervention(text);
    if (!intervention || (intervention.at !== pattern && intervention.at !== scores)) return true;
    return intervention.where?.head !== head || intervention.where.query !== query;
  });
}

/** [key]: the weights of a row that a list sets by hand; null where it sets none. */
export function weightsSet(
  list: readonly string[],
  { pattern, head, query }: AttentionRow,
  nKeys: number,
): readonly (number | null)[] {
  const set = Array.from({ length: nKeys }, (): number | null => null);
  for (const text of list) {
    const intervention = decodeIntervention(text);
    if (intervention?.at !== pattern || intervention.change.kind !== 'edge') continue;
    const { where = {}, change } = intervention;
    const isOfRow = where.head === head && where.query === query && where.batch === undefined;
    if (isOfRow && where.key !== undefined && where.key < nKeys) set[where.key] = change.weight;
  }
  return set;
}

export function withoutIntervention(list: readonly string[], place: number): readonly string[] {
  return list.filter((_, index) => index !== place);
}
