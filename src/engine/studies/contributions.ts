import { largest } from '../../analysis/outputs';
import { allTerms, logitTerms, type ReadPosition } from '../../compute/study/contributions';
import { createHostValues } from '../../compute/study/hostValues';
import { derive } from '../../model/config/derive';
import type { ContributionsAnswer } from '../../model/study';
import { AppError } from '../../shared/errors';
import { hostRow, type Studied } from './rows';

const CANDIDATES = 8;

/** The logit of an output at a position (by default the largest there) taken apart. */
export async function studyContributions(
  studied: Studied,
  wanted: { readonly position: number; readonly id: number | null },
): Promise<ContributionsAnswer> {
  const { request, weights, trace, row } = studied;
  const { config } = request;
  const { data, shape } = await hostRow(studied, 'head.logits');
  const [, length = 0, nOutputs = 0] = shape;
  const isPooled = config.head.kind === 'sequenceClassification';
  const position = isPooled ? 0 : wanted.position;
  if (position < 0 || position >= length) {
    throw new AppError('invalidInput', `The position ${position} is not in 0 … ${length - 1}.`, 'position');
  }
  const from = position * nOutputs;
  const candidates = largest(data, CANDIDATES, from, from + nOutputs).map((id) => ({
    id,
    logit: data[from + id] ?? Number.NaN,
  }));
  const id =
    wanted.id !== null && wanted.id >= 0 && wanted.id < nOutputs ? wanted.id : (candidates[0]?.id ?? 0);
  const logit = data[from + id] ?? Number.NaN;
  const values = createHostValues(weights, trace, row);
  const terms = await logitTerms(config, values, readPositions(studied, position), id);
  const sum = allTerms(terms).reduce((total, term) => total + term, 0);
  const softCap = config.head.kind === 'languageModel' ? config.head.softCap : null;
  // cap · tanh(x / cap) (Gemma 2, section 2).
  const cap = softCap === null ? 0 : softCap * Math.tanh(sum / softCap) - sum;
  return {
    kind: 'contributions',
    ...terms,
    position: isPooled ? null : position,
    id,
    logit,
    cap,
    remainder: logit - sum - cap,
    candidates,
  };
}

/** One position, or those that a pooling head takes together. */
function readPositions({ request, row }: Studied, position: number): readonly ReadPosition[] {
  const { config, input } = request;
  const { head } = config;
  if (head.kind !== 'sequenceClassification') return [{ position, share: 1 }];
  const { ids = [], attentionMask } = input[derive(config).outputStack] ?? {};
  const isToken = attentionMask?.[row] ?? (ids[row] ?? []).map(() => 1);
  if (head.pooling === 'first') return [{ position: 0, share: 1 }];
  if (head.pooling === 'last') return [{ position: isToken.lastIndexOf(1), share: 1 }];
  const positions = isToken.flatMap((value, index) => (value === 1 ? [index] : []));
  return positions.map((one) => ({ position: one, share: 1 / positions.length }));
}
