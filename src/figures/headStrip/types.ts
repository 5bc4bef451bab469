import type { ColorScale } from '../shared/color';
import type { CellGrid } from '../shared/selection';

export type HeadRef = Readonly<{ layer: number; head: number }>;
export type HeadMap = HeadRef &
  Pick<CellGrid, 'weights' | 'rows' | 'cols'> &
  Readonly<{
    /** Stands under the map, with layer and head. */
    note?: string;
    /** [query, key] of this map alone, where layers have masks of their own. */
    masked?: Uint8Array;
  }>;

export type HeadStripData = Readonly<{
  /** Layer by layer, heads in order; or in any order, if they are flat. */
  maps: readonly HeadMap[];
  /** Without a row for each layer. */
  flat?: boolean;
  /** [query, key], of all maps that have none of their own. */
  masked: Uint8Array | null;
  selectedHead: HeadRef | null;
}>;

export type HeadStripOptions = Readonly<{
  labels: Readonly<{
    /** Accessible name of the group. */
    figure: string;
    /** Accessible name of one button, e.g. "layer 2, head 3". */
    head: (head: HeadRef & Pick<HeadMap, 'note'>) => string;
    /** Short captions that are seen: of a row of heads and of a thumbnail. */
    layerCaption: (layer: number) => string;
    headCaption: (head: number) => string;
    /** Heads of the columns of its table. */
    columns: Readonly<Record<'head' | 'query' | 'key' | 'value', string>>;
  }>;
  /** The same scale as in the figure of one head; default linear. */
  scale?: ColorScale;
  onPick?: (head: HeadRef) => void;
  onHover?: (head: HeadRef | null) => void;
}>;
