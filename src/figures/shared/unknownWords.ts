import type { Token } from './selection';
import type { Svg } from './stage';

/** Marks the labels of words that the model does not know, along both axes; their data are positions. */
export function markUnknownWords(
  svg: Svg,
  tokens: Readonly<Record<'query' | 'key', readonly Token[]>>,
): void {
  for (const axis of ['query', 'key'] as const) {
    svg
      .select(`.fig-${axis}-labels`)
      .selectAll<SVGTextElement, number>('text')
      .classed('fig-label-unknown', (position) => tokens[axis][position]?.isUnknown === true);
  }
}
