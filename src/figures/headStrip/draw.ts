import { type Selection, select } from 'd3';
import type { ColorScale } from '../shared/color';
import type { createGridPainter } from '../shared/paintGrid';
import type { Theme } from '../shared/theme';
import type { StripLayout } from './layout';
import type { HeadMap, HeadStripData, HeadStripOptions } from './types';

export type Root = Selection<HTMLDivElement, unknown, null, undefined>;
export type Layer = Readonly<{ layer: number; maps: readonly HeadMap[] }>;

/** @param flat all in one row, in the order in which they come */
export function layersOf(maps: readonly HeadMap[], flat = false): Layer[] {
  if (flat) return [{ layer: 0, maps }];
  const layers = new Map<number, HeadMap[]>();
  for (const map of maps) {
    const heads = layers.get(map.layer);
    if (heads) heads.push(map);
    else layers.set(map.layer, [map]);
  }
  return Array.from(layers, ([layer, heads]) => ({ layer, maps: heads }));
}

/** One row of real buttons a layer; their order in the document is the order of `data.maps`. */
export function drawButtons(
  root: Root,
  layers: readonly Layer[],
  layout: StripLayout,
  labels: HeadStripOptions['labels'],
): void {
  root.style('--fig-columns', layout.columns).style('--fig-thumb', `${layout.thumbWidth}px`);
  root.style('--fig-thumb-height', `${layout.thumbHeight}px`);
  root.style('--fig-gap', `${layout.gap}px`).style('--fig-layer-room', `${layout.layerRoom}px`);
  const header = layout.captionPerThumb ? [] : (layers[0]?.maps ?? []);
  root
    .select('.fig-strip-header')
    .selectAll('span')
    .data(header)
    .join('span')
    .text((map) => labels.headCaption(map.head));
  const rows = root
    .select('.fig-strip-rows')
    .selectAll<HTMLDivElement, Layer>('div.fig-strip-row')
    .data(layers, (row) => row.layer)
    .join((enter) => {
      const row = enter.append('div').attr('class', 'fig-strip-row');
      row.append('span').attr('class', 'fig-strip-layer').attr('aria-hidden', 'true');
      row.append('div').attr('class', 'fig-strip-heads');
      return row;
    });
  rows.select('.fig-strip-layer').text((row) => (layout.layerRoom > 0 ? labels.layerCaption(row.layer) : ''));
  rows
    .select('.fig-strip-heads')
    .selectAll<HTMLButtonElement, HeadMap>('button')
    .data(
      (row) => row.maps,
      (map) => `${map.layer}.${map.head}`,
    )
    .join((enter) => {
      const button = enter.append('button').attr('type', 'button').attr('class', 'fig-head');
      button.append('canvas').attr('aria-hidden', 'true');
      button.append('span').attr('class', 'fig-head-caption').attr('aria-hidden', 'true');
      return button;
    })
    .order()
    .attr('aria-label', (map) => labels.head(map))
    .select('.fig-head-caption')
    .text((map) => captionOf(map, layout, labels));
}

function captionOf(
  { layer, head, note }: HeadMap,
  { captionPerThumb }: StripLayout,
  labels: HeadStripOptions['labels'],
): string {
  if (note !== undefined) return `${layer + 1}.${head + 1}\n${note}`;
  return captionPerThumb ? labels.headCaption(head) : '';
}

/** One picture: the map of the head that the button stands for. */
export function drawThumb(
  button: HTMLButtonElement,
  masked: Uint8Array | null,
  layout: StripLayout,
  theme: Theme,
  paint: ReturnType<typeof createGridPainter>,
  scale: ColorScale,
): void {
  const pixelRatio = devicePixelRatio;
  const map = select<HTMLButtonElement, HeadMap>(button).datum();
  const canvas = select(button).select<HTMLCanvasElement>('canvas').node();
  if (canvas === null) return;
  paint(canvas, {
    grid: { ...map, masked: map.masked ?? masked },
    width: Math.round(layout.thumbWidth * pixelRatio),
    height: Math.round(layout.thumbHeight * pixelRatio),
    pixelRatio,
    scale,
    theme,
    gap: 0,
  });
}

export function drawPressed(root: Root, selected: HeadStripData['selectedHead'], tabStop: number): void {
  root
    .selectAll<HTMLButtonElement, HeadMap>('button.fig-head')
    .attr('aria-pressed', (map) => String(map.layer === selected?.layer && map.head === selected.head))
    .attr('tabindex', (_, index) => (index === tabStop ? 0 : -1));
}
