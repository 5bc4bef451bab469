import type { Graph, GraphNode, Shape } from '../../model/graph/types';

/** The words of the diagram; it has none of its own. */
export interface ArchitectureLabels {
  readonly title: string;
  /** The name on a block, short. */
  readonly name: (node: GraphNode) => string;
  /** The line under the name: parameters, mask, positions. */
  readonly detail: (node: GraphNode) => string;
  /** All that is known of a block, for the tooltip and screen readers. */
  readonly describe: (node: GraphNode, total: number) => string;
  readonly repeated: (layers: number) => string;
  /** A tensor's shape in full: "batch 1, tokens 12, dModel 128". */
  readonly shape: (shape: Shape) => string;
  readonly stack: Readonly<Record<'encoder' | 'decoder', string>>;
  readonly memory: string;
}

export interface ArchitectureData {
  readonly graph: Graph;
  /** The attention block whose figure is shown. */
  readonly selected: string | null;
}

export interface ArchitectureOptions {
  readonly labels: ArchitectureLabels;
  /** An attention block was chosen. */
  readonly onPick?: (nodeId: string) => void;
}
