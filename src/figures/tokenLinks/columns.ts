import {
  type Axis,
  LABEL_GAP,
  LABEL_LINE,
  type LinksInput,
  type LinksLayout,
  ONE_LINE,
  TITLE_ROOM,
} from './axis';

const MAX_LABEL = 144;
const MAX_STEP = 28;
const MAX_SPAN = 420;

/**
 * Queries on the left, keys on the right, lines between them. Both use one step, so that token i stands level with token
 * i and self-attention to itself is a flat line.
 */
export function columnsLayout(input: LinksInput): LinksLayout {
  const { width, height, rows, cols, measure, weightRoom } = input;
  const share = Math.max(0, width * 0.38 - weightRoom - LABEL_GAP);
  const room = (texts: readonly string[]): number =>
    Math.min(
      MAX_LABEL,
      share,
      texts.reduce((most, text) => Math.max(most, measure(text)), 0),
    );
  const queryRoom = room(input.queryTexts);
  const keyRoom = room(input.keyTexts);
  const used = queryRoom + keyRoom + 2 * (weightRoom + LABEL_GAP);
  const span = Math.max(0, Math.min(width - used, MAX_SPAN));
  const queryX = Math.floor((width - used - span) / 2) + weightRoom + queryRoom + LABEL_GAP;
  const step = Math.min(MAX_STEP, Math.max(0, height - TITLE_ROOM - 4) / Math.max(1, rows, cols));
  const column = (count: number): Omit<Axis, 'edge' | 'side' | 'room'> => ({
    ...ONE_LINE,
    runs: 'down',
    middles: Array.from({ length: count }, (_, index) => TITLE_ROOM + (index + 0.5) * step),
    isTurned: false,
    step,
    spacing: LABEL_LINE,
  });
  return {
    shape: 'columns',
    width,
    height,
    needed: 0,
    query: { ...column(rows), edge: queryX, side: -1, room: queryRoom },
    key: { ...column(cols), edge: queryX + span, side: 1, room: keyRoom },
  };
}
