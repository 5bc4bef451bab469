import { use, useMemo } from 'react';
import { handSetAgreement } from '../../../analysis/handSetAgreement';
import { handSetMessages } from '../../../i18n/handSetMessages';
import type { BenchSlot } from '../../../state/bench/types';
import { headWeights } from '../../headWeights';
import { useApp } from '../../page';
import styles from './handSet.module.css';
import type { Opened } from './useOpened';
import { useAllMaps } from '../useAllMaps';

/** Larger models have many heads; the others are further away. */
const MOST_HEADS = 6;

interface Props {
  readonly slot: BenchSlot;
  readonly opened: Opened;
}

/** How much of its attention each head of a model puts on the keys that the head set by hand reads. */
export function AgreementList({ slot, opened }: Props) {
  const text = use(handSetMessages(useApp((state) => state.language)));
  const maps = useAllMaps(slot);
  const { made, choice } = opened;
  const heads = useMemo(() => {
    const own = maps?.attentions.filter(({ selection }) => selection.kind !== 'cross') ?? [];
    const all = own.flatMap(({ weights, nHeads, queries, masked, selection }) => {
      const read = { ids: queries.tokens.map(({ id }) => id), masked };
      return headWeights(weights, nHeads).map((map, head) => ({
        ...{ kind: selection.kind, layer: selection.layer, head },
        nUnknown: queries.tokens.filter(({ unknown }) => unknown).length,
        ...handSetAgreement(made.head, choice.id, read, map),
      }));
    });
    return all.toSorted((a, b) => (b.weight ?? 0) - (a.weight ?? 0));
  }, [maps, made, choice]);
  const [closest] = heads;
  if (!closest) return null;
  if (closest.weight === null || closest.even === null)
    return <p className={styles.note}>{text.nothingToFind}</p>;
  return (
    <>
      {closest.nUnknown > 0 && <p className={styles.warning}>{text.unknownTokens(closest.nUnknown)}</p>}
      <p>
        {text.closest(
          text.headAt(closest.layer + 1, closest.head + 1),
          closest.weight.toFixed(3),
          closest.even.toFixed(3),
        )}
      </p>
      <ol className={styles.bars}>
        {heads.slice(0, MOST_HEADS).map(({ kind, layer, head, weight }) => (
          <li key={`${kind} ${layer} ${head}`}>
            <span>{text.headAt(layer + 1, head + 1)}</span>
            <span className={styles.bar} aria-hidden>
              <span style={{ width: `${(weight ?? 0) * 100}%` }} />
            </span>
            <span className={styles.value}>{(weight ?? 0).toFixed(3)}</span>
          </li>
        ))}
      </ol>
      {heads.length > MOST_HEADS && (
        <p className={styles.note}>{text.moreHeads(heads.length - MOST_HEADS)}</p>
      )}
    </>
  );
}
