import { use } from 'react';
import { useStore } from 'zustand';
import { insideMessages } from '../../../i18n/insideMessages';
import { formatPercent } from '../../format';
import { hoveredKey } from '../../hoverLink';
import { useApp, useMessages, usePage } from '../../page';
import { formatValue } from '../beyond/labels';
import styles from './head.module.css';
import type { HeadRow } from './headRow';

const MOST_KEYS = 64;
/** Below this it is rounding, and no position or cap adds anything. */
const ROUNDING = 1e-3;

/** From q · k to the weight, one step a column and one key a row. */
export function ScoresTable({ shown }: { readonly shown: HeadRow }) {
  const text = use(insideMessages(useApp((state) => state.language)));
  const { figures } = useMessages();
  const { steps } = text;
  const { row, keys, queries, query, key: chosen, isMasked, scale, attention } = shown;
  const { kind, layer, head } = attention.selection;
  const { hover } = usePage();
  const pointed = useStore(hover, (state) => hoveredKey(state, kind));
  const place = text.place(
    figures.matrixName(figures.kinds[kind], layer + 1, head + 1),
    text.token(query + 1, queries[query] ?? ''),
  );
  const hasAdded = row.added.some((value) => Math.abs(value) > ROUNDING);
  const all = keys.map((_, key) => key);
  const listed =
    all.length <= MOST_KEYS
      ? all
      : all
          .toSorted((a, b) => (row.weights[b] ?? 0) - (row.weights[a] ?? 0))
          .slice(0, MOST_KEYS)
          .toSorted((a, b) => a - b);
  return (
    <section className={styles.part}>
      <h3>{steps.title}</h3>
      <table className={styles.scores} aria-label={steps.caption(place)}>
        <thead>
          <tr>
            <th scope="col">{steps.key}</th>
            <th scope="col">{steps.dot}</th>
            <th scope="col">{steps.scaled(formatValue(scale))}</th>
            {hasAdded && <th scope="col">{steps.added}</th>}
            <th scope="col">{steps.score}</th>
            <th scope="col">{steps.weight}</th>
          </tr>
        </thead>
        <tbody>
          {listed.map((key) => {
            const weight = row.weights[key] ?? 0;
            return (
              <tr
                key={key}
                data-key={key}
                data-masked={isMasked(key) || undefined}
                data-pointed={key === pointed || undefined}
                data-chosen={key === chosen || undefined}
                onPointerEnter={() => hover.point({ key })}
                onPointerLeave={() => hover.clear()}
              >
                <th scope="row">{keys[key]}</th>
                <td>{formatValue(row.dots[key] ?? 0)}</td>
                <td>{formatValue(row.scaled[key] ?? 0)}</td>
                {hasAdded && <td>{formatValue(row.added[key] ?? 0)}</td>}
                <td>{formatValue(row.scores[key] ?? 0)}</td>
                <td>
                  {isMasked(key) ? steps.masked : formatPercent(weight)}
                  <span className={styles.bar} aria-hidden>
                    <span style={{ width: `${100 * weight}%` }} />
                  </span>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p>
        {steps.says} {listed.length < all.length && steps.most(listed.length, all.length)}
      </p>
    </section>
  );
}
