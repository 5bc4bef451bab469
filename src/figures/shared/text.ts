export type Measure = (text: string) => number;

const VISIBLE: Readonly<Record<string, string>> = {
  ' ': '␣',
  '\u00a0': '␣',
  '\t': '⇥',
  '\n': '⏎',
  '\r': '␍',
};

/** White space that can be seen, so that " the" and "the" are two tokens to the eye as well. */
export function visibleToken(text: string): string {
  return text.replace(/[ \u00a0\t\n\r]/g, (space) => VISIBLE[space] ?? space);
}

/** A token by its place, from 1, and its text: "3 ␣the" tells two tokens of one text apart. */
export function numbered(index: number, text = ''): string {
  return `${index + 1} ${visibleToken(text)}`;
}

/** The longest beginning of `text` that fits, ended by "…"; whole characters, never half a surrogate pair. */
export function truncate(text: string, room: number, measure: Measure): string {
  if (measure(text) <= room) return text;
  const characters = Array.from(text);
  let fits = 0;
  let tooMany = characters.length;
  while (tooMany - fits > 1) {
    const middle = (fits + tooMany) >> 1;
    if (measure(`${characters.slice(0, middle).join('')}…`) <= room) fits = middle;
    else tooMany = middle;
  }
  return `${characters.slice(0, fits).join('')}…`;
}

/** Widths of texts in CSS pixels in one font, each measured once. */
export function createMeasure(font: string): Measure {
  const context = document.createElement('canvas').getContext('2d');
  if (context) context.font = font;
  const widths = new Map<string, number>();
  return (text) => {
    let width = widths.get(text);
    if (width === undefined) {
      width = context?.measureText(text).width ?? text.length * 8;
      widths.set(text, width);
    }
    return width;
  };
}

/** How far a font reaches above its baseline, in CSS pixels. */
export function fontAscent(font: string): number {
  const context = document.createElement('canvas').getContext('2d');
  if (!context) return 12;
  context.font = font;
  return context.measureText('x').fontBoundingBoxAscent;
}
