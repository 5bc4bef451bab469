import type { Stack } from '../../model/config/types';
import type { Graph } from '../../model/graph/types';
import { type Column, columnsOf } from './columns';
import { frameOf } from './frames';
import { canBeFlat, placeRow } from './place';
import { routeWires } from './route';
import { type Row, rowsOf, stretched } from './rows';
import type { Box, Layout, Rect, Wording } from './types';
import { labelWires } from './wireLabels';

const MARGIN = 6;

/** A column with its rows at their heights. */
export interface Standing {
  readonly column: Column;
  readonly rows: readonly Row[];
  /** Of each row, from the bottom up. */
  readonly spans: readonly { readonly y: number; readonly height: number; readonly gap: number }[];
}

/**
 * The diagram as numbers: nothing is drawn here. Encoder on the left, decoder on the right, texts at the bottom and
 * residual streams outside, as in figure 1 of the 2017 paper; a family with one stack has the same column in the middle.
 * @param height of the place, in CSS pixels; the layout is higher where the parts need more, and 0 asks for the best
 */
export function layout(graph: Graph, width: number, height: number, wording: Wording): Layout {
  const columns = columnsOf(graph, width).map((column) => ({
    column,
    rows: rowsOf(graph, column.stack, canBeFlat(column, wording)),
  }));
  const heightAt = (ease: number): number => {
    const embedding = Math.max(...columns.map(({ rows }) => heightOf(rows, ease, true)));
    return embedding + Math.max(...columns.map(({ rows }) => heightOf(rows, ease, false)));
  };
  const ease = height > 0 ? easeFor(heightAt, height - 2 * MARGIN) : 1;
  const used = heightAt(ease) + 2 * MARGIN;
  const total = Math.max(height, Math.ceil(used));
  const bottom = total - MARGIN - (total - used) / 2;
  const embedding = Math.max(...columns.map(({ rows }) => heightOf(rows, ease, true)));
  const standing = columns.map(({ column, rows }) => stand(column, rows, ease, bottom, embedding));

  const boxes = standing.flatMap((stack) => boxesOf(graph, stack, wording));
  const frames = standing.flatMap((stack) => frameOf(graph, stack, wording));
  const wires = routeWires(graph, standing, boxes, frames);
  const obstacles: Rect[] = [...boxes, ...frames.flatMap((frame) => frame.obstacles)];
  return {
    width,
    height: total,
    boxes,
    frames: frames.map(({ frame }) => frame),
    wires,
    obstacles,
    labels: labelWires(wires, obstacles, frames.flatMap(edgesOf), { width, height: total }, wording),
  };
}

function heightOf(rows: readonly Row[], ease: number, isEmbedding: boolean): number {
  return rows
    .filter((row) => (row.section === 'embedding') === isEmbedding)
    .reduce((sum, row) => sum + stretched(row.height, ease) + stretched(row.gap, ease), 0);
}

/** How far lengths are eased, 0 to 2, so that they fill a height. */
function easeFor(heightAt: (ease: number) => number, height: number): number {
  let [low, high] = [0, 2];
  for (let step = 0; step < 24; step += 1) {
    const middle = (low + high) / 2;
    if (heightAt(middle) > height) high = middle;
    else low = middle;
  }
  return low;
}

/** Rows from the bottom up; the layers of both stacks begin at one height. */
function stand(
  column: Column,
  rows: readonly Row[],
  ease: number,
  bottom: number,
  embedding: number,
): Standing {
  let y = bottom;
  let inLayers = false;
  const spans = rows.map((row) => {
    if (!inLayers && row.section !== 'embedding') {
      y = bottom - embedding;
      inLayers = true;
    }
    const gap = stretched(row.gap, ease);
    const height = stretched(row.height, ease);
    y -= gap + height;
    return { y, height, gap };
  });
  return { column, rows, spans };
}

function boxesOf(graph: Graph, { column, rows, spans }: Standing, wording: Wording): Box[] {
  return rows.flatMap((row, index) => {
    const span = spans[index];
    const inLane = row.node?.kind === 'add' && sumsInLane(graph, column.stack);
    return span ? placeRow(row, column, span.y, span.height, inLane, wording) : [];
  });
}

function edgesOf({ frame: { x, y, width, height } }: { readonly frame: Rect }): Rect[] {
  return [x, x + width].map((edge) => ({ x: edge - 2, y: y - 2, width: 4, height: height + 4 }));
}

/** In a parallel block the sums stand on the residual stream itself, and all parts read one wire. */
export function sumsInLane(graph: Graph, stack: Stack): boolean {
  const isNormed = graph.edges.some(
    (edge) => edge.from === `${stack}.selfAttentionAdd` && edge.to === `${stack}.selfAttentionNorm`,
  );
  return graph.parallel && !isNormed;
}
