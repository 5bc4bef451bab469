import type { ModelConfig, Stack } from '../config/types';
import { nLayersOf } from '../config/derive';
import { formulaOf, parameters, sizeOf } from '../parameters';
import type { TraceName } from '../traceNames';
import type { PassSize } from '../memory';
import type { EdgeRole, GraphEdge, GraphNode, NodeHue, NodeId, NodeKind, Shape, ShownLayers } from './types';

export interface NodeFacts {
  readonly kind: NodeKind;
  readonly hue: NodeHue;
  readonly output: Shape;
  readonly traceNames?: readonly TraceName[];
  readonly layer?: number;
  readonly mask?: GraphNode['mask'];
  readonly tiedTo?: NodeId | null;
  readonly variant?: string | null;
  readonly bypassed?: boolean;
}

export interface EdgeFacts {
  readonly hue: NodeHue;
  readonly shape: Shape;
  readonly traceName?: TraceName | null;
}

/** What the parts of a graph are put into, one after another in the order of the forward pass. */
export interface Builder {
  readonly config: ModelConfig;
  readonly size: PassSize;
  readonly nodes: GraphNode[];
  readonly edges: GraphEdge[];
  node(id: NodeId, facts: NodeFacts): NodeId;
  edge(from: NodeId, to: NodeId, role: EdgeRole, facts: EdgeFacts): void;
  shownLayer(stack: Stack): number;
}

export function createBuilder(config: ModelConfig, size: PassSize, shown: ShownLayers): Builder {
  const nodes: GraphNode[] = [];
  const edges: GraphEdge[] = [];
  const owned = parametersByNode(config);
  const total = [...owned.values()].flat().reduce((sum, spec) => sum + sizeOf(spec), 0);
  return {
    config,
    size,
    nodes,
    edges,
    node(id, facts) {
      const specs = owned.get(id) ?? [];
      const layer = facts.layer ?? null;
      const inLayer = specs
        .filter((spec) => spec.layer === layer)
        .map((spec) => ({ name: spec.name, formula: formulaOf(spec), count: sizeOf(spec) }));
      const count = inLayer.reduce((sum, parameter) => sum + parameter.count, 0);
      const all = specs.reduce((sum, spec) => sum + sizeOf(spec), 0);
      nodes.push({
        id,
        kind: facts.kind,
        hue: facts.hue,
        stack: stackOf(id),
        layer,
        parameters: inLayer,
        count,
        total: all,
        share: total === 0 ? 0 : all / total,
        traceNames: facts.traceNames ?? [],
        output: facts.output,
        mask: facts.mask ?? null,
        tiedTo: facts.tiedTo ?? null,
        variant: facts.variant ?? null,
        bypassed: facts.bypassed ?? false,
      });
      return id;
    },
    edge(from, to, role, { hue, shape, traceName = null }) {
      edges.push({ id: `${to}:${role}`, from, to, role, hue, shape, traceName });
    },
    shownLayer: (stack) => Math.max(0, Math.min(shown[stack], nLayersOf(config, stack) - 1)),
  };
}

/** The node that a parameter belongs to; it follows from the parameter's name. */
export function nodeOfParameter(name: string): string {
  const path = name.split('.');
  const [stack = '', room = '', part = ''] = path;
  if (room === 'layers') return `${stack}.${path[3] ?? ''}`;
  if (room === 'embedding') return `${stack}.${EMBEDDING_PARTS[part] ?? part}`;
  if (room === 'relativeBias') return `${stack}.position`;
  if (room === 'pooler') return 'head.transform';
  if (room === 'inputProjection') return 'head.projection';
  return `${stack}.${room}`;
}

const EMBEDDING_PARTS: Readonly<Record<string, string>> = {
  token: 'tokenEmbedding',
  projection: 'embeddingProjection',
  norm: 'embeddingNorm',
};

function parametersByNode(config: ModelConfig): ReadonlyMap<string, ReturnType<typeof parameters>> {
  return Map.groupBy(parameters(config), (spec) => nodeOfParameter(spec.name));
}

function stackOf(id: NodeId): Stack | 'head' {
  if (id.startsWith('head.')) return 'head';
  return id.startsWith('encoder.') ? 'encoder' : 'decoder';
}
