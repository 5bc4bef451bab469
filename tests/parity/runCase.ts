import { readCheckpointFiles, readJsonFile, readTensorFile } from '../../src/checkpoint/checkpointFiles';
import { importCheckpoint, type Checkpoint } from '../../src/checkpoint/importCheckpoint';
import { toFloat32, type StoredTensor } from '../../src/checkpoint/safetensors';
import { forward } from '../../src/compute/forward';
import { generate } from '../../src/compute/generate/generate';
import type { Weights } from '../../src/compute/tensors';
import type { Trace } from '../../src/compute/trace';
import { disposeWeights, uploadWeights } from '../../src/compute/weights';
import { derive, nLayersOf } from '../../src/model/config/derive';
import type { ModelConfig, Stack } from '../../src/model/config/types';
import type { ModelInput, StackInput } from '../../src/model/input';
import type { TraceName } from '../../src/model/traceNames';
import type { CaseFiles, CaseRun, Expected } from './caseFiles';

export interface CaseResult {
  /** Largest difference of logits, and of hidden states, each divided by max(1, largest expected value). */
  readonly logits: number;
  readonly hidden: number;
  /** Largest difference of attention weights. */
  readonly attention: number;
  /** Arrays that were compared. */
  readonly compared: number;
  /** null: the case has no greedy continuation. */
  readonly greedy: boolean | null;
  readonly pass: boolean;
}

/** What a difference from PyTorch may be: of logits and hidden states relative to the largest, of weights as it is. */
export const TOLERANCE = { logits: 2e-4, attention: 1e-5 };

/** Runs a case on tfjs's current backend and compares everything that it expects. */
export async function runCase(files: CaseFiles, legacy: boolean): Promise<CaseResult> {
  const checkpoint = importCheckpoint(
    readJsonFile(files, legacy ? 'config.legacy.json' : 'config.json'),
    readCheckpointFiles(files),
  );
  const expected = readJsonFile(files, 'expected.json') as Expected;
  const arrays = readTensorFile(files, 'expected.safetensors');
  const weights = uploadWeights(checkpoint.config, checkpoint.weights);
  const worst = { logits: 0, hidden: 0, attention: 0 };
  let compared = 0;
  let comparedLogits = 0;
  try {
    for (const run of expected.runs) {
      const input = inputOf(run, checkpoint);
      const trace = forward(checkpoint.config, weights, input);
      try {
        for (const [output, shape] of Object.entries(run.outputs)) {
          const stored = arrays.get(`${run.name}/${output}`);
          if (!stored) throw new Error(`${run.name}/${output} is missing in expected.safetensors`);
          const { kind, value } = await difference(output, shape, stored, trace, checkpoint.config, run);
          // A comparison that gives NaN must not pass as small.
          worst[kind] = Number.isNaN(value) ? Infinity : Math.max(worst[kind], value);
          compared += 1;
          if (kind === 'logits') comparedLogits += 1;
        }
      } finally {
        trace.dispose();
      }
    }
    const greedy = expected.greedy
      ? await greedyAgrees(expected.greedy, checkpoint, weights, expected.kind)
      : null;
    const pass =
      // A reference whose logits have a name that is not read would pass by what is left out.
      comparedLogits >= expected.runs.length &&
      expected.runs.length > 0 &&
      worst.logits <= TOLERANCE.logits &&
      worst.hidden <= TOLERANCE.logits &&
      worst.attention <= TOLERANCE.attention &&
      greedy !== false;
    return { ...worst, compared, greedy, pass };
  } finally {
    disposeWeights(weights);
  }
}

function inputOf({ inputs }: CaseRun, { config, positionIds }: Checkpoint): ModelInput {
  const stack = (
    ids: number[][],
    mask: number[][] | undefined,
    segments: number[][] | undefined,
  ): StackInput => ({
    ids,
    ...(mask ? { attentionMask: mask } : {}),
    ...(segments && config.nSegments > 0 ? { segmentIds: segments } : {}),
    ...(positionIds ? { positionIds: ids.map((row) => positionIds(row)) } : {}),
  });
  const {
    input_ids: ids = [],
    attention_mask: mask,
    token_type_ids: segments,
    decoder_input_ids: target,
  } = inputs;
  const { hasEncoder, hasDecoder } = derive(config);
  if (!hasDecoder) return { encoder: stack(ids, mask, segments) };
  if (!hasEncoder) return { decoder: stack(ids, mask, undefined) };
  return { encoder: stack(ids, mask, segments), decoder: { ids: target ?? [] } };
}

async function difference(
  output: string,
  shape: readonly number[],
  stored: StoredTensor,
  trace: Trace,
  config: ModelConfig,
  { inputs }: CaseRun,
): Promise<{ readonly kind: 'logits' | 'hidden' | 'attention'; readonly value: number }> {
  const expected = toFloat32(stored);
  const { name, kind, stack, column } = nameOf(output, config);
  const isProjected = name === `${stack}.output` && shape.at(-1) !== config.dModel;
  const tensor = trace.get(isProjected ? 'head.input' : name);
  if (!tensor) throw new Error(`${output}: the trace has no ${name}`);
  const all = await tensor.data();
  const values = column === null ? all : all.filter((_, index) => index % 2 === column);
  const found = column === null ? tensor.shape : tensor.shape.slice(0, -1);
  if (significant(found) !== significant(shape) || values.length !== expected.length) {
    throw new Error(`${output}: ${tensor.shape.join(' × ')} where ${shape.join(' × ')} is expected`);
  }
  // Values at padded queries are not defined.
  const mask = stack === 'encoder' || config.family === 'decoder-only' ? inputs['attention_mask'] : undefined;
  const isPooled = config.head.kind === 'sequenceClassification' && kind === 'logits';
  const queryAxis = kind === 'attention' ? 2 : 1;
  const inner = shape.slice(queryAxis + 1).reduce((product, size) => product * size, 1);
  const nQueries = shape[queryAxis] ?? 1;
  const perRow = shape.slice(1).reduce((product, size) => product * size, 1);
  let largest = 0;
  let scale = 1;
  for (let index = 0; index < expected.length; index += 1) {
    const row = Math.floor(index / perRow);
    const query = Math.floor(index / inner) % nQueries;
    if (mask && !isPooled && mask[row]?.[query] === 0) continue;
    const want = expected[index] ?? NaN;
    const gap = Math.abs((values[index] ?? NaN) - want);
    // NaN must stay the largest, whatever comes after it.
    largest = Number.isNaN(gap) ? Infinity : Math.max(largest, gap);
    scale = Math.max(scale, Math.abs(want));
  }
  return { kind, value: kind === 'attention' ? largest : largest / scale };
}

/** A shape without its axes of one: the logits of a whole sequence are [batch, 1, labels] here. */
function significant(shape: readonly number[]): string {
  return shape.filter((size) => size !== 1).join(' × ');
}

/** Where the trace has what the reference calls `cross_attentions.1`. */
function nameOf(
  output: string,
  config: ModelConfig,
): {
  readonly name: TraceName;
  readonly kind: 'logits' | 'hidden' | 'attention';
  readonly stack: Stack;
  readonly column: number | null;
} {
  const only = derive(config).outputStack;
  const base = { stack: only, column: null };
  if (output === 'logits') return { ...base, name: 'head.logits', kind: 'logits' };
  if (output === 'start_logits') return { ...base, name: 'head.logits', kind: 'logits', column: 0 };
  if (output === 'end_logits') return { ...base, name: 'head.logits', kind: 'logits', column: 1 };
  const match =
    /^(?:(encoder|decoder|cross)_)?(attentions|hidden_states|last_block_output)(?:\.(\d+))?$/.exec(output);
  if (!match) throw new Error(`the output ${output} is not known`);
  const [, part, what, number] = match;
  const stack: Stack = part === 'cross' ? 'decoder' : part === 'encoder' || part === 'decoder' ? part : only;
  const index = Number(number ?? 0);
  const nLayers = nLayersOf(config, stack);
  if (what === 'attentions') {
    const kind = part === 'cross' ? 'crossAttention' : 'selfAttention';
    return { name: `${stack}.layers.${index}.${kind}.pattern`, kind: 'attention', stack, column: null };
  }
  const name: TraceName =
    what === 'last_block_output'
      ? `${stack}.layers.${nLayers - 1}.residual.output`
      : index === 0
        ? `${stack}.embedding.output`
        : index === nLayers
          ? `${stack}.output`
          : `${stack}.layers.${index - 1}.residual.output`;
  return { name, kind: 'hidden', stack, column: null };
}

/** Twelve ids, each the largest logit, with and without a cache. */
async function greedyAgrees(
  greedy: NonNullable<Expected['greedy']>,
  { config, decoderStartId }: Checkpoint,
  weights: Weights,
  kind: Expected['kind'],
): Promise<boolean> {
  const prompt = { ids: [greedy.prompt_ids] };
  const input: ModelInput =
    kind === 'encoder-decoder'
      ? { encoder: prompt, decoder: { ids: [[decoderStartId ?? 0]] } }
      : { decoder: prompt };
  for (const useCache of [true, false]) {
    const { ids } = await generate(config, weights, input, {
      maxNewTokens: greedy.new_ids.length,
      endId: null,
      sampling: { kind: 'greedy' },
      useCache,
    });
    if (ids.join() !== greedy.new_ids.join()) return false;
  }
  return true;
}
