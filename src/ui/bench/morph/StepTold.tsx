import { Button } from 'react-aria-components';
import type { BenchMorphMessages } from '../../../i18n/benchMorphMessages';
import { classes } from '../../controls/classes';
import controls from '../../controls/controls.module.css';
import { ReadingNotices } from '../ReadingNotices';
import { useWorkspace } from '../workspace';
import styles from './morph.module.css';
import { stepSentence } from './sentence';
import { StepNotes } from './StepNotes';
import { useMeasured } from './useMeasured';
import type { Morph } from './useMorph';
import type { StepBefore } from './useStepBefore';

interface Props {
  readonly morph: Morph;
  readonly before: StepBefore | null;
  readonly text: BenchMorphMessages;
}

/** The sentence of the step, and what else is to be known. */
export function StepTold({ morph, before, text }: Props) {
  const { steps, current, nearest, was } = morph;
  const step = steps[current];
  const measured = useMeasured(before);
  const hasSlot = useWorkspace(({ models }) => models.length < 3);
  const near = steps[nearest];
  if (!step) {
    return near ? (
      <div className={styles.told}>
        <p>{text.off(text.steps[near.id])}</p>
        <Button
          className={classes(controls.button, controls.primary) ?? ''}
          onPress={() => void morph.go(nearest)}
        >
          {text.begin(text.steps[near.id])}
        </Button>
      </div>
    ) : null;
  }
  const isWaiting = was !== null && !before && hasSlot;
  const sentence =
    measured.after && !isWaiting ? stepSentence(step.id, measured.before, measured.after, text) : null;
  return (
    <div className={styles.told}>
      <output className={styles.sentence}>{sentence ?? text.measuring}</output>
      {was && !hasSlot && <p className={styles.note}>{text.noSlot}</p>}
      <ReadingNotices />
      <StepNotes morph={morph} before={before} text={text} />
    </div>
  );
}
