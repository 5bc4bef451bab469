import { useState } from 'react';
import { Button, Label, Slider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components';
import { attentionName, type AttentionPart } from '../../../model/traceNames';
import type { LinkableIntervention } from '../../../model/intervention';
import { withIntervention } from '../../../state/bench/interventionList';
import { type AttentionView, selectAttention } from '../../../state/selectors';
import controls from '../../controls/controls.module.css';
import { formatPercent } from '../../format';
import { headWeights } from '../../headWeights';
import { useActions, useApp, useMessages } from '../../page';
import { LayerPicker } from '../../panels/FigurePickers';
import { KindChoice } from '../../panels/KindChoice';
import { HeadStripFigure } from '../../panels/HeadStripFigure';
import { MatrixFigure } from '../../views/MatrixFigure';
import styles from './interventions.module.css';
import { useWords } from './words';

/** The attention map, and the row that is locked in it to be set by hand. */
export function RowEditor() {
  const text = useWords();
  const attention = useApp(selectAttention);
  const scale = useApp((state) => state.scale);
  return (
    <section className={styles.block} aria-labelledby="row-editor">
      <h3 id="row-editor">{text.row.title}</h3>
      <KindChoice />
      <LayerPicker />
      {attention && (
        <>
          <HeadStripFigure attention={attention} scale={scale} />
          <MatrixFigure attention={attention} />
          <RowControls attention={attention} />
        </>
      )}
    </section>
  );
}

function RowControls({ attention }: { readonly attention: AttentionView }) {
  const text = useWords();
  const { figures } = useMessages();
  const { setInterventions } = useActions();
  const list = useApp((state) => state.interventions);
  const { selection, queries, keys, weights, nHeads, masked } = attention;
  const { kind, layer, head, query, key } = selection;
  const [dragged, setDragged] = useState<number | null>(null);
  const queryToken = query === null ? undefined : queries.tokens[query];
  if (query === null || !queryToken) return <p className={styles.note}>{text.row.choose}</p>;
  const keyToken = key === null ? undefined : keys.tokens[key];
  const nKeys = keys.tokens.length;
  const weight = key === null ? 0 : (headWeights(weights, nHeads)[head]?.[query * nKeys + key] ?? 0);
  const isHidden = key !== null && masked[query * nKeys + key] === 1;
  const set = (
    part: AttentionPart,
    where: LinkableIntervention['where'],
    change: LinkableIntervention['change'],
  ): void => {
    const stack = kind === 'encoderSelf' ? 'encoder' : 'decoder';
    const at = attentionName(stack, layer, kind === 'cross' ? 'crossAttention' : 'selfAttention', part);
    setInterventions(withIntervention(list, { at, where: { head, query, ...where }, change }));
  };
  const place = figures.matrixName(figures.kinds[kind], layer + 1, head + 1);
  return (
    <fieldset className={styles.row}>
      <legend>{text.row.of(queryToken.display, place)}</legend>
      {key !== null && keyToken && !isHidden && (
        <>
          <Slider
            className={styles.slider ?? ''}
            value={dragged ?? weight}
            minValue={0}
            maxValue={1}
            step={0.01}
            formatOptions={{ style: 'percent', maximumFractionDigits: 1 }}
            onChange={(value) => setDragged(value)}
            onChangeEnd={(value) => {
              setDragged(null);
              set('pattern', { key }, { kind: 'edge', weight: value });
            }}
          >
            <Label>{text.row.weight(keyToken.display)}</Label>
            <SliderOutput>{formatPercent(dragged ?? weight)}</SliderOutput>
            <SliderTrack className={styles.track ?? ''}>
              <SliderThumb className={styles.thumb ?? ''} />
            </SliderTrack>
          </Slider>
          <div className={styles.buttons}>
            <Button
              className={controls.button ?? ''}
              onPress={() => set('pattern', { key }, { kind: 'edge', weight: 1 })}
            >
              {text.row.pin(keyToken.display)}
            </Button>
            <Button className={controls.button ?? ''} onPress={() => set('scores', { key }, { kind: 'cut' })}>
              {text.row.cut(keyToken.display)}
            </Button>
          </div>
        </>
      )}
      <div className={styles.buttons}>
        <Button className={controls.button ?? ''} onPress={() => set('scores', {}, { kind: 'zero' })}>
          {text.row.uniform}
        </Button>
      </div>
      <p className={styles.note}>{text.row.note}</p>
    </fieldset>
  );
}
