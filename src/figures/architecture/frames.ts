import type { Graph } from '../../model/graph/types';
import type { Standing } from './layout';
import { headerOf } from './rows';
import type { Frame, Rect, Wording } from './types';

const STEP = 24;
/** Captions are bold, widths are measured in the normal weight. */
const BOLD = 1.08;
/** Edges of further layers look out above the frame. */
const BEHIND = 7;

/** The frame round a layer: what is inside is repeated. */
export function frameOf(
  graph: Graph,
  { column, rows, spans }: Standing,
  { labels, measureSmall, hasSteps }: Wording,
): { readonly frame: Frame; readonly obstacles: readonly Rect[] }[] {
  const layers = graph.layers[column.stack];
  const inside = spans.filter((_, index) => rows[index]?.section === 'layer');
  const [first] = inside;
  const last = inside.at(-1);
  if (!layers || !first || !last) return [];
  const { left, right, stack } = column;
  const y = last.y - headerOf(graph);
  const height = first.y + first.height + first.gap - 9 - y;
  const isStepped = hasSteps && layers.count > 1;
  // Where both do not fit, the stepper tells the number of layers.
  const full = `${labels.stack(stack)} ${labels.repeated(layers.count)}`;
  const room = column.centre - left - 12;
  const text =
    [full, ...(isStepped ? [labels.stack(stack)] : [])].find((words) => measureSmall(words) * BOLD <= room) ??
    labels.repeated(layers.count);
  const baseline = y + 15;
  const steps = isStepped
    ? stepsAt(right, y, right - column.centre, labels.layer(layers), measureSmall)
    : null;
  const frame: Frame = {
    stack,
    layers,
    x: left,
    y,
    width: right - left,
    height,
    caption: { text, x: left + 9, y: baseline },
    steps,
  };
  const obstacles: Rect[] = [
    { x: left + 8, y: y + 3, width: measureSmall(text) * BOLD + 4, height: 15 },
    { x: left, y: y - BEHIND, width: right - left, height: BEHIND + 2 },
    { x: left, y: y + height - 1, width: right - left, height: 2 },
    ...(steps ? [{ x: steps.back.x, y: y + 2, width: right - steps.back.x, height: 18 }] : []),
  ];
  return [{ frame, obstacles }];
}

/** Buttons with the number between them; the number goes first where the stream in the middle leaves little room. */
function stepsAt(
  right: number,
  y: number,
  room: number,
  words: string,
  measure: (text: string) => number,
): Frame['steps'] {
  const next = { x: right - STEP - 1, y: y - 1, width: STEP, height: STEP };
  const span = (text: string): number => (text === '' ? 0 : Math.max(measure(text) + 4, 26) - 14);
  const text = 2 * STEP + span(words) <= room + 4 ? words : '';
  const back = { x: next.x - span(text) - STEP, y: y - 1, width: STEP, height: STEP };
  return { text, x: (back.x + STEP + next.x) / 2, y: y + 15, back, next };
}
