import { derive, nLayersOf } from '../config/derive';
import type { ModelConfig, Stack } from '../config/types';
import type { PassSize } from '../memory';
import { countParameters } from '../parameters';
import { createBuilder } from './builder';
import { headNodes } from './head';
import { stackNodes } from './stack';
import type { Graph, GraphLayers, NodeId, ShownLayers } from './types';

/**
 * A configuration as nodes and wires in the order of the forward pass, with the shape of what travels on each wire.
 * Parts have the same ids in every family: an encoder-only model is the encoder of an encoder-decoder with a head, a
 * decoder-only model its decoder without cross-attention.
 */
export function graph(
  config: ModelConfig,
  size: PassSize,
  shown: ShownLayers = { encoder: 0, decoder: 0 },
): Graph {
  const { hasEncoder, hasDecoder, hasCross } = derive(config);
  const builder = createBuilder(config, size, shown);
  let output: NodeId | null = null;
  if (hasEncoder) output = stackNodes(builder, 'encoder', null);
  let memory: NodeId | null = null;
  if (output !== null && hasDecoder) {
    const shape = [
      { axis: 'batch', size: size.batch },
      { axis: 'position', size: size.source },
      { axis: 'dModel', size: config.dModel },
    ] as const;
    memory = builder.node('encoder.memory', { kind: 'memory', hue: 'encoder', output: shape });
    builder.edge(output, memory, 'in', { hue: 'encoder', shape, traceName: 'encoder.output' });
  }
  if (hasDecoder) output = stackNodes(builder, 'decoder', hasCross ? memory : null);
  if (output !== null) headNodes(builder, output);
  const layers = (stack: Stack): GraphLayers | null => {
    const exists = stack === 'encoder' ? hasEncoder : hasDecoder;
    return exists ? { shown: builder.shownLayer(stack), count: nLayersOf(config, stack) } : null;
  };
  return {
    nodes: builder.nodes,
    edges: builder.edges,
    layers: { encoder: layers('encoder'), decoder: layers('decoder') },
    totalParameters: countParameters(config),
    parallel: config.block.kind === 'parallel',
  };
}
