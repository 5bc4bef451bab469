import type { BenchMorphMessages } from '../../../i18n/benchMorphMessages';
import { type AttentionMap, attentionMaps, type Visibility } from '../../../model/morph/facts';
import type { StepId } from '../../../model/morph/paths';
import { logitsMoved, type MeasuredStep } from '../../../state/bench/measuredStep';
import { formatBytes, formatCompact, formatInteger } from '../../format';

/** What a step is, and what became otherwise since another one: one sentence of what was measured. */
export function stepSentence(
  id: StepId,
  before: MeasuredStep | null,
  after: MeasuredStep,
  text: BenchMorphMessages,
): string {
  const lead = text.leads[id];
  if (!before) return text.alone(lead, formatInteger(after.parameters), formatCompact(after.flops));
  const clauses = [...seenClauses(before, after, text), ...costClauses(before, after, text)];
  if (logitsMoved(before, after) === 0) clauses.push(text.sameLogits);
  if (before.hasLearned !== after.hasLearned)
    clauses.push(after.hasLearned ? text.trainedNow : text.randomNow);
  return text.sentence(lead, clauses);
}

/** The attention of a step that became that of another: a stack alone is the same stack, whatever its name. */
function formerMap(map: AttentionMap, before: MeasuredStep): Visibility | null {
  const { visibility } = before;
  if (visibility[map] || map === 'cross') return visibility[map];
  const other = map === 'encoderSelf' ? 'decoderSelf' : 'encoderSelf';
  return visibility.encoderSelf && visibility.decoderSelf ? null : visibility[other];
}

function seenClauses(before: MeasuredStep, after: MeasuredStep, text: BenchMorphMessages): string[] {
  const maps = attentionMaps.flatMap((map) => {
    const now = after.visibility[map];
    // Beside a decoder that was there, an encoder is new, not the decoder under another name.
    const isBeside =
      before.visibility[map] === null && after.visibility.encoderSelf && after.visibility.decoderSelf;
    const was = isBeside ? null : formerMap(map, before);
    if (!now || (was && sameMeans(was, now))) return [];
    return [text.seen({ map, before: was && means(was), after: means(now) })];
  });
  return maps.length > 0 ? maps : [text.sameSeen];
}

function sameMeans(a: Visibility, b: Visibility): boolean {
  return a.visible === b.visible && a.nQueries === b.nQueries && a.nKeys === b.nKeys;
}

function means({ visible, nQueries, nKeys }: Visibility): { readonly mean: string; readonly of: string } {
  const mean = nQueries === 0 ? 0 : visible / nQueries;
  return { mean: String(Number(mean.toFixed(2))), of: formatInteger(nKeys) };
}

function costClauses(before: MeasuredStep, after: MeasuredStep, text: BenchMorphMessages): string[] {
  const sameParameters = before.parameters === after.parameters;
  const sameFlops = before.flops === after.flops;
  if (sameParameters && sameFlops) return [text.bothSame];
  const pair = (read: (step: MeasuredStep) => number, write: (value: number) => string) => ({
    before: write(read(before)),
    after: write(read(after)),
  });
  const cache = [before.kvCacheBytes, after.kvCacheBytes];
  const [wasKept, isKept] = cache;
  return [
    sameParameters ? text.sameParameters : text.parameters(pair((step) => step.parameters, formatInteger)),
    sameFlops ? text.sameFlops : text.flops(pair((step) => step.flops, formatCompact)),
    ...(wasKept !== isKept &&
    wasKept !== null &&
    isKept !== null &&
    wasKept !== undefined &&
    isKept !== undefined
      ? [text.kvCache({ before: formatBytes(wasKept), after: formatBytes(isKept) })]
      : []),
  ];
}
