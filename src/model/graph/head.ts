import { derive } from '../config/derive';
import type { ModelConfig } from '../config/types';
import type { Builder, NodeFacts } from './builder';
import type { HeadPart, NodeId, Shape } from './types';

interface HeadStep {
  readonly part: HeadPart;
  readonly kind: NodeFacts['kind'];
  readonly output: Shape;
  readonly tied?: boolean;
}

/** What turns the output of the last stack into logits and probabilities, as in compute/head. */
export function headNodes(builder: Builder, from: NodeId): void {
  const { config, size } = builder;
  const { outputStack } = derive(config);
  const length = outputStack === 'encoder' ? size.source : size.target;
  const steps = headSteps(config, size.batch, length);
  // The last linear map gives the logits; softmax comes after them.
  const logits = steps.findLast((step) => step.kind !== 'softmax')?.part;
  let last = from;
  let shape = hidden(size.batch, length, 'dModel', config.dModel);
  let atStackOutput = true;
  let afterLogits = false;
  for (const { part, kind, output, tied } of steps) {
    const id = builder.node(`head.${part}`, {
      kind,
      hue: 'shared',
      output,
      variant: kind === 'norm' ? config.norm.kind : variantOf(config, part),
      tiedTo: tied ? tableOf(config) : null,
      traceNames: part === logits ? ['head.logits'] : [],
    });
    builder.edge(last, id, 'in', {
      hue: atStackOutput ? outputStack : 'shared',
      shape,
      traceName: atStackOutput ? `${outputStack}.output` : afterLogits ? 'head.logits' : null,
    });
    atStackOutput = false;
    afterLogits = part === logits;
    last = id;
    shape = output;
  }
}

function headSteps(config: ModelConfig, batch: number, length: number): readonly HeadStep[] {
  const { head } = config;
  const { dEmbedding, nOutputs } = derive(config);
  const { factorization } = config.embedding;
  const model = hidden(batch, length, 'dModel', config.dModel);
  const narrow = factorization ? hidden(batch, length, 'dEmbedding', dEmbedding) : model;
  const pooled = hidden(batch, 1, 'dModel', config.dModel);
  const outputs = (rows: number, axis: 'vocab' | 'labels'): readonly HeadStep[] => {
    const output = hidden(batch, rows, axis, nOutputs);
    const tied = 'tied' in head && head.tied;
    return [
      { part: 'output', kind: 'linear', output, tied },
      { part: 'softmax', kind: 'softmax', output },
    ];
  };
  const transform = (output: Shape, withNorm: boolean): readonly HeadStep[] => [
    { part: 'transform', kind: 'transform', output },
    ...(withNorm ? [{ part: 'transformNorm', kind: 'norm', output } as const] : []),
  ];
  switch (head.kind) {
    case 'none':
      return head.pooler ? [{ part: 'pool', kind: 'pool', output: pooled }, ...transform(pooled, false)] : [];
    case 'languageModel':
      return [
        ...(factorization?.place === 'tokens'
          ? [{ part: 'projection', kind: 'projection', output: narrow } as const]
          : []),
        ...outputs(length, 'vocab'),
      ];
    case 'maskedLanguageModel':
      return [...(head.transform ? transform(narrow, true) : []), ...outputs(length, 'vocab')];
    case 'tokenClassification':
      return [...(head.transform ? transform(model, head.transform.norm) : []), ...outputs(length, 'labels')];
    case 'sequenceClassification':
      return [
        { part: 'pool', kind: 'pool', output: pooled },
        ...(head.transform ? transform(pooled, head.transform.norm) : []),
        ...outputs(1, 'labels'),
      ];
    case 'span':
      return outputs(length, 'labels');
  }
}

function hidden(
  batch: number,
  length: number,
  axis: 'dModel' | 'dEmbedding' | 'vocab' | 'labels',
  size: number,
): Shape {
  return [
    { axis: 'batch', size: batch },
    { axis: 'position', size: length },
    { axis, size },
  ];
}

function variantOf({ head }: ModelConfig, part: HeadPart): string | null {
  if (part === 'pool') return head.kind === 'sequenceClassification' ? head.pooling : 'first';
  if (part !== 'transform') return null;
  if (head.kind === 'none') return 'tanh';
  return 'transform' in head ? (head.transform?.activation ?? null) : null;
}

/** The table that a tied output matrix is; a shared one is the encoder's. */
function tableOf(config: ModelConfig): NodeId {
  const stack =
    config.family === 'encoder-decoder' && config.embedding.shared ? 'encoder' : derive(config).outputStack;
  return `${stack}.tokenEmbedding`;
}
