import { useMemo } from 'react';
import { distributionDifference } from '../../../analysis/compareRuns';
import type { FigureColumn } from '../../../figures/shared/figure';
import { visibleToken } from '../../../figures/shared/text';
import { shownLogits } from '../../../state/bench/measures';
import { tokenizerOf } from '../../../state/prepare';
import { outputStackOf } from '../../../state/reads';
import type { RunSubject } from '../../../state/types';
import { formatPercent, formatSignificant } from '../../format';
import { usePoints } from '../points';
import styles from './compare.module.css';
import type { Pair } from './compared';
import { TableFigure } from './TableFigure';
import { useCompareMessages } from './useCompareMessages';

const N_CHANGES = 10;

/** Whether outputs of the same number are the same tokens. */
function sameVocabulary({ config: a, tokenization: one }: RunSubject, second: RunSubject): boolean {
  const { config: b, tokenization: other } = second;
  if (a.head.kind === 'languageModel' || a.head.kind === 'maskedLanguageModel') {
    if (one === other) return a.family === b.family || one.kind === 'bytePairs';
    return one.kind === 'bytePairs' && other.kind === 'bytePairs';
  }
  return false;
}

/** What two models predict at their chosen positions: how far apart the distributions are, and which tokens differ most. */
export function OutputDifference({ pair }: { readonly pair: Pair }) {
  const { difference: text } = useCompareMessages();
  const points = usePoints();
  const { first, second } = pair;
  const [a, b] = [first.slot, second.slot];
  const logits = useMemo(
    () => [first, second].map(({ run, prediction }) => shownLogits(run, prediction)),
    [first, second],
  );
  const [ofFirst, ofSecond] = logits;
  const subject = first.run.of;
  const isComparable =
    ofFirst && ofSecond && subject && second.run.of
      ? ofFirst.length === ofSecond.length && sameVocabulary(subject, second.run.of)
      : false;
  const made = useMemo(
    () => (isComparable && ofFirst && ofSecond ? distributionDifference(ofFirst, ofSecond, N_CHANGES) : null),
    [isComparable, ofFirst, ofSecond],
  );
  const columns = useMemo(
    (): readonly FigureColumn[] => [
      { id: 'token', label: text.token },
      { id: a, label: text.probability(a) },
      { id: b, label: text.probability(b) },
      { id: 'change', label: `${text.change} (${text.minus(a, b)})` },
    ],
    [text, a, b],
  );
  const rows = useMemo(() => {
    if (!made || !subject) return [];
    const tokenizer = tokenizerOf(subject);
    return made.changes.map((change) => ({
      id: String(change.id),
      name: visibleToken(tokenizer.tokenAt(change.id).display),
      cells: [
        { value: change.first, shown: formatPercent(change.first) },
        { value: change.second, shown: formatPercent(change.second) },
        { value: change.first - change.second, shown: points(change.first - change.second) },
      ],
    }));
  }, [made, subject, points]);
  const missing = [first, second].find((_, index) => !logits[index]);
  if (missing) return <p className={styles.reason}>{text.reasons.noOutput(missing.slot)}</p>;
  if (!made) return <p className={styles.reason}>{text.reasons.vocabulary(a, b)}</p>;
  const digits = (value: number): string => formatSignificant(value, 4);
  return (
    <>
      <p className={styles.sentence}>
        <Position of={first} />; <Position of={second} />.
      </p>
      <ul className={styles.figures}>
        <li data-kl={made.firstFromSecond}>{text.divergence(a, b, digits(made.firstFromSecond))}</li>
        <li data-kl={made.secondFromFirst}>{text.divergence(b, a, digits(made.secondFromFirst))}</li>
        <li>{text.variation(digits(made.totalVariation))}</li>
      </ul>
      <TableFigure caption={text.output(a, b)} columns={columns} rows={rows} />
    </>
  );
}

/** At which place a model predicts. */
function Position({ of: { slot, run, prediction } }: { readonly of: Pair['first'] }) {
  const { difference: text } = useCompareMessages();
  if (!run.of || !prediction) return null;
  if (prediction.kind === 'masked') return text.atMask(slot, prediction.position + 1);
  const token = run.of.prepared[outputStackOf(run.of.config)]?.tokens[prediction.position]?.display ?? '';
  return text.at(slot, visibleToken(token));
}
