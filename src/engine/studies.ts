import * as tf from '@tensorflow/tfjs-core';
import { activeNeurons, mostActive } from '../analysis/neurons';
import { topOutputs } from '../analysis/outputs';
import { principalComponents } from '../analysis/pca';
import { streamStatistics } from '../analysis/stream';
import { positionsStudy } from '../compute/study/positions';
import { weight } from '../compute/tensors';
import { derive, nLayersOf, stackVocabSize } from '../model/config/derive';
import type { ModelConfig, Stack } from '../model/config/types';
import { tokenEmbeddingName } from '../model/parameters';
import {
  type DistributionAnswer,
  lensPoints,
  type EmbeddingsAnswer,
  type NeuronsAnswer,
  type StreamAnswer,
  type StudyAnswer,
  type StudyQuestion,
  streamPoints,
} from '../model/study';
import { attentionName, type TraceName } from '../model/traceNames';
import { studyContributions } from './studies/contributions';
import { studyLens } from './studies/lens';
import { namesOfReadings, studyReadings } from './studies/readings';
import { hostRow, type Studied } from './studies/rows';
import { namesOfTerms, namesOfVector, studyTerms, studyVectors } from './studies/vectors';

/** The activations that a question needs. */
export function namesFor(config: ModelConfig, question: StudyQuestion): readonly TraceName[] {
  switch (question.kind) {
    case 'stream':
      return streamPoints(config, question.stack).map(({ name }) => name);
    case 'readings':
      return namesOfReadings(config, question.place);
    case 'distribution':
      return ['head.logits'];
    case 'lens':
      return [...lensPoints(config, derive(config).outputStack).map(({ name }) => name), 'head.logits'];
    case 'contributions':
      return namesOfContributions(config);
    case 'neurons':
      return hiddenNames(config, question.stack);
    case 'positions':
      return config.position.kind === 'learned' || config.position.kind === 'sinusoidal'
        ? [`${question.stack}.embedding.positions`]
        : [];
    case 'embeddings':
      return [];
    case 'vectors':
      return [...new Set(question.of.flatMap((place) => namesOfVector(config, place)))];
    case 'terms':
      return [...new Set(namesOfTerms(config, question.of.of))];
  }
}

function hiddenNames(config: ModelConfig, stack: Stack): TraceName[] {
  return Array.from(
    { length: nLayersOf(config, stack) },
    (_, layer): TraceName => `${stack}.layers.${layer}.feedForward.hidden`,
  );
}

function namesOfContributions(config: ModelConfig): TraceName[] {
  const { outputStack: stack, hasCross } = derive(config);
  const kinds = hasCross ? (['selfAttention', 'crossAttention'] as const) : (['selfAttention'] as const);
  const names: TraceName[] = [
    'head.logits',
    `${stack}.output`,
    `${stack}.embedding.tokens`,
    ...streamPoints(config, stack).map(({ name }) => name),
  ];
  if (config.position.kind === 'learned' || config.position.kind === 'sinusoidal')
    names.push(`${stack}.embedding.positions`);
  if (config.nSegments > 0 && stack === 'encoder') names.push(`${stack}.embedding.segments`);
  for (let layer = 0; layer < nLayersOf(config, stack); layer += 1) {
    names.push(`${stack}.layers.${layer}.residual.input`, `${stack}.layers.${layer}.feedForward.output`);
    for (const kind of kinds) {
      names.push(
        attentionName(stack, layer, kind, 'headOutputs'),
        attentionName(stack, layer, kind, 'output'),
      );
    }
  }
  return [...new Set(names)];
}

/** Answers a question about a run. */
export async function study(studied: Studied, question: StudyQuestion): Promise<StudyAnswer> {
  switch (question.kind) {
    case 'stream':
      return await stream(studied, question.stack);
    case 'readings':
      return await studyReadings(studied, question.place);
    case 'distribution':
      return await distribution(studied, question.top);
    case 'lens':
      return await studyLens(studied, question.chosen);
    case 'contributions':
      return await studyContributions(studied, question);
    case 'neurons':
      return await neurons(studied, question);
    case 'positions': {
      const { request, weights, trace, row } = studied;
      const reach = request.input[question.stack]?.ids[row]?.length ?? 0;
      const place = { ...question, reach, row };
      return { kind: 'positions', encoding: await positionsStudy(request.config, weights, trace, place) };
    }
    case 'embeddings':
      return await embeddings(studied, question);
    case 'vectors':
      return await studyVectors(studied, question.of);
    case 'terms':
      return await studyTerms(studied, question.of);
  }
}

async function stream(studied: Studied, stack: Stack): Promise<StreamAnswer> {
  const points = streamPoints(studied.request.config, stack);
  const states = await Promise.all(points.map(({ name }) => hostRow(studied, name)));
  const last = states.at(-1);
  const length = last?.shape[1] ?? 0;
  const values = states.map(({ data }) => data);
  return {
    kind: 'stream',
    points,
    length,
    ...streamStatistics(values, last?.data ?? new Float32Array(), length),
  };
}

async function distribution(studied: Studied, top: number): Promise<DistributionAnswer> {
  const { data, shape } = await hostRow(studied, 'head.logits');
  return { kind: 'distribution', ...topOutputs(data, shape[2] ?? 0, top) };
}

async function neurons(
  studied: Studied,
  { stack, layer, top }: { readonly stack: Stack; readonly layer: number; readonly top: number },
): Promise<NeuronsAnswer> {
  const names = hiddenNames(studied.request.config, stack);
  const nLayers = names.length;
  let length = 0;
  let dFf = 0;
  const found: ReturnType<typeof activeNeurons>[] = [];
  let ofLayer: ReturnType<typeof mostActive> = { neurons: new Int32Array(), values: new Float32Array() };
  for (const [index, name] of names.entries()) {
    const { data, shape } = await hostRow(studied, name);
    [, length = 0, dFf = 0] = shape;
    found.push(activeNeurons(data, length));
    if (index === layer) ofLayer = mostActive(data, length, top);
    await studied.pause();
  }
  return {
    kind: 'neurons',
    nLayers,
    length,
    dFf,
    strongest: Int32Array.from(found.flatMap(({ strongest }) => [...strongest])),
    activations: Float32Array.from(found.flatMap(({ activations }) => [...activations])),
    shares: Float32Array.from(found.flatMap(({ shares }) => [...shares])),
    layer,
    neurons: ofLayer.neurons,
    ofLayer: ofLayer.values,
  };
}

async function embeddings(
  { request, weights, row }: Studied,
  { stack, most }: { readonly stack: Stack; readonly most: number },
): Promise<EmbeddingsAnswer> {
  const { config, input } = request;
  const vocabSize = stackVocabSize(config, stack);
  const ofText = [...new Set(input[stack]?.ids[row] ?? [])];
  const inText = new Set(ofText);
  const step = Math.max(1, Math.ceil(vocabSize / most));
  const others: number[] = [];
  for (let id = 0; id < vocabSize; id += step) if (!inText.has(id)) others.push(id);
  const ids = Int32Array.from([...ofText, ...others]);
  const rows = tf.tidy(() =>
    tf.gather(weight(weights, tokenEmbeddingName(config, stack)), tf.tensor1d(ids, 'int32')),
  );
  try {
    const width = rows.shape[1] ?? 0;
    const { coordinates, shares } = principalComponents(new Float32Array(await rows.data()), width);
    return { kind: 'embeddings', ids, nOfText: ofText.length, vocabSize, width, coordinates, shares };
  } finally {
    rows.dispose();
  }
}
