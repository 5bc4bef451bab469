import { type ReactNode, memo } from 'react';
import { selectSelection } from '../../state/selectors';
import { figureKinds } from '../../state/slices/selection';
import type { AppState } from '../../state/types';
import { Choice } from '../controls/Choice';
import { Segmented } from '../controls/Segmented';
import { PaletteTool } from '../exporting/FigureTools';
import { useActions, useApp, useMessages } from '../page';
import { KindChoice } from './KindChoice';
import { ViewPicker } from './ViewPicker';
import styles from './figure.module.css';

const SCALES = ['linear', 'sqrt'] as const;
const MOST_SEGMENTS = 6;

interface KindPickerProps {
  readonly hasKinds: boolean;
  /** What can be done with the figure; keep it stable. */
  readonly tools: ReactNode;
}

/** Which attention, and how it is drawn. */
export const KindPicker = memo(function KindPicker({ hasKinds, tools }: KindPickerProps) {
  const { figures: text } = useMessages();
  const config = useApp((state) => state.config);
  const kind = useApp((state) => selectSelection(state).kind);
  const view = useApp((state) => state.view);
  const kinds = figureKinds(config);
  return (
    <div className={styles.head}>
      <h2 className={kinds.length > 1 && hasKinds ? styles.hidden : styles.title}>
        {hasKinds ? text.kinds[kind] : text.views[view]}
      </h2>
      {hasKinds && <KindChoice />}
      <span className={styles.headEnd}>
        <ViewPicker />
        {tools}
      </span>
    </div>
  );
});

/** Which layer, and how weights become colours. */
export const LayerPicker = memo(function LayerPicker() {
  const { figures: text } = useMessages();
  const { chooseLayer, setScale } = useActions();
  const scale = useApp((state) => state.scale);
  const layer = useApp((state) => selectSelection(state).layer);
  const isMatrix = useApp((state) => state.view === 'matrix');
  // The lines of all heads are in hues of their heads.
  const hasColors = useApp((state) => state.view !== 'links' || state.linkHeads === 'one');
  const nLayers = useApp(layersOfKind);
  const layers = Array.from({ length: nLayers }, (_, index) => ({
    value: String(index),
    label: String(index + 1),
  }));
  const choose = (value: string) => chooseLayer(Number(value));
  return (
    <div className={styles.pickers}>
      {nLayers > MOST_SEGMENTS ? (
        <Choice label={text.layer} value={String(layer)} options={layers} onChange={choose} />
      ) : (
        <div className={styles.layers}>
          <span aria-hidden>{text.layer}</span>
          <Segmented
            label={text.layer}
            size="small"
            value={String(layer)}
            onChange={choose}
            segments={layers}
          />
        </div>
      )}
      <span className={styles.colors}>
        {isMatrix && (
          <Segmented
            label={text.scale}
            size="small"
            value={scale}
            onChange={setScale}
            segments={SCALES.map((value) => ({ value, label: text.scales[value] }))}
          />
        )}
        {hasColors && <PaletteTool />}
      </span>
    </div>
  );
});

function layersOfKind(state: AppState): number {
  const { nEncoderLayers, nDecoderLayers } = state.config;
  return selectSelection(state).kind === 'encoderSelf' ? nEncoderLayers : nDecoderLayers;
}
