import { derive, layerMask, nLayersOf, stackVocabSize } from '../config/derive';
import type { ModelConfig, Stack } from '../config/types';
import { parametersByNode } from './nodeParameters';
import type { EdgeKind, Graph, GraphEdge, GraphNode, GraphSize, NodeKind, Shape, ShapeAxis } from './types';

type Draft = Pick<GraphNode, 'id' | 'kind' | 'stack' | 'inBlock' | 'row' | 'mask' | 'positions' | 'variant'>;

interface Building {
  readonly config: ModelConfig;
  readonly size: GraphSize;
  readonly nodes: Draft[];
  readonly edges: GraphEdge[];
}

/**
 * A configuration as the parts of figure 1 of the 2017 paper and the wires between them, with the shape of the tensor on
 * each. A stack's block is there once; `layers` says how often it is repeated.
 */
export function graph(config: ModelConfig, size: GraphSize): Graph {
  const building: Building = { config, size, nodes: [], edges: [] };
  const { hasEncoder, hasDecoder, outputStack } = derive(config);
  const memory = hasEncoder ? addStack(building, 'encoder', null) : null;
  const decoder = hasDecoder ? addStack(building, 'decoder', memory) : null;
  addHead(building, outputStack, decoder ?? memory ?? '');
  const { counts, formulas, total } = parametersByNode(config);
  return {
    nodes: building.nodes.map((node) => ({
      ...node,
      parameters: counts.get(node.id) ?? 0,
      formulas: formulas.get(node.id) ?? [],
    })),
    edges: building.edges,
    totalParameters: total,
    layers: {
      encoder: hasEncoder ? config.nEncoderLayers : null,
      decoder: hasDecoder ? config.nDecoderLayers : null,
    },
  };
}

const axis = (name: ShapeAxis['axis'], size: number): ShapeAxis => ({ axis: name, size });

function lengthOf({ size }: Building, stack: Stack): number {
  return stack === 'encoder' ? size.source : size.target;
}

function hiddenShape(building: Building, stack: Stack): Shape {
  const { config, size } = building;
  return [
    axis('batch', size.batch),
    axis('position', lengthOf(building, stack)),
    axis('dModel', config.dModel),
  ];
}

function headShape(building: Building, kind: EdgeKind, length: number): Shape {
  const { config, size } = building;
  const heads = kind === 'q' ? axis('heads', config.nHeads) : axis('kvHeads', config.nKvHeads);
  const position = axis(kind === 'q' ? 'query' : 'key', length);
  return [axis('batch', size.batch), heads, position, axis('dHead', config.dHead)];
}

function addNode(
  building: Building,
  node: Partial<Draft> & Pick<Draft, 'id' | 'kind' | 'stack' | 'row'>,
): string {
  building.nodes.push({ inBlock: false, mask: null, positions: null, variant: null, ...node });
  return node.id;
}

function addEdge(building: Building, from: string, to: string, kind: EdgeKind, shape: Shape): void {
  building.edges.push({ id: `${from}>${to}:${kind}`, from, to, kind, shape });
}

/** @returns the id of the part whose output is the stack's */
function addStack(building: Building, stack: Stack, memory: string | null): string {
  const { config } = building;
  const input = addEmbedding(building, stack);
  const { top, row } = addBlock(building, stack, input.top, input.row, memory);
  if (!config.norm.final) return top;
  const id = addNode(building, { id: `${stack}.finalNorm`, kind: 'norm', stack, row });
  addEdge(building, top, id, 'stream', hiddenShape(building, stack));
  return id;
}

function addEmbedding(building: Building, stack: Stack): { readonly top: string; readonly row: number } {
  const { config, size } = building;
  const { position } = config;
  const hidden = hiddenShape(building, stack);
  const ids: Shape = [axis('batch', size.batch), axis('position', lengthOf(building, stack))];
  const tokens = addNode(building, { id: `${stack}.tokens`, kind: 'tokens', stack, row: 0 });
  const embedding = addNode(building, { id: `${stack}.embedding`, kind: 'embedding', stack, row: 1 });
  addEdge(building, tokens, embedding, 'stream', ids);
  const added: string[] = [];
  if (position.kind === 'learned' || position.kind === 'sinusoidal') {
    added.push(
      addNode(building, { id: `${stack}.position`, kind: 'position', stack, row: 1, variant: position.kind }),
    );
  }
  if (config.nSegments > 0 && stack === 'encoder') {
    added.push(addNode(building, { id: `${stack}.segment`, kind: 'segment', stack, row: 1 }));
  }
  let top = embedding;
  let row = 2;
  if (added.length > 0) {
    const sum = addNode(building, {
      id: `${stack}.embeddingSum`,
      kind: config.norm.embedding ? 'addNorm' : 'add',
      stack,
      row,
    });
    for (const part of [embedding, ...added]) addEdge(building, part, sum, 'stream', hidden);
    top = sum;
    row += 1;
  } else if (config.norm.embedding) {
    const id = addNode(building, { id: `${stack}.embeddingSum`, kind: 'norm', stack, row });
    addEdge(building, embedding, id, 'stream', hidden);
    top = id;
    row += 1;
  }
  return { top, row };
}

type SubLayer = 'selfAttention' | 'crossAttention' | 'feedForward';

function addBlock(
  building: Building,
  stack: Stack,
  input: string,
  firstRow: number,
  memory: string | null,
): { readonly top: string; readonly row: number } {
  const hasCross = stack === 'decoder' && memory !== null;
  const subLayers: readonly SubLayer[] = hasCross
    ? ['selfAttention', 'crossAttention', 'feedForward']
    : ['selfAttention', 'feedForward'];
  if (building.config.block.kind === 'parallel') {
    return addParallelBlock(building, stack, subLayers, input, firstRow, memory);
  }
  let top = input;
  let row = firstRow;
  for (const subLayer of subLayers) {
    ({ top, row } = addSubLayer(building, stack, subLayer, top, row, memory));
  }
  return { top, row };
}

function addSubLayer(
  building: Building,
  stack: Stack,
  subLayer: SubLayer,
  entry: string,
  firstRow: number,
  memory: string | null,
): { readonly top: string; readonly row: number } {
  const { norm } = building.config;
  const hidden = hiddenShape(building, stack);
  const inBlock = true;
  let row = firstRow;
  let input = entry;
  const skipped = norm.skipFirst && subLayer === 'selfAttention' && nLayersOf(building.config, stack) === 1;
  if (norm.placement !== 'post' && !skipped) {
    input = addNode(building, { id: `${stack}.${subLayer}Norm`, kind: 'norm', stack, row, inBlock });
    addEdge(building, entry, input, 'stream', hidden);
    row += 1;
  }
  let output = addWork(building, stack, subLayer, input, row, memory);
  row += 1;
  if (norm.placement === 'both') {
    const id = addNode(building, { id: `${stack}.${subLayer}OutputNorm`, kind: 'norm', stack, row, inBlock });
    addEdge(building, output, id, 'stream', hidden);
    output = id;
    row += 1;
  }
  const sum = addNode(building, {
    id: `${stack}.${subLayer}Add`,
    kind: norm.placement === 'post' ? 'addNorm' : 'add',
    stack,
    row,
    inBlock,
  });
  addEdge(building, output, sum, 'stream', hidden);
  addEdge(building, entry, sum, 'residual', hidden);
  return { top: sum, row: row + 1 };
}

/** All sub-layers read the same stream, side by side, and are added at once. */
function addParallelBlock(
  building: Building,
  stack: Stack,
  subLayers: readonly SubLayer[],
  entry: string,
  firstRow: number,
  memory: string | null,
): { readonly top: string; readonly row: number } {
  const { config } = building;
  const hidden = hiddenShape(building, stack);
  const shared = config.block.kind === 'parallel' && config.block.norms === 'shared';
  const hasOutputNorms = config.norm.placement === 'both';
  const normOf = new Map<SubLayer, string>();
  for (const subLayer of subLayers) {
    if (shared && subLayer === 'feedForward') {
      normOf.set(subLayer, `${stack}.selfAttentionNorm`);
      continue;
    }
    const id = addNode(building, {
      id: `${stack}.${subLayer}Norm`,
      kind: 'norm',
      stack,
      row: firstRow,
      inBlock: true,
    });
    addEdge(building, entry, id, 'stream', hidden);
    normOf.set(subLayer, id);
  }
  const workRow = firstRow + 1;
  const sumRow = workRow + (hasOutputNorms ? 2 : 1);
  const outputs = subLayers.map((subLayer) => {
    const output = addWork(building, stack, subLayer, normOf.get(subLayer) ?? entry, workRow, memory);
    if (!hasOutputNorms) return output;
    const id = addNode(building, {
      id: `${stack}.${subLayer}OutputNorm`,
      kind: 'norm',
      stack,
      row: workRow + 1,
      inBlock: true,
    });
    addEdge(building, output, id, 'stream', hidden);
    return id;
  });
  const sum = addNode(building, {
    id: `${stack}.feedForwardAdd`,
    kind: 'add',
    stack,
    row: sumRow,
    inBlock: true,
  });
  for (const output of outputs) addEdge(building, output, sum, 'stream', hidden);
  addEdge(building, entry, sum, 'residual', hidden);
  return { top: sum, row: sumRow + 1 };
}

/** Attention or feed-forward itself, with the wires that enter it. */
function addWork(
  building: Building,
  stack: Stack,
  subLayer: SubLayer,
  input: string,
  row: number,
  memory: string | null,
): string {
  const { config } = building;
  const id = `${stack}.${subLayer}`;
  const length = lengthOf(building, stack);
  if (subLayer === 'feedForward') {
    const variant = `${config.feedForward.activation}${config.feedForward.gated ? '·gate' : ''}`;
    addNode(building, { id, kind: 'feedForward', stack, row, inBlock: true, variant });
    addEdge(building, input, id, 'stream', hiddenShape(building, stack));
    return id;
  }
  const isSelf = subLayer === 'selfAttention';
  addNode(building, {
    id,
    kind: subLayer,
    stack,
    row,
    inBlock: true,
    mask: isSelf ? layerMask(config, stack, 0) : { kind: 'full' },
    positions: isSelf ? positionsInAttention(config) : null,
    variant: config.nKvHeads === config.nHeads ? null : config.nKvHeads === 1 ? 'multiQuery' : 'groupedQuery',
  });
  const keysFrom = isSelf ? input : (memory ?? input);
  const keyLength = isSelf ? length : building.size.source;
  addEdge(building, input, id, 'q', headShape(building, 'q', length));
  addEdge(building, keysFrom, id, 'k', headShape(building, 'k', keyLength));
  addEdge(building, keysFrom, id, 'v', headShape(building, 'v', keyLength));
  return id;
}

function positionsInAttention({ position }: ModelConfig): GraphNode['positions'] {
  return position.kind === 'rotary' || position.kind === 'alibi' || position.kind === 't5'
    ? position.kind
    : null;
}

function addHead(building: Building, stack: Stack, top: string): void {
  const { config, size } = building;
  const { nOutputs } = derive(config);
  const row = Math.max(...building.nodes.filter((node) => node.stack === stack).map((node) => node.row)) + 1;
  const length = config.head.kind === 'sequenceClassification' ? 1 : lengthOf(building, stack);
  const last: ShapeAxis['axis'] =
    nOutputs === stackVocabSize(config, stack) && 'tied' in config.head ? 'vocab' : 'labels';
  const kind: NodeKind = 'head';
  addNode(building, { id: 'head', kind, stack: 'head', row, variant: config.head.kind });
  addEdge(building, top, 'head', 'stream', hiddenShape(building, stack));
  addNode(building, { id: 'output', kind: 'output', stack: 'head', row: row + 1, variant: config.head.kind });
  addEdge(building, 'head', 'output', 'stream', [
    axis('batch', size.batch),
    axis('position', length),
    axis(last, nOutputs),
  ]);
}
