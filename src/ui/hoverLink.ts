import type { Hover } from '../state/hover';
import type { FigureKind, Selection } from '../state/types';

type Stack = 'encoder' | 'decoder';

/** The stack whose tokens are the queries, or the keys, of an attention. */
export function stackOfAxis(kind: FigureKind, axis: 'query' | 'key'): Stack {
  if (kind === 'cross') return axis === 'query' ? 'decoder' : 'encoder';
  return kind === 'encoderSelf' ? 'encoder' : 'decoder';
}

/** Which token of a stack is pointed at, in a strip (`hover.stack` names it) or in a figure of an attention. */
export function hoveredPosition(hover: Hover, kind: FigureKind, stack: Stack): number | null {
  if (hover.stack !== null) return hover.stack === stack ? hover.query : null;
  if (hover.query !== null && stackOfAxis(kind, 'query') === stack) return hover.query;
  return hover.key !== null && stackOfAxis(kind, 'key') === stack ? hover.key : null;
}

/** Which token of a stack is locked. */
export function lockedPosition(selection: Selection, stack: Stack): number | null {
  const { kind, query, key } = selection;
  return hoveredPosition({ stack: null, query, key }, kind, stack);
}

/** The row or column of an attention that a token of a stack is: a query where it can be one, else a key. */
export function cellOfToken(kind: FigureKind, stack: Stack, position: number) {
  if (stackOfAxis(kind, 'query') === stack) return { query: position, key: null };
  return stackOfAxis(kind, 'key') === stack ? { query: null, key: position } : null;
}

/** The key of an attention that is pointed at, in a strip of its tokens or in a figure. */
export function hoveredKey(hover: Hover, kind: FigureKind): number | null {
  if (hover.stack === null) return hover.key;
  return stackOfAxis(kind, 'key') === hover.stack ? hover.query : null;
}
