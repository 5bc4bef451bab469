import type { InterventionWhere, LinkableIntervention } from '../../model/intervention';
import { decodeIntervention, encodeIntervention } from '../../model/interventionCodec';
import type { TraceName } from '../../model/traceNames';

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

export function withoutIntervention(list: readonly string[], place: number): readonly string[] {
  return list.filter((_, index) => index !== place);
}
