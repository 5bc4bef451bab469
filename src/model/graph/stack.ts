import { layerMask } from '../config/derive';
import type { Stack } from '../config/types';
import { type AttentionPart, attentionName } from '../traceNames';
import type { Builder } from './builder';
import { attentionPosition, embeddingNodes } from './embedding';
import { stackShapes } from './shapes';
import type { NodeHue, NodeId, SubLayer } from './types';

const ATTENTION_PARTS: readonly AttentionPart[] = [
  'q',
  'k',
  'v',
  'scores',
  'pattern',
  'headOutputs',
  'output',
];

const AFTER = {
  selfAttention: 'afterSelfAttention',
  crossAttention: 'afterCrossAttention',
  feedForward: 'output',
} as const;

/** One stack with one of its layers. Gives the node of its output. */
export function stackNodes(builder: Builder, stack: Stack, memory: NodeId | null): NodeId {
  const { config, size } = builder;
  const hue = stack;
  const shape = stackShapes(config, stack, size).hidden('dModel', config.dModel);
  const entry = embeddingNodes(builder, stack);
  let last = layerNodes(builder, stack, entry, memory);
  if (config.norm.final) {
    const id = builder.node(`${stack}.finalNorm`, {
      kind: 'norm',
      variant: config.norm.kind,
      hue,
      output: shape,
      traceNames: [`${stack}.output`],
    });
    const layer = builder.shownLayer(stack);
    builder.edge(last, id, 'in', { hue, shape, traceName: `${stack}.layers.${layer}.residual.output` });
    last = id;
  }
  return last;
}

/** The sub-layers of a layer and how each joins the residual stream, as in compute/block. */
function layerNodes(builder: Builder, stack: Stack, entry: NodeId, memory: NodeId | null): NodeId {
  const { config, size } = builder;
  const { placement } = config.norm;
  const parallel = config.block.kind === 'parallel';
  const layer = builder.shownLayer(stack);
  const residual = `${stack}.layers.${layer}.residual` as const;
  const shape = stackShapes(config, stack, size).hidden('dModel', config.dModel);
  const hue = stack;
  let stream = entry;
  let streamName: `${typeof residual}.${'input' | (typeof AFTER)[SubLayer]}` = `${residual}.input`;
  let sharedNorm: NodeId | null = null;

  const subLayers: readonly SubLayer[] = memory
    ? ['selfAttention', 'crossAttention', 'feedForward']
    : ['selfAttention', 'feedForward'];
  for (const subLayer of subLayers) {
    const reads = parallel ? entry : stream;
    const readsName = parallel ? (`${residual}.input` as const) : streamName;
    const sharesNorm =
      subLayer === 'feedForward' && config.block.kind === 'parallel' && config.block.norms === 'shared';
    let input = reads;
    if (placement !== 'post' && sharesNorm && sharedNorm !== null) input = sharedNorm;
    else if (placement !== 'post') {
      input = builder.node(`${stack}.${subLayer}Norm`, {
        kind: 'norm',
        variant: config.norm.kind,
        hue,
        output: shape,
        layer,
        bypassed: config.norm.skipFirst && layer === 0 && subLayer === 'selfAttention',
      });
      builder.edge(reads, input, 'in', { hue, shape, traceName: readsName });
      sharedNorm ??= input;
    }

    let output =
      subLayer === 'feedForward'
        ? feedForwardNode(builder, stack, layer, input)
        : attentionNode(
            builder,
            stack,
            layer,
            subLayer,
            input,
            subLayer === 'crossAttention' ? memory : null,
          );
    const branchName = `${stack}.layers.${layer}.${subLayer}.output` as const;
    if (placement === 'both') {
      const id = builder.node(`${stack}.${subLayer}OutputNorm`, {
        kind: 'norm',
        variant: config.norm.kind,
        hue,
        output: shape,
        layer,
      });
      builder.edge(output, id, 'in', { hue, shape, traceName: branchName });
      output = id;
    }

    const after = `${residual}.${AFTER[subLayer]}` as const;
    const sum = builder.node(`${stack}.${subLayer}Add`, {
      kind: 'add',
      hue,
      output: shape,
      layer,
      traceNames: placement === 'post' ? [] : [after],
    });
    builder.edge(output, sum, 'branch', { hue, shape, traceName: placement === 'both' ? null : branchName });
    builder.edge(stream, sum, 'residual', { hue, shape, traceName: streamName });
    stream = sum;
    if (placement === 'post') {
      stream = builder.node(`${stack}.${subLayer}Norm`, {
        kind: 'norm',
        variant: config.norm.kind,
        hue,
        output: shape,
        layer,
        traceNames: [after],
      });
      builder.edge(sum, stream, 'in', { hue, shape });
    }
    streamName = after;
  }
  return stream;
}

/** Self-attention reads one stream; in cross-attention only the queries do, keys and values come from the memory. */
function attentionNode(
  builder: Builder,
  stack: Stack,
  layer: number,
  subLayer: 'selfAttention' | 'crossAttention',
  input: NodeId,
  memory: NodeId | null,
): NodeId {
  const { config, size } = builder;
  const shapes = stackShapes(config, stack, size);
  const position = subLayer === 'selfAttention' ? attentionPosition(builder, stack) : null;
  const id = builder.node(`${stack}.${subLayer}`, {
    kind: memory ? 'crossAttention' : 'attention',
    hue: memory ? 'cross' : stack,
    output: shapes.hidden('dModel', config.dModel),
    layer,
    variant: config.nKvHeads === config.nHeads ? null : config.nKvHeads === 1 ? 'multiQuery' : 'groupedQuery',
    mask: memory ? config.attention.crossMask : layerMask(config, stack, layer),
    traceNames: ATTENTION_PARTS.map((part) => attentionName(stack, layer, subLayer, part)),
  });
  const keysValues = shapes.keysValues(memory ? size.source : shapes.length);
  const keysHue: NodeHue = memory ? 'encoder' : stack;
  const traceName = (part: AttentionPart) => attentionName(stack, layer, subLayer, part);
  builder.edge(input, id, 'q', { hue: stack, shape: shapes.queries, traceName: traceName('q') });
  builder.edge(memory ?? input, id, 'k', { hue: keysHue, shape: keysValues, traceName: traceName('k') });
  builder.edge(memory ?? input, id, 'v', { hue: keysHue, shape: keysValues, traceName: traceName('v') });
  if (position) builder.edge(position.id, id, 'position', { hue: stack, shape: position.shape });
  return id;
}

function feedForwardNode(builder: Builder, stack: Stack, layer: number, input: NodeId): NodeId {
  const { config, size } = builder;
  const shape = stackShapes(config, stack, size).hidden('dModel', config.dModel);
  const name = `${stack}.layers.${layer}.feedForward` as const;
  const id = builder.node(`${stack}.feedForward`, {
    kind: 'feedForward',
    variant: `${config.feedForward.activation}${config.feedForward.gated ? '·gate' : ''}`,
    hue: stack,
    output: shape,
    layer,
    traceNames: [`${name}.hidden`, `${name}.output`],
  });
  builder.edge(input, id, 'in', { hue: stack, shape });
  return id;
}
