import { plainColor } from './exportColor';
import { type SvgNode, svgNode } from './exportNodes';
import { textStyle } from './exportStyle';
import { createMeasure, fontAscent } from './text';

type Box = Readonly<{ left: number; top: number; width: number; height: number }>;
const SIDES = ['top', 'right', 'bottom', 'left'] as const;

/** Background, border and outline of an element of HTML. */
export function htmlBox(style: CSSStyleDeclaration, box: Box, hatchId: string): SvgNode[] {
  const { left: x, top: y, width, height } = box;
  if (width === 0 || height === 0) return [];
  const nodes: SvgNode[] = [];
  const radius = Number.parseFloat(style.borderTopLeftRadius) || 0;
  const rx = radius > 0 ? Math.min(radius, width / 2, height / 2) : null;
  const { color, opacity } = plainColor(style.backgroundColor);
  // The one gradient that figures have stripes what is masked or cut.
  if (style.backgroundImage.includes('repeating-linear-gradient')) {
    nodes.push(svgNode('rect', { x, y, width, height, rx, fill: `url(#${hatchId})` }));
  } else if (opacity > 0) {
    const see = opacity < 1 ? opacity : null;
    nodes.push(svgNode('rect', { x, y, width, height, rx, fill: color, 'fill-opacity': see }));
  }
  nodes.push(...borders(style, box, rx));
  const outline = Number.parseFloat(style.outlineWidth) || 0;
  const ring = plainColor(style.outlineColor);
  if (outline > 0 && style.outlineStyle !== 'none' && ring.opacity > 0) {
    const away = (Number.parseFloat(style.outlineOffset) || 0) + outline / 2;
    const place = { x: x - away, y: y - away, width: width + 2 * away, height: height + 2 * away };
    nodes.push(svgNode('rect', { ...place, rx, fill: 'none', stroke: ring.color, 'stroke-width': outline }));
  }
  return nodes;
}

function borders(
  style: CSSStyleDeclaration,
  { left, top, width, height }: Box,
  rx: number | null,
): SvgNode[] {
  const sides = SIDES.map((side) => {
    const kind = style.getPropertyValue(`border-${side}-style`);
    const { color, opacity } = plainColor(style.getPropertyValue(`border-${side}-color`));
    const thick = Number.parseFloat(style.getPropertyValue(`border-${side}-width`)) || 0;
    const isDrawn = !['none', 'hidden'].includes(kind) && opacity > 0;
    return { side, kind, color, thick: isDrawn ? thick : 0 };
  });
  const [first] = sides;
  if (!first || sides.every(({ thick }) => thick === 0)) return [];
  if (sides.every(({ thick, color }) => thick === first.thick && color === first.color)) {
    const { thick, color, kind } = first;
    const ring = (inset: number, line: number): SvgNode => {
      const size = { width: width - 2 * inset, height: height - 2 * inset };
      const look = {
        fill: 'none',
        stroke: color,
        'stroke-width': line,
        'stroke-dasharray': dashes(kind, line),
      };
      return svgNode('rect', { x: left + inset, y: top + inset, ...size, rx, ...look });
    };
    if (kind === 'double' && thick >= 3)
      return [ring(thick / 6, thick / 3), ring((5 * thick) / 6, thick / 3)];
    return [ring(thick / 2, thick)];
  }
  return sides
    .filter(({ thick }) => thick > 0)
    .map(({ side, kind, color, thick }) => {
      const half = thick / 2;
      const lines = {
        top: `M0,${half}H${width}`,
        right: `M${width - half},0V${height}`,
        bottom: `M0,${height - half}H${width}`,
        left: `M${half},0V${height}`,
      };
      const look = { stroke: color, 'stroke-width': thick, 'stroke-dasharray': dashes(kind, thick) };
      return svgNode('path', { d: lines[side], transform: `translate(${left},${top})`, ...look });
    });
}

function dashes(kind: string, thick: number): string | null {
  if (kind === 'dashed') return `${2 * thick + 1} ${thick + 1}`;
  return kind === 'dotted' ? `${thick} ${thick}` : null;
}

/** A text of HTML, line by line where the browser broke it. */
export function htmlText(
  text: Text,
  style: CSSStyleDeclaration,
  origin: Readonly<{ left: number; top: number }>,
): SvgNode[] {
  if (text.data.trim() === '') return [];
  const keepsSpaces = style.whiteSpaceCollapse === 'preserve';
  const font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  const ascent = fontAscent(font);
  const measure = createMeasure(font);
  const look = textStyle(style);
  return linesOf(text).flatMap(({ from, to, box }) => {
    const raw = text.data.slice(from, to);
    const shown = keepsSpaces ? raw : raw.replaceAll(/\s+/g, ' ').trim();
    if (shown.trim() === '' || box.width === 0) return [];
    const place = { x: box.left - origin.left, y: box.top - origin.top + ascent };
    // Said for other machines, whose fonts are wider or narrower.
    const textLength = measure(shown) > 40 ? Math.round(box.width * 10) / 10 : null;
    const spaces = keepsSpaces ? { 'xml:space': 'preserve' } : {};
    return [svgNode('text', { ...place, ...look, textLength, ...spaces }, [shown])];
  });
}

function linesOf(text: Text): { readonly from: number; readonly to: number; readonly box: DOMRect }[] {
  const range = document.createRange();
  range.selectNodeContents(text);
  const whole = range.getClientRects();
  const [only] = whole;
  if (whole.length === 1 && only) return [{ from: 0, to: text.length, box: only }];
  // A line begins where a character stands lower than the one before.
  const starts: number[] = [];
  let bottom = -Infinity;
  for (let index = 0; index < text.length; index++) {
    range.setStart(text, index);
    range.setEnd(text, index + 1);
    const box = range.getBoundingClientRect();
    if (box.width === 0) continue;
    if (box.top >= bottom - 1) starts.push(index);
    bottom = Math.max(bottom, box.bottom);
  }
  return starts.map((from, line) => {
    const to = starts[line + 1] ?? text.length;
    range.setStart(text, from);
    range.setEnd(text, to);
    return { from, to, box: range.getBoundingClientRect() };
  });
}
