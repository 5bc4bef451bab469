import { memo } from 'react';
import { selectShown, type Shown } from '../../../state/bench/matched';
import type { BenchModel } from '../../../state/bench/types';
import { useOfAll } from '../useOfAll';
import { useMessages } from '../../page';
import styles from './compare.module.css';
import { pointedIn, useLocked, usePointed } from './pointing';
import { countSeen, type KeySight, keySights, sightSentences } from './sight';
import { useCompareMessages } from './useCompareMessages';

/** Colour is never the only sign. */
const SIGNS: Readonly<Record<KeySight, string>> = { both: '', onlyHere: '+', onlyThere: '−', neither: '' };

interface Props {
  readonly model: BenchModel;
  readonly models: readonly BenchModel[];
}

/** Which keys the token that is pointed at sees in this model and not in another, marked and in words. */
export function SightRow({ model, models }: Props) {
  const text = useCompareMessages();
  const all = useOfAll(models, selectShown);
  const pointed = usePointed();
  const locked = useLocked();
  const { slot } = model;
  const index = models.findIndex((one) => one.slot === slot);
  const shown = all[index] ?? null;
  const base = all[0] ?? null;
  if (!shown || !base) return <div />;
  const query = pointedIn(pointed, models, slot)?.query ?? null;
  const others = all.filter((other): other is Shown => other !== null && other !== shown);
  const isAbsent = pointed !== null && pointed.query !== null && query === null;
  const sentences = isAbsent
    ? [text.sight.absent(slot)]
    : [
        ...(query === null
          ? []
          : [
              text.sight.here(
                slot,
                shown.attention.queries.tokens[query]?.display ?? '',
                countSeen(shown, query),
              ),
            ]),
        ...(index === 0
          ? query === null
            ? [text.sight.hint]
            : []
          : sightSentences({ slot, shown }, { slot: models[0]?.slot ?? 'A', shown: base }, query, text)),
      ];
  const words = sentences.join(' ');
  return (
    <div className={styles.sight}>
      <KeyChips shown={shown} sights={query === null ? null : keySights(shown, others, query)} slot={slot} />
      <p className={styles.sightWords}>{words}</p>
      <p className={styles.hidden} aria-live="polite">
        {locked ? words : ''}
      </p>
    </div>
  );
}

interface ChipsProps {
  readonly shown: Shown;
  readonly slot: string;
  readonly sights: readonly KeySight[] | null;
}

const KeyChips = memo(function KeyChips({ shown, slot, sights }: ChipsProps) {
  const { sight } = useCompareMessages();
  const { trained } = useMessages();
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/prefer-tag-over-role -- what scrolls is to scroll by keyboard too.
    <div className={styles.chips} role="group" aria-label={sight.keys(slot)} tabIndex={0}>
      {shown.attention.keys.tokens.map((token, position) => {
        const state = sights?.[position] ?? null;
        return (
          // oxlint-disable-next-line react/no-array-index-key -- a token is known by its position.
          <span
            key={position}
            className={styles.chip}
            data-sight={state ?? undefined}
            data-unknown={token.unknown || undefined}
          >
            {state && SIGNS[state] !== '' && <b aria-hidden>{SIGNS[state]}</b>}
            <span className={styles.chipText}>{token.display}</span>
            {token.unknown && <span className={styles.hidden}> ({trained.unknownToken})</span>}
            {state && <span className={styles.hidden}> ({sight[state]})</span>}
          </span>
        );
      })}
    </div>
  );
});
