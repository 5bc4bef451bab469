import { useMemo } from 'react';
import { Button } from 'react-aria-components';
import type { LinkableIntervention } from '../../../model/intervention';
import {
  type AttentionRow,
  rowOfAttention,
  withIntervention,
  withLastIntervention,
  withoutRow,
} from '../../../state/bench/interventionList';
import { type AttentionView, selectAttention, selectSelection } from '../../../state/selectors';
import controls from '../../controls/controls.module.css';
import { FigureTools } from '../../exporting/FigureTools';
import { FrameProvider, useNewFrame } from '../../exporting/frame';
import { useActions, useApp, useMessages } from '../../page';
import { LayerPicker } from '../../panels/FigurePickers';
import { KindChoice } from '../../panels/KindChoice';
import { HeadStripFigure } from '../../panels/HeadStripFigure';
import { MatrixFigure } from '../../views/MatrixFigure';
import styles from './interventions.module.css';
import { RowFigure } from './RowFigure';
import type { Before } from './useBefore';
import { useWords } from './words';

/** The attention map, and the row that is locked in it to be set by hand. */
export function RowEditor({ before }: { readonly before: Before | null }) {
  const { row: text } = useWords();
  const attention = useApp(selectAttention);
  const scale = useApp((state) => state.scale);
  const row = useMemo(() => attention && rowOfAttention(attention), [attention]);
  // The keys of another memory are other tokens: what was read of the own ones says nothing of them.
  const hasOtherKeys = useApp(
    (state) => state.memoryText !== null && selectSelection(state).kind !== 'decoderSelf',
  );
  const plain = row && !hasOtherKeys ? (before?.array(row.pattern)?.data ?? null) : null;
  return (
    <section className={styles.block} aria-labelledby="row-editor">
      <h3 id="row-editor">{text.title}</h3>
      <KindChoice />
      <LayerPicker />
      {attention && (
        <>
          <HeadStripFigure attention={attention} scale={scale} />
          <MatrixFigure attention={attention} />
          {row ? (
            <Row attention={attention} row={row} before={plain} />
          ) : (
            <p className={styles.note}>{text.choose}</p>
          )}
        </>
      )}
    </section>
  );
}

interface RowProps {
  readonly attention: AttentionView;
  readonly row: AttentionRow;
  readonly before: Float32Array | null;
}

function Row({ attention, row, before }: RowProps) {
  const { row: text } = useWords();
  const { figures } = useMessages();
  const { kind, layer, head, query } = attention.selection;
  const token = attention.queries.tokens[query ?? -1]?.display ?? '';
  const title = text.of(token, figures.matrixName(figures.kinds[kind], layer + 1, head + 1));
  const frame = useNewFrame();
  const subject = useMemo(() => ({ title, chooses: 'nothing' as const }), [title]);
  return (
    <FrameProvider value={frame}>
      <div className={styles.row}>
        <div className={styles.head}>
          <h4>{title}</h4>
          <FigureTools subject={subject} />
        </div>
        <RowFigure attention={attention} row={row} before={before} />
        <RowButtons attention={attention} row={row} />
        <p className={styles.note}>{text.note}</p>
      </div>
    </FrameProvider>
  );
}

/** What is done to the whole row, or to the key that is locked in it, at once. */
function RowButtons({ attention, row }: Pick<RowProps, 'attention' | 'row'>) {
  const { row: text } = useWords();
  const { setInterventions } = useActions();
  const list = useApp((state) => state.interventions);
  const { selection, keys, masked } = attention;
  const { key } = selection;
  const { head, query, pattern, scores } = row;
  const token = key === null ? undefined : keys.tokens[key];
  const isHidden = key !== null && masked[query * keys.tokens.length + key] === 1;
  const measured = withoutRow(list, row);
  const score = (where: object, change: LinkableIntervention['change']): void =>
    setInterventions(withIntervention(list, { at: scores, where: { head, query, ...where }, change }));
  return (
    <div className={styles.buttons}>
      {key !== null && token && !isHidden && (
        <>
          <Button
            className={controls.button ?? ''}
            onPress={() =>
              setInterventions(
                withLastIntervention(list, {
                  ...{ at: pattern, where: { head, query, key }, change: { kind: 'edge', weight: 1 } },
                }),
              )
            }
          >
            {text.pin(token.display)}
          </Button>
          <Button className={controls.button ?? ''} onPress={() => score({ key }, { kind: 'cut' })}>
            {text.cut(token.display)}
          </Button>
        </>
      )}
      <Button className={controls.button ?? ''} onPress={() => score({}, { kind: 'zero' })}>
        {text.uniform}
      </Button>
      <Button
        className={controls.button ?? ''}
        isDisabled={measured.length === list.length}
        onPress={() => setInterventions(measured)}
      >
        {text.measured}
      </Button>
    </div>
  );
}
