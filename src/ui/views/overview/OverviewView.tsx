import { useState } from 'react';
import { type Behaviour, behaviours } from '../../../analysis/headBehaviour';
import type { HeadRef } from '../../../figures/headStrip';
import { selectAllAttention } from '../../../state/allAttention';
import { selectSelection } from '../../../state/selectors';
import { figureKinds } from '../../../state/slices/selection';
import type { FigureKind } from '../../../state/types';
import { Choice } from '../../controls/Choice';
import { Segmented } from '../../controls/Segmented';
import { useApp, useMessages } from '../../page';
import panel from '../../panels/figure.module.css';
import { useDetail } from '../useDetail';
import { HeadsFigure } from './HeadsFigure';
import styles from './overview.module.css';
import { ScoreTable } from './ScoreTable';
import { useOverviewMessages, useScores } from './useScores';
import { useScoresTable } from './useScoresTable';

const ORDERS = ['layers', 'score'] as const;

/** What stands under the maps: the name of what a head does, or one score. */
export type Under = Behaviour | 'name';
const UNDER: readonly ['name', ...Behaviour[]] = ['name', ...behaviours];

interface Pointed extends HeadRef {
  readonly kind: FigureKind;
}

/** All heads of all layers as small maps, with what each does on this text. */
export default function OverviewView() {
  const text = useOverviewMessages();
  const { figures } = useMessages();
  const [under, setUnder] = useDetail('overview', 'under', UNDER);
  const [order, setOrder] = useDetail('overview', 'order', ORDERS);
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const of = useApp(({ run }) => run.of);
  const heads = useScores(useApp(selectAllAttention), of);
  const selection = useApp(selectSelection);
  useScoresTable(heads);
  if (!heads || !of) return <p className={panel.waiting}>{text.waiting}</p>;
  const shown = pointed ?? selection;
  const told = heads.find(
    ({ attention, head }) =>
      attention.selection.kind === shown.kind &&
      attention.selection.layer === shown.layer &&
      head === shown.head,
  );
  // A score that no head here has is not offered.
  const offered = behaviours.filter((behaviour) => heads.some(({ scores }) => scores[behaviour] !== null));
  const chosen = under === 'name' || offered.includes(under) ? under : 'name';
  return (
    <>
      <div className={styles.choices}>
        <Choice
          label={text.under}
          value={chosen}
          onChange={setUnder}
          options={[
            { value: 'name' as Under, label: text.name },
            ...offered.map((value) => ({ value, label: text.behaviours[value].name })),
          ]}
        />
        <Segmented
          label={text.order}
          size="small"
          value={order}
          onChange={setOrder}
          segments={ORDERS.map((value) => ({ value, label: text.orders[value] }))}
        />
      </div>
      {figureKinds(of.config).map((kind) => (
        <section key={kind} className={styles.part}>
          <h3>{figures.kinds[kind]}</h3>
          <HeadsFigure
            kind={kind}
            heads={heads}
            under={chosen}
            isSorted={order === 'score'}
            onHover={(head) => setPointed(head && { ...head, kind })}
          />
        </section>
      ))}
      {told && (
        <ScoreTable
          title={text.place(figures.kinds[shown.kind], shown.layer + 1, shown.head + 1)}
          scores={told.scores}
        />
      )}
      <p className={styles.rule}>{text.rule}</p>
      {shown.kind === 'cross' && !offered.includes('aligned') && <p className={styles.rule}>{text.noGold}</p>}
    </>
  );
}
