export type StripInput = Readonly<{
  width: number;
  /** How many heads each layer has, in the order of the layers shown. */
  headsPerLayer: readonly number[];
  /** Rows and columns of the attention maps. */
  rows: number;
  cols: number;
  /** The least width of a thumbnail, for what stands under it; never below the least size of a target. */
  leastWidth?: number;
}>;

/** Sizes in CSS pixels of the grid of thumbnails. */
export type StripLayout = Readonly<{
  columns: number;
  thumbWidth: number;
  thumbHeight: number;
  gap: number;
  /** Room for the names of the layers on the left; 0 if there is only one layer. */
  layerRoom: number;
  /** Whether a head's number stands under its thumbnail; else over the columns. */
  captionPerThumb: boolean;
}>;

const MAX_THUMB = 88;
/** The least size of a target by WCAG 2.2, criterion 2.5.8. */
const MIN_THUMB = 24;
const LAYER_ROOM = 64;
const MIN_ASPECT = 0.35;

/** The largest thumbnails with which every layer fits one row; rows are broken only below the least target size. */
export function stripLayout({ width, headsPerLayer, rows, cols, leastWidth = 0 }: StripInput): StripLayout {
  const least = Math.max(MIN_THUMB, leastWidth);
  const layers = headsPerLayer.length;
  const heads = Math.max(1, ...headsPerLayer);
  const layerRoom = layers > 1 ? LAYER_ROOM : 0;
  const room = Math.max(MIN_THUMB, width - layerRoom);
  const gap = room / heads >= 48 ? 8 : 4;
  const columns = Math.min(heads, Math.max(1, Math.floor((room + gap) / (least + gap))));
  const side = Math.max(least, Math.min(MAX_THUMB, Math.floor((room + gap) / columns - gap)));
  const aspect = cols === 0 || rows === 0 ? 1 : rows / cols;
  return {
    columns,
    thumbWidth: Math.max(least, Math.round(side * Math.min(1, Math.max(MIN_ASPECT, 1 / aspect)))),
    thumbHeight: Math.max(MIN_THUMB, Math.round(side * Math.min(1, Math.max(MIN_ASPECT, aspect)))),
    gap,
    layerRoom,
    captionPerThumb: layers === 1 || columns < heads || leastWidth > 0,
  };
}
