import type { Axis } from './axes';
import type { Intervention, InterventionChange, InterventionWhere } from './intervention';
import { traceAxes, type TraceName } from './traceNames';

/** Why an intervention cannot be made; words for the page are its own. */
export type InterventionProblem =
  /** The change works elsewhere. */
  | {
      readonly kind: 'change';
      readonly at: TraceName;
      readonly change: InterventionChange['kind'];
      readonly allowedAt: string;
    }
  /** The activation has no such axis to choose from. */
  | { readonly kind: 'axis'; readonly at: TraceName; readonly axis: WhereAxis }
  /** The change needs this chosen. */
  | { readonly kind: 'missing'; readonly at: TraceName; readonly axis: WhereAxis }
  | {
      readonly kind: 'number';
      readonly at: TraceName;
      readonly what: 'weight' | 'factor' | 'position' | WhereAxis;
      readonly value: number;
      readonly allowed: string;
    }
  /** The model has no such activation. */
  | { readonly kind: 'absent'; readonly at: TraceName; readonly why: string }
  /** `axis` in the words of `model/axes`. */
  | {
      readonly kind: 'index';
      readonly at: TraceName;
      readonly axis: string;
      readonly index: number;
      readonly count: number;
    }
  /** The mask hides the key from the query. */
  | { readonly kind: 'masked'; readonly at: TraceName; readonly query: number; readonly key: number }
  | { readonly kind: 'noDonor'; readonly at: TraceName }
  /** Donor and text differ in length, or in rows of the batch, so that they do not fit as wholes. */
  | {
      readonly kind: 'donorShape';
      readonly at: TraceName;
      readonly axis: string;
      readonly donor: number;
      readonly count: number;
    };

export type WhereAxis = keyof InterventionWhere;

/** The axes that `where` can choose from, in the order of the activation's axes. */
export function choosableAxes(at: TraceName): readonly WhereAxis[] {
  return traceAxes(at).flatMap((axis) => whereAxis(axis) ?? []);
}

/** The word of `where` for an axis of an activation; null: nothing can be chosen along it. */
export function whereAxis(axis: Axis): WhereAxis | null {
  if (axis === 'batch' || axis === 'query' || axis === 'key') return axis;
  if (axis === 'position') return 'query';
  return axis === 'heads' || axis === 'kvHeads' ? 'head' : null;
}

/** What is wrong with an intervention whatever the model; null: nothing. */
export function formProblem({ at, where = {}, change }: Intervention): InterventionProblem | null {
  const allowedAt = placeOf(change, at);
  if (allowedAt !== null) return { kind: 'change', at, change: change.kind, allowedAt };
  const choosable = choosableAxes(at);
  for (const axis of ['batch', 'head', 'query', 'key'] as const) {
    const value = where[axis];
    if (value === undefined) continue;
    if (!choosable.includes(axis)) return { kind: 'axis', at, axis };
    if (!isIndex(value)) return { kind: 'number', at, what: axis, value, allowed: 'a whole number from 0' };
  }
  return numberProblem(at, where, change);
}

/** Where the change works, if that is not here. */
function placeOf(change: InterventionChange, at: TraceName): string | null {
  switch (change.kind) {
    case 'cut':
      return at.endsWith('.scores') ? null : 'scores';
    case 'edge':
      return at.endsWith('.pattern') ? null : 'pattern';
    case 'bypass':
      return at.endsWith('.residual.output') ? null : 'layers.N.residual.output';
    case 'mean':
      // A mean over queries would give weight to keys that the mask hides from this one.
      return at.endsWith('.scores') || at.endsWith('.pattern')
        ? 'activations that are vectors, not scores or pattern'
        : null;
    case 'zero':
    case 'scale':
    case 'copy':
    case 'replace':
      return null;
  }
}

function numberProblem(
  at: TraceName,
  where: InterventionWhere,
  change: InterventionChange,
): InterventionProblem | null {
  if (change.kind === 'scale' && !Number.isFinite(change.factor)) {
    return { kind: 'number', at, what: 'factor', value: change.factor, allowed: 'a finite number' };
  }
  if (change.kind === 'edge') {
    const { weight } = change;
    if (!(weight >= 0 && weight <= 1))
      return { kind: 'number', at, what: 'weight', value: weight, allowed: '0 … 1' };
    for (const axis of ['query', 'key'] as const) {
      if (where[axis] === undefined) return { kind: 'missing', at, axis };
    }
  }
  if (change.kind === 'copy' && change.position !== undefined) {
    const { position } = change;
    if (!isIndex(position))
      return { kind: 'number', at, what: 'position', value: position, allowed: 'a whole number from 0' };
    // Rows of scores and pattern are as long as their own text: only those of the same query correspond.
    if (at.endsWith('.scores') || at.endsWith('.pattern'))
      return {
        kind: 'change',
        at,
        change: 'copy',
        allowedAt: 'activations that are vectors, if it names a position',
      };
    const axis = textWhereAxis(at);
    if (where[axis] === undefined) return { kind: 'missing', at, axis };
  }
  return null;
}

/** The word of `where` for the axis along the text. */
export function textWhereAxis(at: TraceName): 'query' | 'key' {
  return choosableAxes(at).includes('query') ? 'query' : 'key';
}

function isIndex(value: number): boolean {
  return Number.isInteger(value) && value >= 0;
}

/** The problem as a sentence, for errors. */
export function problemText(problem: InterventionProblem): string {
  const { at } = problem;
  switch (problem.kind) {
    case 'change':
      return problem.change === 'cut'
        ? `Only scores can be cut, not ${at}.`
        : `${at}: ${problem.change} works only at ${problem.allowedAt}.`;
    case 'axis':
      return `${at}: it has no axis ${problem.axis} to choose from, only ${choosableAxes(at).join(', ')}.`;
    case 'missing':
      return `${at}: the change needs a ${problem.axis}.`;
    case 'number':
      return `${at}: the ${problem.what} must be ${problem.allowed}, not ${problem.value}.`;
    case 'absent':
      return `${at} does not appear in this model: ${problem.why}.`;
    case 'index':
      return `${at}: ${problem.axis} ${problem.index} is not in 0 … ${problem.count - 1}.`;
    case 'masked':
      return `${at}: the mask hides key ${problem.key} from query ${problem.query}, so it can have no weight.`;
    case 'noDonor':
      return `${at}: there is no other text to copy from.`;
    case 'donorShape':
      return (
        `${at}: the text to copy from has ${problem.donor} on the axis ${problem.axis}, this one ${problem.count}; ` +
        (problem.axis === 'batch' ? 'it needs as many rows, or one.' : 'choose a position.')
      );
  }
}
