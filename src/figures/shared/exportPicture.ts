import { plainColor } from './exportColor';
import { type SvgNode, svgNode, writeSvg } from './exportNodes';
import type { Drawn } from './exportSvg';
import { wrapLines } from './exportWords';
import { createMeasure } from './text';

/** What stands under a picture, and the look of the page that it comes from. */
export type PictureFrame = Readonly<{
  /** Short; the name of the file's content for screen readers and tabs. */
  title: string;
  /** One sentence after the other: what is shown, of which model, with which weights, of which text. */
  caption: string;
  link: string;
  ground: string;
  ink: string;
  fontFamily: string;
}>;

export interface Picture {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

const MARGIN = 20;
const LINE = 17;
const LEAST_WIDTH = 360;

/** The look of the page around an element. */
export function lookOf(element: HTMLElement): Pick<PictureFrame, 'ground' | 'ink' | 'fontFamily'> {
  let ground = 'none';
  for (let at: HTMLElement | null = element; at && ground === 'none'; at = at.parentElement) {
    const { color, opacity } = plainColor(getComputedStyle(at).backgroundColor);
    if (opacity === 1) ground = color;
  }
  const style = getComputedStyle(element);
  const ink = plainColor(style.color).color;
  return { ground: ground === 'none' ? '#ffffff' : ground, ink, fontFamily: style.fontFamily };
}

/** A picture with its caption and the link to what it shows, as one file of SVG. */
export function framePicture(drawn: Drawn, frame: PictureFrame): Picture {
  const width = Math.max(LEAST_WIDTH, drawn.width + 2 * MARGIN);
  const measure = createMeasure(`12px ${frame.fontFamily}`);
  const lines = wrapLines(frame.caption, width - 2 * MARGIN, measure);
  const top = MARGIN + drawn.height + MARGIN + 4;
  const height = Math.ceil(top + lines.length * LINE + MARGIN - 8);
  const text = lines.map((line, index) => svgNode('tspan', { x: MARGIN, y: top + index * LINE }, [line]));
  const content: SvgNode[] = [
    svgNode('title', {}, [frame.title]),
    svgNode('desc', {}, [`${frame.caption} ${frame.link}`]),
    svgNode('rect', { width, height, fill: frame.ground }),
    svgNode('g', { transform: `translate(${MARGIN},${MARGIN})` }, [drawn.node]),
    svgNode(
      'text',
      {
        class: 'caption',
        fill: frame.ink,
        'font-family': frame.fontFamily.replaceAll('"', "'"),
        'font-size': 12,
      },
      text,
    ),
  ];
  const root = svgNode(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}`, role: 'img' },
    content,
  );
  return { svg: writeSvg(root), width, height };
}

/** More in one direction than browsers can make. */
const LARGEST_SIDE = 16_000;

/** The picture as pixels, two for each of CSS in both directions unless it is too large for that. */
export async function pngOf({ svg, width, height }: Picture, scale = 2): Promise<Blob> {
  const times = Math.min(scale, LARGEST_SIDE / Math.max(width, height));
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(width * times);
    canvas.height = Math.round(height * times);
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob(
        (blob) => (blob ? resolve(blob) : reject(new Error('The picture is too large.'))),
        'image/png',
      );
    });
  } finally {
    URL.revokeObjectURL(address);
  }
}
