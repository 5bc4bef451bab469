import type { Axis } from '../../model/axes';
import type { Stack } from '../../model/config/types';
import type { Graph, GraphEdge, GraphLayers, GraphNode, NodeHue, NodeId } from '../../model/graph/types';
import type { Source } from './sources';

/** The words of the diagram; it has none of its own. */
export interface ArchitectureLabels {
  /** Name of the whole figure. */
  readonly title: string;
  /** The name on a block, short. */
  readonly name: (node: GraphNode) => string;
  /** The name where the whole one does not fit. */
  readonly shortName: (node: GraphNode) => string;
  /** What stands beside or under the name, longest first, e.g. "65.5K · 12 %" and "65.5K"; none: an empty list. */
  readonly details: (node: GraphNode) => readonly string[];
  /** All that is known of a block, for the tooltip and screen readers. */
  readonly describe: (node: GraphNode) => string;
  /** A wire's tooltip: what it carries, its shape in words. */
  readonly wire: (edge: GraphEdge) => string;
  readonly axis: (axis: Axis) => string;
  readonly stack: (stack: Stack) => string;
  /** "× 6" */
  readonly repeated: (nLayers: number) => string;
  /** "2 / 6" */
  readonly layer: (layers: GraphLayers) => string;
  readonly previousLayer: (stack: Stack) => string;
  readonly nextLayer: (stack: Stack) => string;
  /** Where queries, keys or values come from, with their shapes: "Q ← decoder stream: 1×9×128 → 1×4×9×32". */
  readonly source: (source: Source) => string;
  /** The same at the origin in the diagram, longest first. */
  readonly sourceTags: (source: Source) => readonly string[];
  /** Heads of the columns of its table. */
  readonly columns: Readonly<
    Record<'part' | 'stack' | 'layer' | 'parameters' | 'total' | 'share' | 'output', string>
  >;
}

export interface ArchitectureData {
  readonly graph: Graph;
  /** The attention block whose figure is shown. */
  readonly selected: NodeId | null;
  /** A word in the corner of some blocks, "new" say. */
  readonly marks?: ReadonlyMap<NodeId, string>;
  /** The parts of one stack of the picture before are those of the other one in this: they move over. */
  readonly becomes?: { readonly from: Stack; readonly to: Stack } | null;
}

export interface ArchitectureOptions {
  readonly labels: ArchitectureLabels;
  /** An attention block was chosen. */
  readonly onPick?: (id: NodeId) => void;
  /** Another layer is to be shown. Given, stacks of several layers have a stepper. */
  readonly onLayer?: (stack: Stack, layer: number) => void;
}

/** What the geometry needs to know of words: which they are, and how wide. */
export interface Wording {
  readonly labels: ArchitectureLabels;
  /** Width of a block's name (600 12px). */
  readonly measureName: (text: string) => number;
  /** Width of small text (400 11px). */
  readonly measureSmall: (text: string) => number;
  readonly hasSteps: boolean;
}

export type Point = readonly [x: number, y: number];

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface BoxText {
  readonly role: 'name' | 'detail';
  readonly text: string;
  readonly x: number;
  /** The baseline; both relative to the box. */
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
}

export interface Box extends Rect {
  readonly node: GraphNode;
  readonly texts: readonly BoxText[];
  /** The share of parameters as a bar, relative to the box; null: no parameters. */
  readonly bar: Rect | null;
  /** The mask's icon, relative to the box. */
  readonly icon: Rect | null;
}

export interface Wire {
  readonly edge: GraphEdge;
  /** From the border of one box to the border of another, at right angles. */
  readonly points: readonly Point[];
}

export interface WireLabel {
  readonly id: string;
  readonly edge: GraphEdge;
  /** "Q" where several wires enter one block; else empty. */
  readonly letter: string;
  /** "1×12×128", or empty where there is room for the letter alone. */
  readonly text: string;
  /** The names of the axes, where there is room. */
  readonly note: string;
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'end';
  /** What it covers. */
  readonly bounds: Rect;
}

/** What stands at the origin of queries, keys and values. */
export interface SourceTag {
  readonly id: string;
  readonly hue: NodeHue;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'end';
  readonly bounds: Rect;
}

export interface Frame extends Rect {
  readonly stack: Stack;
  readonly layers: GraphLayers;
  readonly caption: { readonly text: string; readonly x: number; readonly y: number };
  /** The stepper through layers; null: one layer, or nobody listens. */
  readonly steps: {
    readonly text: string;
    readonly x: number;
    readonly y: number;
    readonly back: Rect;
    readonly next: Rect;
  } | null;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly wires: readonly Wire[];
  readonly labels: readonly WireLabel[];
  readonly frames: readonly Frame[];
  /** Where nothing may be written: boxes, captions and steppers. */
  readonly obstacles: readonly Rect[];
}
