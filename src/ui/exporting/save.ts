import { csvOf, tabbedOf } from '../../figures/shared/exportCsv';
import type { FigureTable } from '../../figures/shared/figure';
import { jsonOf, type Provenance } from '../../figures/shared/exportJson';
import { framePicture, lookOf, type Picture } from '../../figures/shared/exportPicture';
import { type Drawn, drawElements } from '../../figures/shared/exportSvg';
import type { Framed } from './frame';
import { inSlices } from './slices';

/** More values fill the clipboard of some systems for seconds. */
export const MOST_COPIED = 250_000;

export function nValues(tables: readonly FigureTable[]): number {
  return tables.reduce((sum, { columns, rows }) => sum + columns.length * rows.length, 0);
}

/** The byte order mark tells spreadsheets that the letters are UTF-8. */
const MARK = '\ufeff';

export async function csvFile(tables: readonly FigureTable[]): Promise<Blob> {
  const pieces: string[] = [MARK];
  await inSlices(csvOf(tables), (piece) => pieces.push(piece));
  return new Blob(pieces, { type: 'text/csv;charset=utf-8' });
}

export async function jsonFile(tables: readonly FigureTable[], about: Provenance): Promise<Blob> {
  const pieces: string[] = [];
  await inSlices(jsonOf(tables, about), (piece) => pieces.push(piece));
  return new Blob(pieces, { type: 'application/json' });
}

export interface Caption {
  readonly title: string;
  readonly link: string;
  /** The text under the picture, which says when cells are an image. */
  readonly text: (cellsInImages: number) => string;
}

/** @param ground what the picture lies on; absent: what the page has there */
export function framed(
  figures: readonly Framed[],
  drawn: Drawn,
  caption: Caption,
  ground?: string,
): Picture | null {
  const [first] = figures;
  if (!first) return null;
  const look = lookOf(first.element);
  const text = caption.text(drawn.cellsInImages);
  const { title, link } = caption;
  return framePicture(drawn, { title, caption: text, link, ...look, ground: ground ?? look.ground });
}

/** Draws what figures leave out for speed as well. @returns the way back */
export function drawnWhole(figures: readonly Framed[]): () => void {
  const ways = figures.map(({ figure }) => figure.drawWhole?.());
  return () => {
    for (const back of ways) back?.();
  };
}

/** All figures of a frame as one picture; null where there is none. */
export async function pictureOf(
  figures: readonly Framed[],
  caption: Caption,
): Promise<{ readonly picture: Picture; readonly cellsInImages: number } | null> {
  const back = drawnWhole(figures);
  try {
    const drawn = await inSlices(drawElements(figures.map(({ element }) => element)));
    const picture = framed(figures, drawn, caption);
    return picture && { picture, cellsInImages: drawn.cellsInImages };
  } finally {
    back();
  }
}

/** As a table where rich text is pasted, with tabs elsewhere. */
export async function copyTables(tables: readonly FigureTable[]): Promise<void> {
  await navigator.clipboard.writeText(tabbedOf(tables));
}
