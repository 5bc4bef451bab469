import type { GraphNode, NodeKind } from '../../model/graph/types';
import { truncate } from '../shared/text';
import type { Column } from './columns';
import type { Row } from './rows';
import type { Box, BoxText, Rect, Wording } from './types';

const ICON = 13;
const PADDING = 8;
/** From here on a block has its name above its numbers. */
const TWO_LINES = 34;
const NAME_SIZE = 12;
/** Room for the wire that leads positions past a norm. */
const BESIDE_NORM = 11;

const NARROW: ReadonlySet<NodeKind> = new Set(['norm', 'tokens', 'softmax', 'pool']);
const hasIcon = (node: GraphNode): boolean => node.mask !== null;
const isRound = (node: GraphNode): boolean => node.kind === 'add' || node.kind === 'sum';

/** Whether name and shortest number fit beside each other, so that the block needs one line only. */
export function canBeFlat(column: Column, wording: Wording): (node: GraphNode) => boolean {
  return (node) => {
    const { labels, measureName, measureSmall } = wording;
    const detail = labels.details(node).at(-1);
    const number = detail === undefined ? 0 : measureSmall(detail) + PADDING;
    const icon = hasIcon(node) ? ICON + 6 : 0;
    return icon + measureName(labels.name(node)) + number + 2 * PADDING <= column.width;
  };
}

/** The boxes of one row, whose top and height are given. */
export function placeRow(
  row: Row,
  column: Column,
  y: number,
  height: number,
  inLane: boolean,
  wording: Wording,
): Box[] {
  const boxes: Box[] = [];
  const middle = y + height / 2;
  const { node, inner, outer } = row;
  if (node) {
    const width = isRound(node)
      ? 16
      : NARROW.has(node.kind)
        ? Math.max(
            column.width * 0.72,
            Math.min(column.width - 2 * BESIDE_NORM, node.kind === 'norm' ? 96 : 112),
          )
        : column.width;
    const own = isRound(node) ? 16 : height;
    const centre = inLane ? column.lane : column.centre;
    const rect = { x: centre - width / 2, y: middle - own / 2, width, height: own };
    boxes.push({ node, ...rect, ...contents(node, rect, wording) });
  }
  const beside = (part: GraphNode, side: 1 | -1, end: number): void => {
    const start = column.centre + side * 22;
    const room = Math.abs(end - start);
    const { labels, measureName, measureSmall } = wording;
    const name = measureName(labels.name(part));
    const detail = labels.details(part).at(-1);
    const line = name + (detail === undefined ? 0 : measureSmall(detail) + PADDING);
    const width = Math.min(room, Math.max(line + 2 * PADDING, column.width / 2 - 22));
    const rect = { x: side > 0 ? start : start - width, y, width, height };
    boxes.push({ node: part, ...rect, ...contents(part, rect, wording) });
  };
  const innerSide = column.outer < 0 ? 1 : -1;
  if (inner) beside(inner, innerSide, column.innerEnd);
  if (outer) beside(outer, column.outer, column.outer < 0 ? column.left : column.right);
  return boxes;
}

/** Name, numbers, bar and icon of a block, relative to it. */
function contents(
  node: GraphNode,
  { width, height }: Rect,
  wording: Wording,
): Pick<Box, 'texts' | 'bar' | 'icon'> {
  if (isRound(node)) return { texts: [], bar: null, icon: null };
  const { labels, measureName, measureSmall } = wording;
  const hasBar = node.total > 0;
  const bar = hasBar ? { x: PADDING, y: height - 5, width: width - 2 * PADDING, height: 2 } : null;
  // The bar takes room at the foot, so that text stands in the middle of what is left.
  const middle = (height - (hasBar ? 4 : 0)) / 2;
  const isTight = width < 135;
  const left = isTight ? 6 : PADDING;
  const full = width - left - (isTight ? 3 : 6);
  const whole = labels.name(node);
  const nameText = measureName(whole) <= full ? whole : labels.shortName(node);
  // A name is worth more than an icon.
  const beforeName = ICON + (isTight ? 3 : 7);
  const iconRoom = hasIcon(node) && measureName(nameText) <= full - beforeName ? beforeName : 0;
  const icon = iconRoom > 0 ? { x: left, y: middle - ICON / 2, width: ICON, height: ICON } : null;
  const name = truncate(nameText, full - iconRoom, measureName);
  const details = labels.details(node);
  const fitting = (room: number): string | null => details.find((text) => measureSmall(text) <= room) ?? null;

  const isTall = height >= TWO_LINES || (node.kind === 'position' && height >= 27);
  const beside = fitting(width - 2 * PADDING - iconRoom - measureName(name) - 6);
  const wantsTwo = isTall && (height >= TWO_LINES || beside === null) && details.length > 0;
  if (wantsTwo) {
    const detail = fitting(full - iconRoom);
    const x = centreOf(
      width,
      iconRoom,
      Math.max(measureName(name), detail === null ? 0 : measureSmall(detail)),
    );
    const step = height >= TWO_LINES ? 7 : 6.3;
    return {
      texts: [
        text('name', name, x, detail === null ? middle + NAME_SIZE * 0.36 : middle - step + NAME_SIZE * 0.36),
        ...(detail === null ? [] : [text('detail', detail, x, middle + step + 4)]),
      ],
      bar,
      icon,
    };
  }
  const baseline = middle + NAME_SIZE * 0.36;
  if (beside === null) {
    return { texts: [text('name', name, centreOf(width, iconRoom, measureName(name)), baseline)], bar, icon };
  }
  // One line: the pair is centred where nothing stands on the left, else spread over the block.
  if (icon) {
    return {
      texts: [
        text('name', name, PADDING + iconRoom, baseline, 'start'),
        text('detail', beside, width - PADDING, baseline, 'end'),
      ],
      bar,
      icon,
    };
  }
  const pair = measureName(name) + 4 + measureSmall(beside);
  return {
    texts: [
      text('name', name, (width - pair) / 2, baseline, 'start'),
      text('detail', beside, (width + pair) / 2, baseline, 'end'),
    ],
    bar,
    icon,
  };
}

/** The middle of the block, or of what the icon leaves where the text would touch it. */
function centreOf(width: number, iconRoom: number, textWidth: number): number {
  const isFree = (width - textWidth) / 2 >= PADDING + iconRoom;
  return isFree ? width / 2 : (width + iconRoom) / 2;
}

function text(
  role: BoxText['role'],
  content: string,
  x: number,
  y: number,
  anchor: BoxText['anchor'] = 'middle',
): BoxText {
  return { role, text: content, x, y, anchor };
}
