import { useState } from 'react';
import type { ColorScale } from '../../figures/shared/color';
import { figureKinds } from '../../state/slices/selection';
import { selectAttention, selectSelection } from '../../state/selectors';
import { Choice } from '../controls/Choice';
import { Segmented } from '../controls/Segmented';
import { useActions, useApp, useMessages } from '../page';
import { AttentionFigure } from './AttentionFigure';
import { HeadStripFigure } from './HeadStripFigure';
import { RunFailure } from './RunFailure';
import { UntrainedNote } from './UntrainedNote';
import styles from './figure.module.css';

const TONES = { encoderSelf: 'encoder', decoderSelf: 'decoder', cross: 'cross' } as const;
const MOST_SEGMENTS = 6;

/** The attention of one head: which attention, which layer, which head, and its map. */
export function FigurePanel() {
  const messages = useMessages();
  const { figures: text } = messages;
  const { chooseKind, chooseLayer, setView } = useActions();
  const config = useApp((state) => state.config);
  const selection = useApp(selectSelection);
  const view = useApp((state) => state.view);
  const attention = useApp(selectAttention);
  const [scale, setScale] = useState<ColorScale>('sqrt');
  const kinds = figureKinds(config);
  const nLayers = selection.kind === 'encoderSelf' ? config.nEncoderLayers : config.nDecoderLayers;
  const layers = Array.from({ length: nLayers }, (_, layer) => ({
    value: String(layer),
    label: String(layer + 1),
  }));
  return (
    <section id="figure" tabIndex={-1} className={styles.panel} aria-label={text.heading}>
      <div className={styles.head}>
        <h2 className={kinds.length > 1 ? styles.hidden : styles.title}>{text.kinds[selection.kind]}</h2>
        {kinds.length > 1 && (
          <Segmented
            label={text.kind}
            size="small"
            value={selection.kind}
            onChange={chooseKind}
            segments={kinds.map((value) => ({
              value,
              label: text.shortKinds[value],
              tone: TONES[value],
            }))}
          />
        )}
        <Segmented
          label={text.view}
          size="small"
          value={view}
          onChange={setView}
          segments={(['matrix', 'links'] as const).map((value) => ({ value, label: text.views[value] }))}
        />
      </div>
      <UntrainedNote />
      <div className={styles.choose}>
        <div className={styles.pickers}>
          {nLayers > MOST_SEGMENTS ? (
            <Choice
              label={text.layer}
              value={String(selection.layer)}
              options={layers}
              onChange={(value) => chooseLayer(Number(value))}
            />
          ) : (
            <div className={styles.layers}>
              <span aria-hidden>{text.layer}</span>
              <Segmented
                label={text.layer}
                size="small"
                value={String(selection.layer)}
                onChange={(value) => chooseLayer(Number(value))}
                segments={layers}
              />
            </div>
          )}
          {view === 'matrix' && (
            <Segmented
              label={text.scale}
              size="small"
              value={scale}
              onChange={setScale}
              segments={(['linear', 'sqrt'] as const).map((value) => ({ value, label: text.scales[value] }))}
            />
          )}
        </div>
        {attention && <HeadStripFigure attention={attention} scale={scale} />}
      </div>
      <RunFailure />
      {attention ? (
        <AttentionFigure attention={attention} view={view} scale={scale} />
      ) : (
        <p className={styles.waiting}>{text.waiting}</p>
      )}
    </section>
  );
}
