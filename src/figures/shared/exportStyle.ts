import { plainColor } from './exportColor';

/** Computed properties that children take over, and what they are where nobody says anything. */
const INHERITED: Readonly<Record<string, string>> = {
  fill: '#000000',
  'fill-opacity': '1',
  'fill-rule': 'nonzero',
  stroke: 'none',
  'stroke-opacity': '1',
  'stroke-width': '1',
  'stroke-dasharray': 'none',
  'stroke-linecap': 'butt',
  'stroke-linejoin': 'miter',
  'font-family': '',
  'font-size': '16',
  'font-weight': '400',
  'font-style': 'normal',
  'text-anchor': 'start',
  'paint-order': 'normal',
};
/** Properties of an element alone. */
const OWN: Readonly<Record<string, string>> = {
  opacity: '1',
  'dominant-baseline': 'auto',
  'stop-color': '#000000',
  'stop-opacity': '1',
  'vector-effect': 'none',
};
const COLORS: Readonly<Record<string, string>> = {
  fill: 'fill-opacity',
  stroke: 'stroke-opacity',
  'stop-color': 'stop-opacity',
};
const TEXT_ONLY = /^(?:font-|text-anchor|dominant-baseline)/;
const HOLDS_TEXT = new Set(['svg', 'g', 'text', 'tspan']);

export type Inherited = Readonly<Record<string, string>>;
export const NOTHING_INHERITED: Inherited = INHERITED;

/**
 * The look that style sheets give an SVG element, as attributes: only what it does not take over from its parent in
 * the written picture. Gives those attributes, and what its own children take over.
 */
export function inlineStyle(
  element: Element,
  parent: Inherited,
): { readonly attributes: Record<string, string>; readonly inherited: Inherited } {
  const style = getComputedStyle(element);
  const now = new Map<string, string>();
  for (const name of [...Object.keys(INHERITED), ...Object.keys(OWN)]) {
    now.set(name, simple(name, style.getPropertyValue(name)));
  }
  for (const [name, opacityName] of Object.entries(COLORS)) {
    const { color, opacity } = plainColor(style.getPropertyValue(name));
    now.set(name, color);
    if (color !== 'none' && opacity < 1) now.set(opacityName, String(opacity * Number(now.get(opacityName))));
  }
  const attributes: Record<string, string> = {};
  const inherited: Record<string, string> = { ...parent };
  const hasText = HOLDS_TEXT.has(element.localName);
  for (const [name, value] of now) {
    if (!hasText && TEXT_ONLY.test(name)) continue;
    const usual = name in INHERITED ? parent[name] : OWN[name];
    if (value === usual) continue;
    if (name.startsWith('stop-') && element.localName !== 'stop') continue;
    attributes[name] = value;
    if (name in INHERITED) inherited[name] = value;
  }
  return { attributes, inherited };
}

/** How a text of HTML looks, as attributes of SVG. */
export function textStyle(style: CSSStyleDeclaration): Record<string, string> {
  const { color, opacity } = plainColor(style.color);
  const attributes: Record<string, string> = {
    fill: color,
    'font-family': families(style.fontFamily),
    'font-size': simple('font-size', style.fontSize),
    'font-weight': style.fontWeight,
  };
  if (opacity < 1) attributes['fill-opacity'] = String(opacity);
  if (style.fontStyle !== 'normal') attributes['font-style'] = style.fontStyle;
  const line = style.textDecorationLine;
  if (line !== 'none' && line !== '') attributes['text-decoration'] = line;
  return attributes;
}

function simple(name: string, value: string): string {
  if (name === 'font-family') return families(value);
  if (/^-?[\d.]+px$/.test(value)) return value.slice(0, -2);
  if (name === 'stroke-dasharray')
    return value.replaceAll('px', '').replaceAll(',', ' ').replace(/\s+/g, ' ');
  return value;
}

/** Quotes of the other kind, so that the names stand in an attribute as they are. */
function families(list: string): string {
  return list.replaceAll('"', "'");
}
