import { useMemo } from 'react';
import { divergences } from '../../../analysis/outputChange';
import { largest } from '../../../analysis/outputs';
import { outputStackOf } from '../../../state/reads';
import { softmax } from '../../../state/softmax';
import type { Failure } from '../../../state/types';
import { Choice } from '../../controls/Choice';
import { FigureTools } from '../../exporting/FigureTools';
import { FrameProvider, useNewFrame } from '../../exporting/frame';
import { formatPercent } from '../../format';
import { useActions, useApp } from '../../page';
import { useBench } from '../workspace';
import styles from './interventions.module.css';
import { PositionsFigure } from './PositionsFigure';
import { usePoints } from '../points';
import type { Watched } from './useWatched';
import { useWords } from './words';

const SHOWN = 6;

interface Props {
  readonly watched: Watched | null;
  readonly failure: Failure | null;
}

/** The output before and after: at one position, and how far every position moved. */
export function Effect({ watched, failure }: Props) {
  const words = useWords().effect;
  const kind = useApp(({ config }) => config.head.kind);
  const hasOutput = kind !== 'none' && kind !== 'span';
  return (
    <section className={styles.block} aria-labelledby="effect">
      <h3 id="effect">{words.title}</h3>
      {failure && <p role="alert">{failure.message}</p>}
      {!hasOutput && <p className={styles.note}>{words.noOutput}</p>}
      {hasOutput && !watched && !failure && <p className={styles.note}>{words.waiting}</p>}
      {watched && (
        <>
          <Watch watched={watched} />
          <BeforeAfter watched={watched} />
          <Positions watched={watched} />
        </>
      )}
    </section>
  );
}

/** The position and the token whose probability is followed. */
function Watch({ watched }: { readonly watched: Watched }) {
  const words = useWords().effect;
  const { choosePredictionPosition } = useActions();
  const { setToolState } = useBench();
  const { tokens, position, why, id, nameOf, before, after, nOutputs } = watched;
  const ids = useMemo(() => {
    const from = position * nOutputs;
    const tops = [before, after].flatMap((logits) => largest(logits, SHOWN * 2, from, from + nOutputs));
    return [...new Set([id, ...tops])];
  }, [before, after, nOutputs, position, id]);
  return (
    <div className={styles.watch}>
      <Choice
        label={words.watch}
        value={String(position)}
        options={tokens.map(({ display }, index) => ({
          value: String(index),
          label: `${index + 1} ${display}`,
        }))}
        onChange={(value) => choosePredictionPosition(Number(value))}
      />
      <Choice
        label={words.token}
        value={String(id)}
        options={ids.map((one) => ({ value: String(one), label: nameOf(one) }))}
        onChange={(value) => setToolState('watch', value)}
      />
      {why && (
        <p className={styles.note}>{words.why[why](`${position + 1} ${tokens[position]?.display ?? ''}`)}</p>
      )}
    </div>
  );
}

function BeforeAfter({ watched }: { readonly watched: Watched }) {
  const words = useWords().effect;
  const points = usePoints();
  const { before, after, nOutputs, position, id, nameOf } = watched;
  const rows = useMemo(() => {
    const at = (logits: Float32Array): readonly number[] =>
      softmax(logits.subarray(position * nOutputs, (position + 1) * nOutputs));
    const [old, now] = [at(before), at(after)];
    const ids = new Set([id, ...largest(old, SHOWN), ...largest(now, SHOWN)]);
    return [...ids]
      .map((one) => ({ id: one, before: old[one] ?? 0, after: now[one] ?? 0 }))
      .toSorted((a, b) => Math.max(b.before, b.after) - Math.max(a.before, a.after));
  }, [before, after, nOutputs, position, id]);
  const chosen = rows.find((row) => row.id === id);
  return (
    <>
      {chosen && (
        <output className={styles.says}>
          {chosen.before === chosen.after
            ? words.stays(nameOf(id), formatPercent(chosen.before))
            : words.says(nameOf(id), formatPercent(chosen.before), formatPercent(chosen.after))}
        </output>
      )}
      <table className={styles.table}>
        <caption className={styles.hidden}>{words.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{words.other}</th>
            <th scope="col">{words.before}</th>
            <th scope="col">{words.after}</th>
            <th scope="col">{words.change}</th>
            <td aria-hidden />
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} data-chosen={row.id === id || undefined}>
              <th scope="row">{nameOf(row.id)}</th>
              <td>{formatPercent(row.before)}</td>
              <td>{formatPercent(row.after)}</td>
              <td>{points(row.after - row.before)}</td>
              <td aria-hidden>
                <span className={styles.bars}>
                  <span data-when="before" style={{ width: `${row.before * 100}%` }} />
                  <span data-when="after" style={{ width: `${row.after * 100}%` }} />
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Positions({ watched }: { readonly watched: Watched }) {
  const words = useWords().effect;
  const { before, after, nOutputs, tokens, of } = watched;
  const moved = useMemo(
    () => divergences(before, after, nOutputs).slice(0, tokens.length),
    [before, after, nOutputs, tokens],
  );
  const count = moved.filter((nats) => nats > 0).length;
  const frame = useNewFrame();
  const subject = useMemo(() => ({ title: words.positions, chooses: 'nothing' as const }), [words]);
  return (
    <FrameProvider value={frame}>
      <div className={styles.head}>
        <h4>{words.positions}</h4>
        <FigureTools subject={subject} />
      </div>
      <p className={styles.note}>{count === 0 ? words.same : words.moved(count, moved.length)}</p>
      <PositionsFigure moved={moved} tokens={tokens} stack={outputStackOf(of.config)} />
    </FrameProvider>
  );
}
