import { Eraser, Square, WandSparkles } from 'lucide-react';
import { Button, ProgressBar } from 'react-aria-components';
import { selectHasEnded, selectRoom } from '../../state/selectors';
import type { AppState } from '../../state/types';
import { classes } from '../controls/classes';
import controls from '../controls/controls.module.css';
import { IconButton } from '../controls/IconButton';
import { useActions, useApp } from '../page';
import styles from './generation.module.css';
import { useGenerationMessages, writingOf } from './useGeneration';

/** Writes one token or all, stops, clears, and says why nothing can be written. */
export function WritingButtons() {
  const text = useGenerationMessages();
  const { generate, generateOne, cancelGeneration, clearGenerated } = useActions();
  const isSearch = useApp((state) => state.decoding === 'beam');
  const writing = useApp(writingOf);
  const room = useApp(selectRoom);
  const isEnded = useApp(selectHasEnded);
  const isLong = useApp(({ generation }) => generation.status === 'running' && generation.total > 1);
  const hasWritten = useApp(({ generation, beam }) => generation.steps.length > 0 || beam !== null);
  const canWrite = room > 0 && !isEnded;
  /** Nothing can follow, but all can be written anew. */
  const isAgain = !canWrite && hasWritten;
  const write = (): void => {
    if (isAgain) clearGenerated();
    void generate();
  };
  return (
    <>
      <div className={styles.actions}>
        {/* One button for both, so that a keyboard stays where it is. */}
        <Button
          className={classes(controls.button, controls.primary)}
          isDisabled={!isLong && !canWrite && !isAgain}
          onPress={isLong ? cancelGeneration : write}
        >
          {isLong ? <Square size={13} aria-hidden /> : <WandSparkles size={15} aria-hidden />}
          {isLong ? text.stop : isAgain ? text.again : isSearch ? text.search : text.all[writing]}
        </Button>
        {!isSearch && (
          <Button className={controls.button ?? ''} isDisabled={!canWrite} onPress={() => void generateOne()}>
            {text.one}
          </Button>
        )}
        <IconButton icon={Eraser} label={text.clear} isDisabled={!hasWritten} onPress={clearGenerated} />
      </div>
      {isLong && <Progress label={text.headings[writing]} />}
      {!isLong && isEnded && <p className={styles.note}>{text.ended}</p>}
      {!isLong && !isEnded && room === 0 && <p className={styles.note}>{text.full}</p>}
      <TypedTarget />
    </>
  );
}

function Progress({ label }: { readonly label: string }) {
  const text = useGenerationMessages();
  const total = useApp((state) => state.generation.total);
  const done = useApp(nDone);
  return (
    <ProgressBar aria-label={label} value={done} maxValue={total} className={styles.progress ?? ''}>
      {({ percentage }) => (
        <>
          <span>{text.progress(done, total)}</span>
          <span className={styles.progressTrack}>
            <span style={{ width: `${percentage ?? 0}%` }} />
          </span>
        </>
      )}
    </ProgressBar>
  );
}

/** A typed target is what the decoder was told to have written: it is not translated anew. */
function TypedTarget() {
  const text = useGenerationMessages();
  const { setText } = useActions();
  const hasTarget = useApp(
    ({ config, texts, generation }) =>
      config.family === 'encoder-decoder' && texts.target !== '' && generation.steps.length === 0,
  );
  if (!hasTarget) return null;
  return (
    <p className={styles.note}>
      {text.typedTarget}{' '}
      <Button className={controls.link ?? ''} onPress={() => setText('target', '')}>
        {text.emptyTarget}
      </Button>
    </p>
  );
}

/** How many tokens the last writing wrote, or how long its hypotheses are. */
function nDone({ generation: { steps, nBefore, status }, beam }: AppState): number {
  const isSearching = status === 'running' && beam !== null;
  return isSearching ? (beam.nodes.at(-1)?.step ?? -1) + 1 : steps.length - nBefore;
}
