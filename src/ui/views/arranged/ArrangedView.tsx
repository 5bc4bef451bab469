import { use, useMemo, useState } from 'react';
import { arranged } from '../../../analysis/arrange';
import { arrangedMessages } from '../../../i18n/arrangedMessages';
import { type AttentionView, selectAttention } from '../../../state/selectors';
import type { ShownText } from '../../../state/types';
import { Choice } from '../../controls/Choice';
import { Segmented } from '../../controls/Segmented';
import { Toggle } from '../../controls/Toggle';
import { formatInteger, formatPercent } from '../../format';
import { headWeights } from '../../headWeights';
import { useApp, useMessages } from '../../page';
import panel from '../../panels/figure.module.css';
import styles from './arranged.module.css';
import { ArrangedFigure } from './ArrangedFigure';

const ORDERS = ['text', 'word'] as const;
const THRESHOLDS = ['0', '0.01', '0.05', '0.1', '0.25'] as const;
const NO_HEAD = 'none';

/** One head's map sorted, thresholded, without special tokens, with its totals, or less another head's. */
export default function ArrangedView() {
  const { figures } = useMessages();
  const attention = useApp(selectAttention);
  if (!attention) return <p className={panel.waiting}>{figures.waiting}</p>;
  return <Arranging attention={attention} />;
}

/** Positions that are shown, in their order. */
function positionsOf({ tokens }: ShownText, byWord: boolean, hides: boolean): readonly number[] {
  const all = tokens.flatMap(({ special, padding }, position) =>
    hides && (special || padding) ? [] : [position],
  );
  if (!byWord) return all;
  const word = (position: number): string => tokens[position]?.display.trim().toLowerCase() ?? '';
  return all.toSorted((a, b) => word(a).localeCompare(word(b)) || a - b);
}

function Arranging({ attention }: { readonly attention: AttentionView }) {
  const text = use(arrangedMessages(useApp((state) => state.language)));
  const [against, setAgainst] = useState(NO_HEAD);
  const [order, setOrder] = useState<(typeof ORDERS)[number]>('text');
  const [threshold, setThreshold] = useState<(typeof THRESHOLDS)[number]>('0');
  const [hides, setHides] = useState(false);
  const [renormalises, setRenormalises] = useState(false);
  const { weights, nHeads, masked, queries, keys, selection } = attention;
  const { head } = selection;
  const other = against === NO_HEAD || Number(against) >= nHeads ? null : Number(against);
  const hidesAndRenormalises = hides && renormalises;
  const rows = useMemo(() => positionsOf(queries, order === 'word', hides), [queries, order, hides]);
  const cols = useMemo(() => positionsOf(keys, order === 'word', hides), [keys, order, hides]);
  const made = useMemo(() => {
    const heads = headWeights(weights, nHeads);
    return arranged(
      heads[head] ?? new Float32Array(),
      other === null ? null : (heads[other] ?? null),
      masked,
      keys.tokens.length,
      { queries: rows, keys: cols, renormalises: hidesAndRenormalises, threshold: Number(threshold) },
    );
  }, [weights, nHeads, head, other, masked, keys, rows, cols, hidesAndRenormalises, threshold]);
  const nHidden =
    keys.tokens.length - cols.length + (keys === queries ? 0 : queries.tokens.length - rows.length);
  return (
    <>
      <div className={styles.choices}>
        <Choice
          label={text.against}
          value={other === null ? NO_HEAD : against}
          onChange={setAgainst}
          options={[
            { value: NO_HEAD, label: text.none },
            ...Array.from({ length: nHeads }, (_, index) => ({
              value: String(index),
              label: text.head(index + 1),
            })),
          ]}
        />
        <Choice
          label={text.threshold}
          value={threshold}
          onChange={setThreshold}
          options={THRESHOLDS.map((value) => ({
            value,
            label: value === '0' ? text.all : formatPercent(Number(value)),
          }))}
        />
        <Segmented
          label={text.order}
          size="small"
          value={order}
          onChange={setOrder}
          segments={ORDERS.map((value) => ({ value, label: text.orders[value] }))}
        />
        <Toggle label={text.hides} isSelected={hides} onChange={setHides} />
        {hides && <Toggle label={text.renormalises} isSelected={renormalises} onChange={setRenormalises} />}
      </div>
      <ArrangedFigure
        attention={attention}
        made={made}
        rows={rows}
        cols={cols}
        other={other}
        isRenormalised={hidesAndRenormalises}
      />
      {hides && nHidden > 0 && <p className={panel.rows}>{text.hidden(nHidden, renormalises)}</p>}
      {made.nLeftOut > 0 && (
        <p className={panel.rows}>
          {text.leftOut(formatInteger(made.nLeftOut), formatPercent(made.shareLeftOut))}
        </p>
      )}
    </>
  );
}
