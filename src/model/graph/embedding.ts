import type { Stack } from '../config/types';
import { tokenEmbeddingName } from '../parameters';
import type { Builder } from './builder';
import { stackShapes } from './shapes';
import type { NodeId, Shape } from './types';

/** From tokens to the residual stream, part by part as in compute/embedding. Gives the node that enters the layers. */
export function embeddingNodes(builder: Builder, stack: Stack): NodeId {
  const { config, size } = builder;
  const { factorization } = config.embedding;
  const shapes = stackShapes(config, stack, size);
  const hue = stack;
  const model = shapes.hidden('dModel', config.dModel);
  const narrow = factorization ? shapes.hidden('dEmbedding', factorization.dEmbedding) : model;
  const sum = factorization?.place === 'sum' ? narrow : model;
  const name = `${stack}.embedding` as const;

  const tokens = builder.node(`${stack}.tokens`, { kind: 'tokens', hue, output: shapes.ids });
  const owner: Stack = tokenEmbeddingName(config, stack).startsWith('encoder') ? 'encoder' : 'decoder';
  const projectsTokens = factorization?.place === 'tokens';
  let last = builder.node(`${stack}.tokenEmbedding`, {
    kind: 'embedding',
    hue,
    output: narrow,
    tiedTo: owner === stack ? null : `${owner}.tokenEmbedding`,
    traceNames: projectsTokens ? [] : [`${name}.tokens`],
  });
  builder.edge(tokens, last, 'in', { hue, shape: shapes.ids });
  const project = (): void => {
    const id = builder.node(`${stack}.embeddingProjection`, {
      kind: 'projection',
      hue,
      output: model,
      traceNames: [projectsTokens ? `${name}.tokens` : `${name}.output`],
    });
    builder.edge(last, id, 'in', { hue, shape: narrow });
    last = id;
  };
  if (projectsTokens) project();

  const added = addedVectors(builder, stack, sum);
  if (added.length > 0) {
    const ends = !config.norm.embedding && factorization?.place !== 'sum';
    const id = builder.node(`${stack}.embeddingSum`, {
      kind: 'sum',
      hue,
      output: sum,
      traceNames: ends ? [`${name}.output`] : [],
    });
    builder.edge(last, id, 'token', { hue, shape: sum, traceName: `${name}.tokens` });
    for (const vectors of added) {
      const { shape, traceName } = vectors;
      builder.edge(vectors.id, id, vectors.role, { hue, shape, traceName });
    }
    last = id;
  }
  if (config.norm.embedding) {
    const id = builder.node(`${stack}.embeddingNorm`, {
      kind: 'norm',
      variant: config.norm.kind,
      hue,
      output: sum,
      traceNames: factorization?.place === 'sum' ? [] : [`${name}.output`],
    });
    builder.edge(last, id, 'in', { hue, shape: sum });
    last = id;
  }
  if (factorization?.place === 'sum') project();
  return last;
}

/** Position and segment vectors, where the configuration adds them to the tokens' vectors. */
function addedVectors(builder: Builder, stack: Stack, sum: Shape) {
  const { config, size } = builder;
  const shapes = stackShapes(config, stack, size);
  const hue = stack;
  const added: {
    id: NodeId;
    role: 'position' | 'segment';
    shape: Shape;
    traceName: `${Stack}.embedding.${'positions' | 'segments'}`;
  }[] = [];
  const { kind } = config.position;
  if (kind === 'learned' || kind === 'sinusoidal') {
    const width = sum[2] ?? { axis: 'dModel', size: config.dModel };
    const shape = shapes.table(width.axis, width.size);
    const traceName = `${stack}.embedding.positions` as const;
    const id = builder.node(`${stack}.position`, {
      kind: 'position',
      variant: config.position.kind,
      hue,
      output: shape,
      traceNames: [traceName],
    });
    added.push({ id, role: 'position', shape, traceName });
  }
  if (config.nSegments > 0 && stack === 'encoder') {
    const traceName = `${stack}.embedding.segments` as const;
    const id = builder.node(`${stack}.segment`, {
      kind: 'segment',
      hue,
      output: sum,
      traceNames: [traceName],
    });
    added.push({ id, role: 'segment', shape: sum, traceName });
  }
  return added;
}

/** Positions that act inside attention: rotations of q and k, or a bias on the scores. */
export function attentionPosition(builder: Builder, stack: Stack): { id: NodeId; shape: Shape } | null {
  const { config, size } = builder;
  const { position } = config;
  const shapes = stackShapes(config, stack, size);
  let shape: Shape;
  if (position.kind === 'rotary') shape = shapes.table('dHead', Math.floor(config.dHead * position.fraction));
  else if (position.kind === 'alibi' || position.kind === 't5') shape = shapes.bias;
  else return null;
  const id = builder.node(`${stack}.position`, {
    kind: 'position',
    variant: config.position.kind,
    hue: stack,
    output: shape,
  });
  return { id, shape };
}
