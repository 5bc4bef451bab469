import { Maximize2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import { IconButton } from '../controls/IconButton';
import { ModalDialog } from '../controls/ModalDialog';
import { formatScore } from '../format';
import { FigureTools } from '../exporting/FigureTools';
import { FrameProvider, useNewFrame } from '../exporting/frame';
import type { FrameSubject } from '../exporting/subject';
import { useActions, useApp, useMessages } from '../page';
import { BeamTreeFigure } from './BeamTreeFigure';
import styles from './generation.module.css';
import { useGenerationMessages, useWrittenText } from './useGeneration';

/** A beam search: the hypotheses that it finished, to choose from, and its tree. */
export function BeamBlock() {
  const text = useGenerationMessages();
  const { app } = useMessages();
  const beam = useApp((state) => state.beam);
  const isRunning = useApp((state) => state.generation.status === 'running');
  const [isLarge, setLarge] = useState(false);
  const frame = useNewFrame();
  const largeFrame = useNewFrame();
  const subject = useMemo((): FrameSubject => ({ title: text.tree, chooses: 'nothing' }), [text]);
  if (!beam || beam.nodes.length === 0) return null;
  return (
    <div className={styles.beam}>
      <div className={styles.beamHead}>
        <h3>{text.hypotheses}</h3>
        <span className={styles.beamTools}>
          <FrameProvider value={frame}>
            <FigureTools subject={subject} />
          </FrameProvider>
          <IconButton icon={Maximize2} label={text.enlarge} onPress={() => setLarge(true)} />
        </span>
      </div>
      {beam.hypotheses.length > 0 && <Hypotheses />}
      {beam.hypotheses.length === 0 && !isRunning && <p className={styles.note}>{text.searchStopped}</p>}
      <FrameProvider value={frame}>
        <BeamTreeFigure beam={beam} />
      </FrameProvider>
      <ModalDialog isWide title={text.tree} closeLabel={app.close} isOpen={isLarge} onOpenChange={setLarge}>
        <div className={styles.large}>
          <FrameProvider value={largeFrame}>
            <FigureTools subject={subject} />
            <BeamTreeFigure beam={beam} />
          </FrameProvider>
        </div>
      </ModalDialog>
    </div>
  );
}

function Hypotheses() {
  const text = useGenerationMessages();
  const { takeHypothesis } = useActions();
  const written = useWrittenText();
  const beam = useApp((state) => state.beam);
  return (
    <>
      <p className={styles.note}>{text.hypothesesNote}</p>
      <ol className={styles.hypotheses}>
        {beam?.hypotheses.map(({ node, ids, score }, place) => {
          const words = written([...beam.base.map(({ id }) => id), ...ids]);
          return (
            <li key={node}>
              <button
                type="button"
                className={styles.hypothesis}
                aria-pressed={node === beam.taken}
                onClick={() => takeHypothesis(node)}
              >
                <span className={styles.rank}>{place + 1}</span>
                <bdi className={styles.words}>{words}</bdi>
                <span className={styles.score}>{formatScore(score)}</span>
              </button>
            </li>
          );
        })}
      </ol>
    </>
  );
}
