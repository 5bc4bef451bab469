import { useMemo, useState } from 'react';
import { Button, ProgressBar } from 'react-aria-components';
import type { Ablation } from '../../../model/experiment';
import controls from '../../controls/controls.module.css';
import { Segmented } from '../../controls/Segmented';
import { formatPercent } from '../../format';
import { useApp } from '../../page';
import { HeadEffects } from './HeadEffects';
import styles from './interventions.module.css';
import { usePoints } from '../points';
import { signedNumber } from './signed';
import { useExperiment } from './useExperiment';
import type { Watched } from './useWatched';
import { useWords } from './words';

/** Every head switched off in turn, and every sub-layer: what the chosen output owes to each. */
export function Ranking({ watched }: { readonly watched: Watched | null }) {
  const { ranking: words, switchboard } = useWords();
  const [by, setBy] = useState<Ablation>('zero');
  const heads = useExperiment('headEffects');
  const parts = useExperiment('subLayerEffects');
  const of = useApp((state) => state.run.of);
  const running = heads.progress ?? parts.progress;
  const question = watched && { by, position: watched.position, id: watched.id };
  return (
    <section className={styles.block} aria-labelledby="ranking">
      <h3 id="ranking">{words.title}</h3>
      <div className={styles.buttons}>
        <Segmented
          label={switchboard.how}
          size="small"
          value={by}
          onChange={setBy}
          segments={(['zero', 'mean'] as const).map((value) => ({ value, label: switchboard.ways[value] }))}
        />
        {running ? (
          <Button
            className={controls.button ?? ''}
            onPress={() => {
              heads.stop();
              parts.stop();
            }}
          >
            {words.stop}
          </Button>
        ) : (
          <>
            <Button
              className={controls.button ?? ''}
              isDisabled={!question}
              onPress={() => question && heads.start({ kind: 'headEffects', ...question })}
            >
              {words.run}
            </Button>
            <Button
              className={controls.button ?? ''}
              isDisabled={!question}
              onPress={() => question && parts.start({ kind: 'subLayerEffects', ...question })}
            >
              {words.parts}
            </Button>
          </>
        )}
      </div>
      {running && <Progress {...running} />}
      {[heads.failure, parts.failure].map(
        (failure, index) =>
          failure && (
            <p key={index} role="alert">
              {failure.message}
            </p>
          ),
      )}
      {heads.answer && heads.asked && watched && (
        <>
          {heads.asked.of !== of && <p className={styles.note}>{words.stale}</p>}
          <p className={styles.note}>
            {words.note(watched.nameOf(heads.asked.experiment.id), heads.asked.experiment.position + 1)}{' '}
            {words.baseline(formatPercent(heads.answer.baseline.probability))}
          </p>
          <HeadEffects answer={heads.answer} />
        </>
      )}
      {parts.answer && <PartEffects answer={parts.answer} />}
    </section>
  );
}

function Progress({ done, total }: { readonly done: number; readonly total: number }) {
  const { ranking: words } = useWords();
  return (
    <ProgressBar
      className={styles.progress ?? ''}
      aria-label={words.title}
      value={done}
      maxValue={Math.max(1, total)}
      valueLabel={words.progress(done, total)}
    >
      {({ percentage, valueText }) => (
        <>
          <span className={styles.progressTrack}>
            <span style={{ width: `${percentage ?? 0}%` }} />
          </span>
          <span>{valueText}</span>
        </>
      )}
    </ProgressBar>
  );
}

type PartAnswer = NonNullable<ReturnType<typeof useExperiment<'subLayerEffects'>>['answer']>;

function PartEffects({ answer }: { readonly answer: PartAnswer }) {
  const { ranking: words, switchboard } = useWords();
  const points = usePoints();
  const rows = useMemo(
    () =>
      answer.effects.toSorted(
        (a, b) =>
          Math.abs(b.probability - answer.baseline.probability) -
          Math.abs(a.probability - answer.baseline.probability),
      ),
    [answer],
  );
  return (
    <table className={styles.table}>
      <caption className={styles.hidden}>{words.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{words.part}</th>
          <th scope="col">{words.probability}</th>
          <th scope="col">{words.change}</th>
          <th scope="col">{words.logit}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ stack, layer, part, probability, logit }) => (
          <tr key={`${stack}${layer}${part}`}>
            <th scope="row">
              {switchboard.part(
                part === 'layer' ? words.layer : switchboard.parts[part],
                switchboard.stacks[stack],
                layer + 1,
              )}
            </th>
            <td>{formatPercent(probability)}</td>
            <td>{points(probability - answer.baseline.probability)}</td>
            <td>{signedNumber(logit - answer.baseline.logit)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
