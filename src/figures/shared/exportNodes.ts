/** A picture as it is written: elements of SVG with plain attributes, and texts. */
export type SvgNode = Readonly<{
  tag: string;
  attributes: Readonly<Record<string, string | number>>;
  children: readonly (SvgNode | string)[];
}>;

export function svgNode(
  tag: string,
  attributes: Readonly<Record<string, string | number | null>>,
  children: SvgNode['children'] = [],
): SvgNode {
  const kept = Object.entries(attributes).filter(
    (entry): entry is [string, string | number] => entry[1] !== null,
  );
  return { tag, attributes: Object.fromEntries(kept), children };
}

/** The picture as a text: XML 1.0, which has no control characters. */
export function writeSvg(node: SvgNode): string {
  const attributes = Object.entries(node.attributes)
    .map(([name, value]) => ` ${name}="${escaped(typeof value === 'number' ? short(value) : value)}"`)
    .join('');
  if (node.children.length === 0) return `<${node.tag}${attributes}/>`;
  const inner = node.children.map((child) => (typeof child === 'string' ? escaped(child) : writeSvg(child)));
  return `<${node.tag}${attributes}>${inner.join('')}</${node.tag}>`;
}

/** Thousandths of a pixel are enough. */
function short(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\t': '&#9;',
};

function escaped(text: string): string {
  return (
    text
      // eslint-disable-next-line no-control-regex -- these are what XML forbids
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
      .toWellFormed()
      .replace(/[&<>"\n\t]/g, (character) => ENTITIES[character] ?? '')
  );
}
