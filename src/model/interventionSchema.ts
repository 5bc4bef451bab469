import * as v from 'valibot';
import type { InterventionWhere, LinkableIntervention } from './intervention';
import { formProblem } from './interventionForm';
import { isTraceName, type TraceName } from './traceNames';

const number = v.pipe(v.number(), v.finite());
const index = v.pipe(number, v.integer(), v.minValue(0));
const optionalIndex = v.exactOptional(index);

const schema = v.strictObject({
  at: v.custom<TraceName>((name) => typeof name === 'string' && isTraceName(name)),
  where: v.exactOptional(
    v.strictObject({ batch: optionalIndex, head: optionalIndex, query: optionalIndex, key: optionalIndex }),
  ),
  change: v.variant('kind', [
    v.strictObject({ kind: v.literal('zero') }),
    v.strictObject({ kind: v.literal('mean') }),
    v.strictObject({ kind: v.literal('scale'), factor: number }),
    v.strictObject({ kind: v.literal('cut') }),
    v.strictObject({ kind: v.literal('edge'), weight: number }),
    v.strictObject({ kind: v.literal('bypass') }),
    v.strictObject({ kind: v.literal('copy'), position: optionalIndex }),
  ]),
});

/**
 * An intervention from outside (a link, a file) that could be meant for some model; null for anything else. Values to
 * put in place do not come from outside.
 */
export function parseIntervention(value: unknown): LinkableIntervention | null {
  const result = v.safeParse(schema, value);
  if (!result.success) return null;
  const { at, where, change } = result.output;
  const isEverywhere = !where || Object.keys(where).length === 0;
  const intervention = isEverywhere
    ? { at, change }
    : { at, where: where satisfies InterventionWhere, change };
  return formProblem(intervention) === null ? intervention : null;
}
