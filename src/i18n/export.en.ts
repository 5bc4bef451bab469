import { counted } from './counted';
import type { PaletteName } from '../shared/palettes';

export interface ShapeFacts {
  readonly family: string;
  readonly layers: { readonly encoder: number; readonly decoder: number };
  readonly nHeads: number;
  readonly dModel: number;
}

/** A window on a long table: from 1, both ends shown. */
export interface Window {
  readonly from: number;
  readonly to: number;
  readonly of: string;
}

/** The words of saving figures: loaded with the tools beside a figure. */
export const exporting = {
  button: 'Export',
  buttonOf: (title: string) => `Export: ${title}`,
  groups: { values: 'Values', picture: 'Picture', share: 'Share' },
  actions: {
    table: 'Show as table',
    csv: 'CSV',
    json: 'JSON',
    copyTable: 'Copy the values',
    svg: 'SVG',
    png: 'PNG',
    copyPicture: 'Copy the picture',
    print: 'Print',
    link: 'Copy the link',
  },
  notes: {
    csv: 'all digits, for spreadsheets',
    json: 'with model, weights and text',
    svg: 'vectors, with caption',
    png: 'two pixels for one',
    print: 'with caption, on white',
  },
  saved: (name: string) => `Saved ${name}.`,
  savedWithImage: (name: string, cells: string) =>
    `Saved ${name}. Its ${cells} cells are an embedded image: as shapes there would be too many.`,
  copied: 'Copied.',
  copyFailed: 'The browser does not let this page copy. Saving as a file works.',
  tooLarge: (cells: string) => `${cells} values are too many to copy. CSV has them all.`,
  failed: 'That did not work.',
  empty: 'There is nothing to save yet.',
  cellsAreImage: (cells: string) => `The ${cells} cells are an embedded image`,
  palette: 'Colours of attention',
  palettes: {
    cividis: 'Cividis, dark blue to yellow',
    viridis: 'Viridis, violet to yellow',
    blues: 'Blue, white to dark blue',
    greys: 'Grey, white to black',
  } satisfies Record<PaletteName, string>,
  paletteNotes: {
    cividis: 'lighter is more; made for colour-blind readers',
    viridis: 'lighter is more; even steps',
    blues: 'darker is more; a single hue',
    greys: 'darker is more; prints without colour',
  } satisfies Record<PaletteName, string>,
  scales: { linear: 'linear scale', sqrt: 'square-root scale' },
  layerOf: (kind: string, layer: number) => `${kind}, layer ${layer}`,
  changed: (name: string) => `${name}, changed`,
  model: (name: string, shape: string) => `Model: ${name} (${shape})`,
  shape: ({ family, layers: { encoder, decoder }, nHeads, dModel }: ShapeFacts) => {
    const layers = encoder > 0 && decoder > 0 ? `${encoder} + ${decoder}` : String(encoder + decoder);
    return `${family.toLowerCase()}, ${counted(layers, 'layer')}, ${counted(nHeads, 'head')}, dModel ${dModel}`;
  },
  weights: (weights: string) => `Weights: ${weights}`,
  random: (seed: number) => `random, seed ${seed}`,
  training: (step: number) => `trained here, step ${step}`,
  trained: {
    shipped: 'trained, shipped with the page',
    kept: 'trained here and kept',
    file: 'from a file',
    handSet: 'set by hand, not trained',
  },
  single: (text: string) => `Text: “${text}”`,
  pair: (source: string, target: string) => `Source: “${source}”; target: “${target}”`,
  colors: (palette: string, scale: string) => `Colours: ${palette}, ${scale}`,
  /** A caption of sentences; one that ends with the full stop of a quotation needs none of its own. */
  sentences: (list: readonly string[]) =>
    list.map((one) => (/[.!?。！？]”$/u.test(one) ? one : `${one}.`)).join(' '),
  tableTitle: (title: string) => `Values: ${title}`,
  rows: ({ from, to, of }: Window) => `Rows ${from} to ${to} of ${of}`,
  columns: ({ from, to, of }: Window) => `Columns ${from} to ${to} of ${of}`,
  back: { rows: 'Earlier rows', columns: 'Earlier columns' },
  next: { rows: 'Later rows', columns: 'Later columns' },
  rounded: 'Numbers are rounded here; the files have all digits. “–” is no value, such as a masked cell.',
  noValues: 'There are no values yet.',
  saveCsv: 'Save as CSV',
};

export type ExportMessages = typeof exporting;
