import { behaviours, behaviourSources, type BehaviourScores } from '../../../analysis/headBehaviour';
import { formatPercent } from '../../format';
import styles from './overview.module.css';
import { useOverviewMessages } from './useScores';

/** All that was measured of one head, with what each score is and where it comes from. */
export function ScoreTable({ title, scores }: { readonly title: string; readonly scores: BehaviourScores }) {
  const text = useOverviewMessages();
  const { columns } = text;
  return (
    <table className={styles.scores} aria-label={title}>
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">{columns.behaviour}</th>
          <th scope="col">{columns.score}</th>
          <th scope="col">{columns.meaning}</th>
        </tr>
      </thead>
      <tbody>
        {behaviours.map((behaviour) => {
          const score = scores[behaviour];
          if (score === null) return null;
          const { name, meaning } = text.behaviours[behaviour];
          const source = behaviourSources[behaviour];
          return (
            <tr key={behaviour} data-behaviour={behaviour} data-score={score}>
              <th scope="row">{name}</th>
              <td className={styles.score}>
                {formatPercent(score)}
                <span className={styles.bar} aria-hidden>
                  <span style={{ width: `${100 * score}%` }} />
                </span>
              </td>
              <td>
                {meaning} {source && <span className={styles.source}>{source}</span>}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
