import { use } from 'react';
import { handSetMessages } from '../../../i18n/handSetMessages';
import { selectAttention, selectPrediction } from '../../../state/selectors';
import { mainText } from '../../../state/bench/sharedText';
import { Segmented } from '../../controls/Segmented';
import { formatPercent, formatSignificant } from '../../format';
import { useApp, useMessages } from '../../page';
import { MatrixFigure } from '../../views/MatrixFigure';
import { useBench } from '../workspace';
import styles from './handSet.module.css';
import { headAt, measuredAgainstFormula } from './measured';
import type { Opened } from './useOpened';

/** More than 32-bit floats lose in a pass, on any backend that computes with them. */
const ROUNDING = 1e-4;

/** What the model computes: the map of the head, its numbers beside those of the formula, and what it predicts. */
export function HandSetMap({ opened }: { readonly opened: Opened }) {
  const text = use(handSetMessages(useApp((state) => state.language)));
  const { trained } = useMessages();
  const { select } = useBench();
  const attention = useApp(selectAttention);
  const { made, choice } = opened;
  if (!attention) return null;
  const head = headAt(made, attention.selection.layer);
  const numbers = measuredAgainstFormula(head, attention);
  const names = attention.queries.tokens.map(({ display }) => display);
  const at = (position: number): string => text.tokenAt(names[position] ?? '', position + 1);
  return (
    <>
      {made.heads.length > 1 && (
        <Segmented
          label={text.layer}
          size="small"
          value={String(head.layer)}
          onChange={(layer) => select({ layer: Number(layer), head: 0, query: null, key: null })}
          segments={made.heads.map(({ layer }) => ({
            value: String(layer),
            label: text.headOfLayer(
              layer + 1,
              trained.handSet.names[layer === made.head.layer ? choice.id : 'previousToken'],
            ),
          }))}
        />
      )}
      <div className={styles.map}>
        <MatrixFigure attention={attention} />
      </div>
      <div className={styles.numbers} aria-live="polite">
        {numbers.row && (
          <p>
            {numbers.row.key === null
              ? text.wantsNone(at(numbers.row.query))
              : text.reads(at(numbers.row.query), at(numbers.row.key))}{' '}
            <strong>
              {text.closedForm(numbers.row.formula.toFixed(4), numbers.row.measured.toFixed(4))}
            </strong>
          </p>
        )}
        <p className={styles.note}>
          {text.wholeMap(formatSignificant(numbers.difference, 2))}{' '}
          {numbers.difference > ROUNDING ? text.changed : text.rounding}
        </p>
      </div>
      <Predicted />
    </>
  );
}

/** What the model says at the position whose prediction is shown. */
function Predicted() {
  const text = use(handSetMessages(useApp((state) => state.language)));
  const prediction = useApp(selectPrediction);
  const typed = useApp(({ texts, config }) => mainText(texts, config.family));
  const top = prediction?.entries[0];
  if (!prediction || !top) return null;
  const percent = formatPercent(top.probability);
  return (
    <p className={styles.predicted}>
      {prediction.kind === 'masked'
        ? text.behindMask(prediction.position + 1, top.display, percent)
        : text.goesOn(typed, prediction.position + 1, top.display, percent)}
    </p>
  );
}
