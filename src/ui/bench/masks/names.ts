import { numbered } from '../../../figures/shared/text';
import type { Stack } from '../../../model/config/types';
import { queryStack } from '../../../state/bench/masks';
import type { FigureKind, Prepared } from '../../../state/types';

const NAMED = 3;

/** A token by its place and its text. */
export function tokenName(prepared: Prepared, stack: Stack, position: number): string {
  return `“${numbered(position, prepared[stack]?.tokens[position]?.display)}”`;
}

/** The first of some queries by name, and how many more there are. */
export function queryNames(
  prepared: Prepared,
  kind: FigureKind,
  queries: readonly number[],
): readonly [names: string, more: number] {
  const named = queries.slice(0, NAMED).map((query) => tokenName(prepared, queryStack(kind), query));
  return [named.join(', '), queries.length - named.length];
}
