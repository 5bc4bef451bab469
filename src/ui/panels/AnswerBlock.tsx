import { spanAnswer } from '../../state/answers';
import { formatPercent } from '../format';
import { useApp, useMessages } from '../page';
import styles from './answers.module.css';
import results from './results.module.css';

/** The answer to the question as a span of the text, over the distributions of its start and its end. */
export function AnswerBlock() {
  const { trained: text } = useMessages();
  const answer = useApp(spanAnswer);
  if (!answer) return null;
  const { span, tokens, starts, ends } = answer;
  return (
    <div className={results.block}>
      <div className={results.head}>
        <h2>{text.answer}</h2>
      </div>
      {span ? (
        <p className={styles.answer}>
          <strong>{tokens.slice(span.start, span.end + 1).join(' ')}</strong>{' '}
          <small>{text.answerProbability(formatPercent(span.probability))}</small>
        </p>
      ) : (
        <p className={results.note}>{text.noAnswer}</p>
      )}
      <table className={styles.span} aria-label={text.spanFigure}>
        <thead>
          <tr>
            <th scope="col">{text.word}</th>
            <th scope="col">{text.start}</th>
            <th scope="col">{text.end}</th>
          </tr>
        </thead>
        <tbody>
          {tokens.map((token, position) => (
            <tr
              key={position}
              data-answer={(span && position >= span.start && position <= span.end) || undefined}
            >
              <th scope="row">{token}</th>
              <Share value={starts[position] ?? 0} />
              <Share value={ends[position] ?? 0} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Share({ value }: { readonly value: number }) {
  return (
    <td style={{ backgroundSize: `${100 * value}% 100%` }}>
      <span>{value < 0.001 ? '' : formatPercent(value)}</span>
    </td>
  );
}
