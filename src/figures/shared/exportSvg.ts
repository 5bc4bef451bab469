import { canBeShapes, cellShapes, hatchDefinition, scaleGradient } from './exportCells';
import { plainColor } from './exportColor';
import { htmlBox, htmlText } from './exportHtml';
import { type SvgNode, svgNode } from './exportNodes';
import { NOTHING_INHERITED, type Inherited, inlineStyle } from './exportStyle';
import { pictureOn } from './paintGrid';
import { readTheme } from './theme';

/** What is drawn in some elements of a page, as vectors. */
export interface Drawn {
  readonly width: number;
  readonly height: number;
  readonly node: SvgNode;
  /** Cells that are in an image because there are too many for shapes. */
  readonly cellsInImages: number;
}

/** Not part of a picture: controls, what only screen readers meet, and hints on what the pointer could do. */
const LEFT_OUT =
  'input, select, textarea, script, style, .fig-hidden, .fig-readout-hint, [data-export="none"], [hidden]';
const HATCH = 'fig-export-hatch';
const SCALE = 'fig-export-scale';
/** Attributes that say where and how; look and meaning in the page come from styles and are written out. */
const GEOMETRY =
  /^(?:d|x|y|x1|x2|y1|y2|dx|dy|cx|cy|r|rx|ry|fx|fy|width|height|points|transform|viewBox|preserveAspectRatio|href|xlink:href|id|clip-path|mask|marker-(?:start|mid|end)|marker(?:Width|Height|Units)|ref[XY]|orient|offset|gradient(?:Units|Transform)|pattern(?:Units|ContentUnits|Transform)|spreadMethod|clipPathUnits|mask(?:Units|ContentUnits)|textLength|lengthAdjust|pathLength|rotate)$/;
const KEPT_WHOLE = new Set([
  'defs',
  'clipPath',
  'mask',
  'pattern',
  'marker',
  'linearGradient',
  'radialGradient',
  'symbol',
]);

type Place = Readonly<{ left: number; top: number }>;
type Context = { readonly origin: Place; cellsInImages: number; readonly root: Element };

/**
 * Draws what `elements` show as one picture, they staying where they are to each other. SVG is copied with its computed
 * styles as attributes, painted matrices become shapes or, above a limit, images, and HTML its boxes and lines of text.
 * A generator, so that large figures can be drawn in slices of time; run through at once it gives the same.
 */
export function* drawElements(elements: readonly HTMLElement[]): Generator<undefined, Drawn> {
  const boxes = elements.map(extentOf);
  const left = Math.min(...boxes.map((box) => box.left));
  const top = Math.min(...boxes.map((box) => box.top));
  const [first] = elements;
  if (!first) return { width: 0, height: 0, node: svgNode('g', {}), cellsInImages: 0 };
  const context: Context = { origin: { left, top }, cellsInImages: 0, root: first };
  const children: SvgNode[] = [];
  for (const element of elements) children.push(...(yield* fromHtml(element, context)));
  const { masked, maskedLine } = readTheme(first);
  const defs = svgNode('defs', {}, [
    hatchDefinition(HATCH, plainColor(masked).color, plainColor(maskedLine).color),
    scaleGradient(SCALE),
  ]);
  return {
    width: Math.ceil(Math.max(...boxes.map((box) => box.left + box.width)) - left),
    height: Math.ceil(Math.max(...boxes.map((box) => box.top + box.height)) - top),
    node: svgNode('g', {}, [defs, ...children]),
    cellsInImages: context.cellsInImages,
  };
}

/** Where an element is, with all that can be scrolled to in it. */
function extentOf(element: HTMLElement): { left: number; top: number; width: number; height: number } {
  const { left, top, width, height } = element.getBoundingClientRect();
  const scrollers = [element, ...element.querySelectorAll<HTMLElement>('.fig-stage')].filter(
    (part) => !/hidden|clip/.test(getComputedStyle(part).overflowX),
  );
  const more = (of: (part: HTMLElement) => number): number => Math.max(0, ...scrollers.map(of));
  return {
    left: left - element.scrollLeft,
    top: top - element.scrollTop,
    width: width + more((part) => part.scrollWidth - part.clientWidth),
    height: height + more((part) => (part.clientHeight > 0 ? part.scrollHeight - part.clientHeight : 0)),
  };
}

function* fromHtml(element: HTMLElement, context: Context): Generator<undefined, SvgNode[]> {
  yield;
  if (element.matches(LEFT_OUT)) return [];
  const style = getComputedStyle(element);
  if (style.display === 'none' || style.visibility === 'hidden' || style.opacity === '0') return [];
  const nodes: SvgNode[] = [];
  const box = element.getBoundingClientRect();
  const place = { left: box.left - context.origin.left, top: box.top - context.origin.top };
  // The pointer rests somewhere; a picture has none.
  if (!element.matches('button:hover')) {
    nodes.push(...htmlBox(style, { ...place, width: box.width, height: box.height }, HATCH));
  }
  if (element instanceof HTMLCanvasElement) {
    nodes.push(...fromCanvas(element, place, box, context));
    return wrapped(nodes, style);
  }
  const inner: SvgNode[] = [];
  for (const child of element.childNodes) {
    if (child instanceof SVGSVGElement) inner.push(...(yield* fromSvgRoot(child, context)));
    else if (child instanceof HTMLElement) inner.push(...(yield* fromHtml(child, context)));
    else if (child instanceof Text) inner.push(...htmlText(child, style, context.origin));
  }
  // What is cut off on the page is cut off in the picture, but what can be scrolled to is in it.
  const isCut = style.overflowX === 'hidden' || style.overflowX === 'clip';
  if (isCut && inner.length > 0 && !element.matches('.fig-stage')) {
    const { left: x, top: y } = place;
    const clip = { x: -x, y: -y };
    nodes.push(
      svgNode('svg', { x, y, width: box.width, height: box.height, overflow: 'hidden' }, [
        svgNode('g', { transform: `translate(${clip.x},${clip.y})` }, inner),
      ]),
    );
  } else nodes.push(...inner);
  return wrapped(nodes, style);
}

function wrapped(nodes: SvgNode[], { opacity }: CSSStyleDeclaration): SvgNode[] {
  return opacity === '1' || nodes.length === 0 ? nodes : [svgNode('g', { opacity }, nodes)];
}

function fromCanvas(canvas: HTMLCanvasElement, place: Place, box: DOMRect, context: Context): SvgNode[] {
  if (canvas.width === 0 || canvas.height === 0 || box.width === 0) return [];
  const { left: x, top: y } = place;
  const size = { x, y, width: box.width, height: box.height };
  if (canvas.matches('.fig-legend-bar')) return [svgNode('rect', { ...size, rx: 2, fill: `url(#${SCALE})` })];
  if (canvas.matches('.fig-legend-masked canvas')) {
    return [svgNode('rect', { ...size, rx: 2, fill: `url(#${HATCH})` })];
  }
  const picture = pictureOn(canvas);
  if (picture && canBeShapes(picture)) {
    const scale = [
      (box.width * picture.pixelRatio) / picture.width,
      (box.height * picture.pixelRatio) / picture.height,
    ];
    const isPlain = scale.every((one) => Math.abs(one - 1) < 0.02);
    const stretch = isPlain ? '' : ` scale(${scale.map((one) => one.toFixed(4)).join(',')})`;
    return [svgNode('g', { transform: `translate(${x},${y})${stretch}` }, [cellShapes(picture, HATCH)])];
  }
  if (picture) context.cellsInImages += picture.grid.rows * picture.grid.cols;
  const href = canvas.toDataURL('image/png');
  return [svgNode('image', { ...size, preserveAspectRatio: 'none', 'image-rendering': 'pixelated', href })];
}

function* fromSvgRoot(svg: SVGSVGElement, context: Context): Generator<undefined, SvgNode[]> {
  const style = getComputedStyle(svg);
  if (svg.matches(LEFT_OUT) || style.display === 'none' || style.visibility === 'hidden') return [];
  const box = svg.getBoundingClientRect();
  const [x, y] = [box.left - context.origin.left, box.top - context.origin.top];
  const { attributes, inherited } = inlineStyle(svg, NOTHING_INHERITED);
  const children = yield* fromSvgChildren(svg, inherited, false);
  if (children.length === 0) return [];
  const viewBox = svg.getAttribute('viewBox');
  if (viewBox === null) return [svgNode('g', { transform: `translate(${x},${y})`, ...attributes }, children)];
  const size = { x, y, width: box.width, height: box.height };
  return [svgNode('svg', { ...size, viewBox, ...attributes }, children)];
}

function* fromSvgChildren(
  parent: Element,
  inherited: Inherited,
  isWhole: boolean,
): Generator<undefined, (SvgNode | string)[]> {
  const children: (SvgNode | string)[] = [];
  for (const child of parent.childNodes) {
    if (child instanceof Text && /^(?:text|tspan|title|desc)$/.test(parent.localName)) {
      children.push(child.data);
    } else if (child instanceof SVGElement) {
      const node = yield* fromSvg(child, inherited, isWhole);
      if (node) children.push(node);
    }
  }
  return children;
}

function* fromSvg(
  element: SVGElement,
  parent: Inherited,
  isWhole: boolean,
): Generator<undefined, SvgNode | null> {
  yield;
  if (element.localName === 'title' || element.localName === 'desc') {
    return element.textContent ? svgNode(element.localName, {}, [element.textContent]) : null;
  }
  const keepsWhole = isWhole || KEPT_WHOLE.has(element.localName);
  const style = getComputedStyle(element);
  if (!keepsWhole && (style.display === 'none' || style.visibility === 'hidden' || style.opacity === '0'))
    return null;
  if (element.matches(LEFT_OUT) || element.localName === 'foreignObject') return null;
  const { attributes: look, inherited } = inlineStyle(element, parent);
  const children = yield* fromSvgChildren(element, inherited, keepsWhole);
  const isEmpty = children.length === 0;
  if (isEmpty && /^(?:g|text|tspan|defs)$/.test(element.localName)) return null;
  if (isEmpty && !keepsWhole && inherited['fill'] === 'none' && inherited['stroke'] === 'none') return null;
  const attributes: Record<string, string> = {};
  for (const { name, value } of element.attributes) if (GEOMETRY.test(name)) attributes[name] = value;
  if (element.localName === 'text' && style.whiteSpaceCollapse === 'preserve')
    attributes['xml:space'] = 'preserve';
  return svgNode(element.localName, { ...attributes, ...look }, children);
}
