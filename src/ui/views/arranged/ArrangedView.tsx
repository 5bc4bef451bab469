import { use, useMemo } from 'react';
import { arranged } from '../../../analysis/arrange';
import { arrangedMessages } from '../../../i18n/arrangedMessages';
import { type AttentionView, selectAttention } from '../../../state/selectors';
import { tokenUnits } from '../../../text/tokenGroups';
import { Choice } from '../../controls/Choice';
import { Segmented } from '../../controls/Segmented';
import { Toggle } from '../../controls/Toggle';
import { formatInteger, formatPercent } from '../../format';
import { headWeights } from '../../headWeights';
import { useApp, useMessages } from '../../page';
import panel from '../../panels/figure.module.css';
import { useDetail } from '../useDetail';
import styles from './arranged.module.css';
import { ArrangedFigure } from './ArrangedFigure';
import { bothMasked, linesOf } from './arrangement';
import { ComparedPicker, useCompared } from './ComparedPicker';

const ORDERS = ['text', 'word'] as const;
/** In percent. */
const THRESHOLDS = ['0', '1', '5', '10', '25'] as const;
const SPECIALS = ['shown', 'hidden', 'renormalised'] as const;

/** One head's map grouped, sorted, thresholded, without special tokens, with its totals, or less another head's. */
export default function ArrangedView() {
  const { figures } = useMessages();
  const attention = useApp(selectAttention);
  if (!attention) return <p className={panel.waiting}>{figures.waiting}</p>;
  return <Arranging attention={attention} />;
}

function Arranging({ attention }: { readonly attention: AttentionView }) {
  const text = use(arrangedMessages(useApp((state) => state.language)));
  const [unit, setUnit] = useDetail('arranged', 'rows', tokenUnits);
  const [order, setOrder] = useDetail('arranged', 'order', ORDERS);
  const [from, setFrom] = useDetail('arranged', 'from', THRESHOLDS);
  const [specials, setSpecials] = useDetail('arranged', 'special', SPECIALS);
  const tokenization = useApp(({ run, tokenization: now }) => run.of?.tokenization ?? now);
  const compared = useCompared(attention);
  const { weights, nHeads, masked, queries, keys, selection } = attention;
  const { head } = selection;
  const hides = specials !== 'shown';
  const renormalises = specials === 'renormalised';
  const [rows, cols] = useMemo(() => {
    const how = { unit, isSorted: order === 'word', hides };
    return [linesOf(queries, tokenization, how), linesOf(keys, tokenization, how)] as const;
  }, [queries, keys, tokenization, unit, order, hides]);
  const made = useMemo(() => {
    const own = headWeights(weights, nHeads)[head] ?? new Float32Array();
    const other = compared?.attention ?? null;
    const less = other && compared && (headWeights(other.weights, other.nHeads)[compared.head] ?? null);
    return arranged(own, less, other ? bothMasked(masked, other.masked) : masked, keys.tokens.length, {
      queries: rows.map(({ positions }) => positions),
      keys: cols.map(({ positions }) => positions),
      renormalises,
      threshold: Number(from) / 100,
    });
  }, [weights, nHeads, head, compared, masked, keys, rows, cols, renormalises, from]);
  const notes = useMemo(() => {
    const nShown = cols.reduce((sum, { positions }) => sum + positions.length, 0);
    const nHidden =
      keys.tokens.length - nShown + (keys === queries ? 0 : queries.tokens.length - made.nQueries);
    return [
      ...(unit === 'token' ? [] : [text.grouped[unit]]),
      ...(unit === 'word' && tokenization.kind !== 'words' ? [text.foundWords] : []),
      ...(hides && nHidden > 0 ? [text.hidden(nHidden, renormalises)] : []),
      ...(made.nLeftOut > 0
        ? [text.leftOut(formatInteger(made.nLeftOut), formatPercent(made.shareLeftOut))]
        : []),
    ];
  }, [text, unit, tokenization, hides, renormalises, made, cols, keys, queries]);
  return (
    <>
      <div className={styles.choices}>
        <ComparedPicker attention={attention} />
        <Choice
          label={text.threshold}
          value={from}
          onChange={setFrom}
          options={THRESHOLDS.map((value) => ({
            value,
            label: value === '0' ? text.all : formatPercent(Number(value) / 100),
          }))}
        />
        <Segmented
          label={text.unit}
          size="small"
          value={unit}
          onChange={setUnit}
          segments={tokenUnits.map((value) => ({ value, label: text.units[value] }))}
        />
        <Segmented
          label={text.order}
          size="small"
          value={order}
          onChange={setOrder}
          segments={ORDERS.map((value) => ({ value, label: text.orders[value] }))}
        />
        <Toggle
          label={text.hides}
          isSelected={hides}
          onChange={(isHidden) => setSpecials(isHidden ? 'hidden' : 'shown')}
        />
        {hides && (
          <Toggle
            label={text.renormalises}
            isSelected={renormalises}
            onChange={(isOn) => setSpecials(isOn ? 'renormalised' : 'hidden')}
          />
        )}
      </div>
      {compared && !compared.attention ? (
        <p className={panel.waiting}>{text.reading}</p>
      ) : (
        <ArrangedFigure
          attention={attention}
          made={made}
          rows={rows}
          cols={cols}
          other={compared}
          isRenormalised={renormalises}
          unit={unit}
          notes={notes}
        />
      )}
    </>
  );
}
