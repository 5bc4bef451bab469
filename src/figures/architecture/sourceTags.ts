import type { Source } from './sources';
import type { Layout, Point, Rect, SourceTag, Wording } from './types';
import { boundsOf, type Candidate, firstOf, lineRect, overlaps, segments } from './wireLabels';

const OFFSET = 6;
/** Tags are bold, widths are measured in the normal weight. */
const BOLD = 1.1;

/**
 * A tag at each origin, beside the first pieces of its wires or above its box, the longest of its texts that has room. It
 * covers no box, wire, label or other tag; where there is no room at all there is none, and the words beside the diagram
 * say it alone.
 */
export function tagSources(
  { width, height, boxes, wires, labels, frames, obstacles }: Layout,
  sources: readonly Source[],
  wording: Wording,
): readonly SourceTag[] {
  const edges = frames.flatMap(({ x, y, width: across, height: down }): Rect[] => [
    { x: x - 2, y, width: 4, height: down },
    { x: x + across - 2, y, width: 4, height: down },
    { x, y: y - 2, width: across, height: 4 },
    { x, y: y + down - 2, width: across, height: 4 },
  ]);
  const lines = wires.flatMap(({ points }) => segments(points).map(lineRect));
  const taken = [...obstacles, ...edges, ...lines, ...labels.map(({ bounds }) => bounds)];
  const tags: SourceTag[] = [];
  const isFree = ({ x, y, width: across, height: down }: Rect): boolean =>
    x >= 1 &&
    x + across <= width - 1 &&
    y >= 1 &&
    y + down <= height - 1 &&
    ![...taken, ...tags.map(({ bounds }) => bounds)].some((rect) =>
      overlaps(rect, { x, y, width: across, height: down }),
    );
  for (const source of sources) {
    const { id, hue } = source.origin;
    const box = boxes.find(({ node }) => node.id === id);
    if (!box) continue;
    const traced = wires.filter(({ edge }) => source.wires.some((wire) => wire.id === edge.id));
    const spots = [...besideBox(box), ...traced.flatMap(({ points }) => besideStart(points))];
    const tag = firstOf(wording.labels.sourceTags(source), (text) =>
      firstOf(spots, (spot): SourceTag | null => {
        const bounds = boundsOf(spot, wording.measureSmall(text) * BOLD);
        return isFree(bounds)
          ? { id: `${id}:${source.makes[0]?.letters[0]}`, hue, text, ...spot, bounds }
          : null;
      }),
    );
    if (tag) tags.push(tag);
  }
  return tags;
}

/** Beside a box at its middle, then above and below it from each of its sides. */
function besideBox({ x, y, width, height }: Rect): readonly Candidate[] {
  const middle = y + height / 2;
  const right = x + width;
  return [
    { x: right + OFFSET, y: middle, anchor: 'start' },
    { x: x - OFFSET, y: middle, anchor: 'end' },
    ...[8, 20].flatMap((far): Candidate[] => [
      { x, y: y - far, anchor: 'start' },
      { x: right, y: y - far, anchor: 'end' },
      { x: right + OFFSET, y: y - far, anchor: 'start' },
      { x: x - OFFSET, y: y - far, anchor: 'end' },
    ]),
    { x, y: y + height + 8, anchor: 'start' },
    { x: right, y: y + height + 8, anchor: 'end' },
  ];
}

/** Along the upright pieces at the beginning of a wire. */
function besideStart(points: readonly Point[]): readonly Candidate[] {
  return segments(points)
    .slice(0, 3)
    .filter(([a, b]) => a[0] === b[0])
    .flatMap(([[x, from], [, to]]) =>
      [0.5, 0.25, 0.75].flatMap((share): Candidate[] => [
        { x: x + OFFSET, y: from + (to - from) * share, anchor: 'start' },
        { x: x - OFFSET, y: from + (to - from) * share, anchor: 'end' },
      ]),
    );
}
