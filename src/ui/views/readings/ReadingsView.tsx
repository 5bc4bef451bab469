import { use, useCallback, useMemo } from 'react';
import { valueWeighted } from '../../../analysis/valueWeighted';
import { readingsMessages } from '../../../i18n/readingsMessages';
import type { AttentionPlace, ReadingsAnswer } from '../../../model/study';
import { type AttentionView, selectAttention, selectSelection } from '../../../state/selectors';
import type { FigureKind } from '../../../state/types';
import { headWeights } from '../../headWeights';
import { useApp, useMessages } from '../../page';
import panel from '../../panels/figure.module.css';
import { useStudy } from '../beyond/useStudy';
import { ReadingFigure } from './ReadingFigure';
import styles from './readings.module.css';

const READINGS = ['weights', 'norms', 'mean', 'rollout'] as const;

function placeOf(kind: FigureKind, layer: number): AttentionPlace {
  if (kind === 'cross') return { stack: 'decoder', attention: 'crossAttention', layer };
  return { stack: kind === 'encoderSelf' ? 'encoder' : 'decoder', attention: 'selfAttention', layer };
}

/** One attention read in four ways, with what each may be taken for. */
export default function ReadingsView() {
  const text = use(readingsMessages(useApp((state) => state.language)));
  const attention = useApp(selectAttention);
  const { kind, layer } = useApp(selectSelection);
  const ask = useCallback(() => ({ place: placeOf(kind, layer) }), [kind, layer]);
  const { studied, failure } = useStudy('readings', ask);
  if (failure) {
    return (
      <p role="alert" className={panel.failure}>
        {failure.message}
      </p>
    );
  }
  const answer = studied?.answer;
  if (!attention || !answer || !isOf(answer, attention)) {
    return <p className={panel.waiting}>{text.waiting}</p>;
  }
  return <Readings attention={attention} answer={answer} />;
}

/** Whether an answer is about this attention, and not about the one before. */
function isOf(
  { place, nQueries, nKeys }: ReadingsAnswer,
  { selection, queries, keys }: AttentionView,
): boolean {
  const wanted = placeOf(selection.kind, selection.layer);
  return (
    place.stack === wanted.stack &&
    place.attention === wanted.attention &&
    place.layer === wanted.layer &&
    nQueries === queries.tokens.length &&
    nKeys === keys.tokens.length
  );
}

function Readings({
  attention,
  answer,
}: {
  readonly attention: AttentionView;
  readonly answer: ReadingsAnswer;
}) {
  const text = use(readingsMessages(useApp((state) => state.language)));
  const { figures } = useMessages();
  const scale = useApp((state) => state.scale);
  const { weights, nHeads, selection } = attention;
  const { kind, layer, head } = selection;
  const values = useMemo(() => {
    const own = headWeights(weights, nHeads)[head] ?? new Float32Array();
    const norms = answer.valueNorms.subarray(head * answer.nKeys, (head + 1) * answer.nKeys);
    return {
      weights: own,
      norms: valueWeighted(own, norms),
      mean: answer.mean,
      rollout: answer.rollout,
    };
  }, [weights, nHeads, head, answer]);
  const ofHead = figures.matrixName(figures.kinds[kind], layer + 1, head + 1);
  const ofLayer = text.headless(figures.kinds[kind], layer + 1);
  return (
    <div className={styles.grid}>
      {READINGS.map((reading) => {
        const { name, legend, means } = text.readings[reading];
        const place = reading === 'weights' || reading === 'norms' ? ofHead : ofLayer;
        return (
          <section key={reading} className={styles.reading} data-reading={reading}>
            <h3>
              {name} <span>{place}</span>
            </h3>
            <ReadingFigure
              attention={attention}
              values={values[reading]}
              name={text.figure(name, place)}
              legend={legend}
              scale={scale}
            />
            <p>
              {means} {reading === 'rollout' && kind === 'cross' && text.readings.rollout.cross}
            </p>
          </section>
        );
      })}
    </div>
  );
}
