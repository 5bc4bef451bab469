import type { RaceResult, TrainingMessages } from '../../i18n/trainingMessages';
import { verdictOf } from '../../state/training/raceModels';
import type { RaceEntry } from '../../state/training/types';
import { formatInteger, formatPercent } from '../format';

/** What the numbers of a race say: who is best and when, the others, and what a family cannot do. */
export function verdictSentences(
  entries: readonly Pick<RaceEntry, 'family' | 'history' | 'limits'>[],
  text: TrainingMessages,
): readonly string[] {
  const verdict = verdictOf(entries);
  if (!verdict) return [];
  const words = text.race.verdict;
  const results = verdict.ranking.map(({ family, accuracy, step, loss, ceiling }): RaceResult => ({
    family,
    accuracy: formatPercent(accuracy),
    step: formatInteger(step),
    loss: loss.toFixed(3),
    ceiling: ceiling === null || ceiling >= 1 ? null : formatPercent(ceiling),
  }));
  const [first, ...others] = results;
  if (!first) return [];
  const names = verdict.equal.map((family) => text.families[family]).join(', ');
  return [
    verdict.equal.length > 1 ? words.tie(names, first) : words.won(first),
    ...others.map(words.other),
    ...results.filter(({ ceiling }) => ceiling !== null).map(words.ceiling),
  ];
}
