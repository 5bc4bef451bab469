import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { TermsAnswer } from '../../../model/study';
import type { Element } from '../../../model/vectorPlace';
import { classes } from '../../controls/classes';
import styles from './head.module.css';
import { elementName, type Naming } from './naming';
import { formatTerm, originSentence, type TermRow, termRows, unexplained } from './termRows';

/** So many terms are listed, the largest; the others are one line. */
const SHOWN = 6;

interface Props {
  readonly naming: Naming;
  readonly answer: TermsAnswer;
  readonly onFollow: (element: Element) => void;
}

/** One number as a sum: its largest terms, the others together, and the number itself. */
export function TermsTable({ naming, answer, onFollow }: Props) {
  const { terms: text } = naming.text;
  const [showsAll, setShowsAll] = useState(false);
  const name = elementName(naming, answer.of);
  const rows = termRows(naming, answer);
  // One left over is as well listed.
  const listed = showsAll || rows.length <= SHOWN + 1 ? rows : rows.slice(0, SHOWN);
  const others = rows.slice(listed.length);
  const rest = unexplained(answer);
  const hasProducts = rows.some(({ product }) => product !== '');
  const nNames = hasProducts ? 2 : 1;
  const largest = rows.reduce((most, { value }) => Math.max(most, Math.abs(value)), 0);
  return (
    <>
      <h4 className={styles.number}>{text.equals(name, formatTerm(answer.value))}</h4>
      <p>{originSentence(naming, answer)}</p>
      {rows.length > 0 && (
        <table className={classes(styles.scores, styles.terms)} aria-label={text.caption(name)}>
          <thead>
            <tr>
              <th scope="col">{text.what}</th>
              {hasProducts && <th scope="col">{text.product}</th>}
              <th scope="col">{text.value}</th>
            </tr>
          </thead>
          <tbody>
            {listed.map((row) => (
              <tr key={row.key} data-term={row.value}>
                <th scope="row">
                  <Sources naming={naming} row={row} onFollow={onFollow} />
                </th>
                {hasProducts && <td>{row.product}</td>}
                <Value value={row.value} largest={largest} />
              </tr>
            ))}
          </tbody>
          <tfoot>
            {others.length > 0 && (
              <tr data-rest>
                <th scope="row" colSpan={nNames}>
                  {text.rest(others.length)}
                </th>
                <td>{formatTerm(others.reduce((sum, { value }) => sum + value, 0))}</td>
              </tr>
            )}
            {rest !== null && (
              <tr>
                <th scope="row" colSpan={nNames}>
                  {text.unexplained}
                </th>
                <td>{formatTerm(rest)}</td>
              </tr>
            )}
            <tr data-sum>
              <th scope="row" colSpan={nNames}>
                {text.sum}
              </th>
              <td>{formatTerm(answer.value)}</td>
            </tr>
          </tfoot>
        </table>
      )}
      {rows.length > SHOWN + 1 && (
        <Button className={styles.more ?? ''} onPress={() => setShowsAll(!showsAll)}>
          {showsAll ? text.fewer : text.all(rows.length)}
        </Button>
      )}
    </>
  );
}

/** The name of a term; each number that it came from is a step back. */
function Sources({ naming, row, onFollow }: Omit<Props, 'answer'> & { readonly row: TermRow }) {
  const { terms: text } = naming.text;
  const [only, ...others] = row.follow;
  const step = (element: Element, word: string) => (
    <Button
      key={word}
      className={styles.follow ?? ''}
      aria-label={text.follow(elementName(naming, element))}
      onPress={() => onFollow(element)}
    >
      {word}
    </Button>
  );
  if (!only) return row.name;
  if (others.length === 0) return step(only.element, row.name);
  return (
    <>
      {row.name} {row.follow.map(({ element, word }) => step(element, word))}
    </>
  );
}

/** A term with a bar of its size from the middle, to the left below 0. */
function Value({ value, largest }: { readonly value: number; readonly largest: number }) {
  const share = largest === 0 ? 0 : (50 * Math.abs(value)) / largest;
  return (
    <td>
      {formatTerm(value)}
      <span className={styles.signed} aria-hidden>
        <span style={{ width: `${share}%`, marginInlineStart: `${value < 0 ? 50 - share : 50}%` }} />
      </span>
    </td>
  );
}
