import { useState } from 'react';
import type { ReachStep } from '../../../model/reach';
import type { BenchSlot } from '../../../state/bench/types';
import { selectAttention } from '../../../state/selectors';
import { FigureTools } from '../../exporting/FigureTools';
import { FrameProvider, useNewFrame } from '../../exporting/frame';
import { useApp } from '../../page';
import { MaskFigure } from './MaskFigure';
import { MaskPlace } from './MaskPlace';
import { MaskRules } from './MaskRules';
import styles from './masks.module.css';
import { PaddingRow } from './PaddingRow';
import { useMaskWords } from './useMaskWords';

interface Props {
  readonly slot: BenchSlot;
  readonly path: readonly ReachStep[];
}

/** The mask of one attention of a model: which, its rule, its padding, and what is painted over it. */
export function MaskEditorPart({ slot, path }: Props) {
  const text = useMaskWords();
  const attention = useApp(selectAttention);
  const frame = useNewFrame();
  /** What became of the last change, until the next. */
  const [said, say] = useState('');
  return (
    <FrameProvider value={frame}>
      <div className={styles.place}>
        <MaskPlace />
        <FigureTools subject={{ title: text.maskTitle, chooses: 'head', isOfSeveral: true }} />
      </div>
      <MaskRules slot={slot} onSaid={say} />
      <PaddingRow slot={slot} onSaid={say} />
      {attention ? (
        <MaskFigure slot={slot} attention={attention} path={path} onSaid={say} />
      ) : (
        <p className={styles.quiet}>{text.waiting}</p>
      )}
      <output className={styles.said}>{said}</output>
    </FrameProvider>
  );
}
