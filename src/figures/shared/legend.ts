import { select } from 'd3';
import { type ColorScale, TABLE_SIZE, attentionTable, currentPalette, scalePosition } from './color';
import { hatchPattern } from './hatch';
import type { Theme } from './theme';

export type LegendText = Readonly<{
  title: string;
  masked: string;
  /** Remarks on how to read the colours: scale not linear, several cells a pixel. */
  notes: readonly string[];
  /** Marks on the cells, each as it is drawn. */
  samples?: readonly LegendSample[];
}>;

/** A mark and what it means: paths in a box of `SWATCH`, with the classes that they have in the figure. */
export type LegendSample = Readonly<{
  text: string;
  paths: readonly Readonly<{ className: string; d: string }>[];
}>;

const TICKS: Readonly<Record<ColorScale, readonly number[]>> = {
  linear: [0, 0.5, 1],
  sqrt: [0, 0.25, 1],
};
export const SWATCH = { width: 28, height: 12 };
/** What each legend shows: most redrawings of a figure leave it as it is. */
const drawn = new WeakMap<HTMLElement, string>();

/** The legend that all attention figures share: the scale from 0 to 1 and, if anything is masked, its hatch. */
export function drawLegend(
  container: HTMLElement,
  text: LegendText,
  look: Readonly<{ scale: ColorScale; theme: Theme; showMasked: boolean; pixelRatio: number }>,
): void {
  const wanted = JSON.stringify([text, look, currentPalette()]);
  if (drawn.get(container) === wanted) return;
  drawn.set(container, wanted);
  const root = select(container).classed('fig-legend', true);
  root.selectChildren('*').remove();
  root.append('span').attr('class', 'fig-legend-title').text(text.title);
  const scale = root.append('span').attr('class', 'fig-legend-scale').attr('aria-hidden', 'true');
  scale.append('canvas').attr('class', 'fig-legend-bar').each(paintBar);
  const ticks = scale.append('span').attr('class', 'fig-legend-ticks');
  ticks
    .selectAll('span')
    .data(TICKS[look.scale])
    .join('span')
    .style('left', (tick) => `${scalePosition(tick, look.scale) * 100}%`)
    .text((tick) => String(tick));
  if (look.showMasked) {
    const swatch = root.append('span').attr('class', 'fig-legend-masked');
    swatch.append('canvas').each(function () {
      paintSwatch(this, look.theme, look.pixelRatio);
    });
    swatch.append('span').text(text.masked);
  }
  for (const sample of text.samples ?? []) {
    const item = root.append('span').attr('class', 'fig-legend-item');
    item
      .append('svg')
      .attr('width', SWATCH.width)
      .attr('height', SWATCH.height)
      .attr('aria-hidden', 'true')
      .selectAll('path')
      .data(sample.paths)
      .join('path')
      .attr('class', ({ className }) => className)
      .attr('d', ({ d }) => d);
    item.append('span').text(sample.text);
  }
  for (const note of text.notes) root.append('span').attr('class', 'fig-legend-note').text(note);
}

function paintBar(this: HTMLCanvasElement): void {
  this.width = TABLE_SIZE;
  this.height = 1;
  const pixels = new ImageData(TABLE_SIZE, 1);
  pixels.data.set(attentionTable.subarray(0, TABLE_SIZE * 4));
  this.getContext('2d')?.putImageData(pixels, 0, 0);
}

function paintSwatch(canvas: HTMLCanvasElement, theme: Theme, pixelRatio: number): void {
  canvas.width = Math.round(SWATCH.width * pixelRatio);
  canvas.height = Math.round(SWATCH.height * pixelRatio);
  const context = canvas.getContext('2d');
  if (!context) return;
  context.fillStyle = hatchPattern(context, theme, pixelRatio) ?? theme.masked;
  context.fillRect(0, 0, canvas.width, canvas.height);
}
