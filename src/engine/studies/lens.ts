import { logNormalizer, placeOf, topOutputs } from '../../analysis/outputs';
import { lensLogits } from '../../compute/study/lens';
import type { Hidden } from '../../compute/tensors';
import { derive } from '../../model/config/derive';
import { type ChosenOutput, type LensAnswer, lensPoints } from '../../model/study';
import { AppError } from '../../shared/errors';
import { hostRow, rowOf, type Studied } from './rows';

/** What the model's own head reads in the stream after every layer, and where the chosen output stands there. */
export async function studyLens(studied: Studied, chosen: ChosenOutput): Promise<LensAnswer> {
  const { config, input } = studied.request;
  const { outputStack } = derive(config);
  const isSpan = config.head.kind === 'span';
  if (isSpan !== (chosen === 'start' || chosen === 'end')) {
    throw new AppError(
      'invalidInput',
      `A lens for ${chosen} does not fit a head of kind ${config.head.kind}.`,
    );
  }
  const points = lensPoints(config, outputStack);
  const mask = input[outputStack]?.attentionMask?.[studied.row] ?? null;
  const final = await hostRow(studied, 'head.logits');
  const [, length = 0, nOutputs = 0] = final.shape;
  const chosenIds = chosenOutputs(studied, chosen, final.data, length, nOutputs);
  const size = points.length * length;
  const answer = {
    kind: 'lens',
    points,
    length,
    chosen,
    chosenIds,
    topIds: new Int32Array(isSpan ? 0 : size),
    topProbabilities: new Float32Array(isSpan ? 0 : size),
    probabilities: new Float32Array(size).fill(Number.NaN),
    ranks: new Int32Array(size),
    nRanked: isSpan ? (mask?.filter((isToken) => isToken === 1).length ?? length) : nOutputs,
    hasFinalNorm: config.norm.final,
  } satisfies LensAnswer;
  for (const [point, { name }] of points.entries()) {
    const state = rowOf(studied, name);
    const tensor = lensLogits(config, studied.weights, state as Hidden, mask ? [mask] : null);
    state.dispose();
    const logits = new Float32Array(await tensor.data());
    tensor.dispose();
    if (isSpan) followSpan(answer, point, logits, mask);
    else follow(answer, point, logits, nOutputs);
    await studied.pause();
  }
  return answer;
}

/** Positions without a chosen output: −1. */
function chosenOutputs(
  { request, row }: Studied,
  chosen: ChosenOutput,
  logits: Float32Array,
  length: number,
  nOutputs: number,
): Int32Array {
  if (chosen === 'start' || chosen === 'end') return new Int32Array(length).fill(chosen === 'start' ? 0 : 1);
  if (chosen === 'final') return topOutputs(logits, nOutputs, 1).ids;
  const { outputStack } = derive(request.config);
  const ids = request.input[outputStack]?.ids[row] ?? [];
  const ahead = outputStack === 'decoder' ? 1 : 0;
  return Int32Array.from({ length }, (_, position) => {
    const id = ids[position + ahead];
    return id !== undefined && id < nOutputs ? id : -1;
  });
}

function follow(answer: LensAnswer, point: number, logits: Float32Array, nOutputs: number): void {
  const { length, chosenIds } = answer;
  const top = topOutputs(logits, nOutputs, 1);
  answer.topIds.set(top.ids, point * length);
  answer.topProbabilities.set(top.probabilities, point * length);
  chosenIds.forEach((id, position) => {
    if (id < 0) return;
    const { probability, rank } = placeOf(logits, position * nOutputs, (position + 1) * nOutputs, id);
    answer.probabilities[point * length + position] = probability;
    answer.ranks[point * length + position] = rank;
  });
}

/** A span's start (or end) is one of the positions that are no padding (BERT paper, section 4.2). */
function followSpan(
  answer: LensAnswer,
  point: number,
  logits: Float32Array,
  mask: readonly number[] | null,
): void {
  const { length, chosenIds } = answer;
  const column = Float32Array.from({ length }, (_, position) =>
    mask?.[position] === 0 ? -Infinity : (logits[position * 2 + (chosenIds[position] ?? 0)] ?? -Infinity),
  );
  const normalizer = logNormalizer(column, 0, length);
  column.forEach((logit, position) => {
    if (logit === -Infinity) return;
    answer.probabilities[point * length + position] = Math.exp(logit - normalizer);
    answer.ranks[point * length + position] = column.reduce(
      (rank, other) => rank + (other >= logit ? 1 : 0),
      0,
    );
  });
}
