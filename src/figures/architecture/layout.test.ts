import { describe, expect, it } from 'vitest';
import {
  draw,
  faults,
  inside,
  measure,
  onBorder,
  original,
  pieces,
  size,
} from '../../../tests/support/diagram';
import { graph } from '../../model/graph/graph';
import type { Rect } from './types';
import { overlaps } from './wireLabels';

describe('the layout of any model in any place', () => {
  it('has a box for every part and a wire for every edge', () => {
    const built = graph(original, size);
    const drawn = draw(original);
    expect(drawn.boxes.map(({ node }) => node.id).toSorted()).toEqual(
      built.nodes.map(({ id }) => id).toSorted(),
    );
    expect(drawn.wires.map(({ edge }) => edge.id)).toEqual(built.edges.map(({ id }) => id));
  });

  it('lets no box touch another', () => {
    expect(
      faults(({ boxes }) =>
        boxes.flatMap((a, index) =>
          boxes.slice(index + 1).flatMap((b) => (overlaps(a, b) ? [`${a.node.id} and ${b.node.id}`] : [])),
        ),
      ),
    ).toEqual([]);
  });

  it('keeps boxes, frames, wires and labels inside', () => {
    expect(
      faults(({ width, height, boxes, frames, wires, labels }) => {
        const all = { x: 0, y: 0, width, height };
        const outside = (name: string, rect: Rect) => (inside(rect, all) ? [] : [name]);
        return [
          ...boxes.flatMap((part) => outside(part.node.id, part)),
          ...frames.flatMap((frame) => outside(frame.stack, frame)),
          ...labels.flatMap((label) => outside(label.id, label.bounds)),
          ...wires.flatMap(({ edge, points }) => pieces(points).flatMap((piece) => outside(edge.id, piece))),
        ];
      }),
    ).toEqual([]);
  });

  it('joins the borders of boxes by wires at right angles', () => {
    expect(
      faults(({ boxes, wires }) => {
        const boxOf = new Map(boxes.map((part) => [part.node.id, part]));
        return wires.flatMap(({ edge, points }) => {
          const from = boxOf.get(edge.from);
          const to = boxOf.get(edge.to);
          const isJoined = from && to && onBorder(points[0], from) && onBorder(points.at(-1), to);
          const isSquare = pieces(points).every(({ width, height }) => Math.min(width, height) < 1e-6);
          return isJoined && isSquare ? [] : [edge.id];
        });
      }),
    ).toEqual([]);
  });

  it('leads no wire through a box', () => {
    expect(
      faults(({ boxes, wires }) =>
        wires.flatMap(({ edge, points }) =>
          boxes
            .filter(({ x, y, width, height }) => {
              const body = { x: x + 0.5, y: y + 0.5, width: width - 1, height: height - 1 };
              return pieces(points).some((piece) => overlaps(piece, body));
            })
            .map(({ node }) => `${edge.id} through ${node.id}`),
        ),
      ),
    ).toEqual([]);
  });

  it('lays no label over a box, a wire, a caption or another label', () => {
    expect(
      faults(({ boxes, frames, wires, labels }) => {
        const captions = frames.map(({ caption: { text, x, y } }) => ({
          x,
          y: y - 9,
          width: measure(text),
          height: 11,
        }));
        const lines = wires.flatMap(({ points }) => pieces(points));
        return labels.flatMap(({ id, bounds }, index) => {
          const others = labels.slice(index + 1).map((label) => label.bounds);
          const covered = [...boxes, ...captions, ...others, ...lines].some((other) =>
            overlaps(bounds, other),
          );
          return covered ? [id] : [];
        });
      }),
    ).toEqual([]);
  });

  it('lays no wire over a caption or a stepper', () => {
    expect(
      faults(({ frames, wires }) =>
        frames.flatMap(({ stack, caption, steps }) => {
          const words = [
            { x: caption.x, y: caption.y - 8, width: measure(caption.text), height: 9 },
            ...(steps ? [{ x: steps.back.x + 6, y: steps.y - 8, width: 60, height: 9 }] : []),
          ];
          return wires
            .filter(({ points }) =>
              pieces(points).some((piece) => words.some((word) => overlaps(piece, word))),
            )
            .map(({ edge }) => `${edge.id} over ${stack}`);
        }),
      ),
    ).toEqual([]);
  });

  it('keeps words, bars and icons inside their block', () => {
    expect(
      faults(({ boxes }) =>
        boxes.flatMap(({ node, width, height, bar, icon, texts }) => {
          const own = { x: 0, y: 0, width, height };
          const words = texts.map(({ text, x, y, anchor }) => {
            const length = measure(text);
            const left = x - (anchor === 'middle' ? length / 2 : anchor === 'end' ? length : 0);
            return { x: left, y: y - 9, width: length, height: 10 };
          });
          const marks = [...words, ...[bar, icon].filter((mark) => mark !== null)];
          return marks.every((mark) => inside(mark, own)) ? [] : [node.id];
        }),
      ),
    ).toEqual([]);
  });

  it('names q, k and v wherever they enter', () => {
    expect(
      faults(({ boxes, labels }) =>
        boxes
          .filter(({ node }) => node.mask !== null)
          .filter(({ node }) => {
            const letters = labels.filter(({ edge }) => edge.to === node.id).map(({ letter }) => letter);
            return !['Q', 'K', 'V'].every((letter) => letters.includes(letter));
          })
          .map(({ node }) => node.id),
      ),
    ).toEqual([]);
  });
});
