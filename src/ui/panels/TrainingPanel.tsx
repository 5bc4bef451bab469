import { Flag } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import controls from '../controls/controls.module.css';
import { Section } from '../controls/Section';
import { useApp } from '../page';
import { CurvesFigure } from '../training/CurvesFigure';
import { FamilyViews } from '../training/FamilyViews';
import { Interrupted } from '../training/Interrupted';
import { KeptTrainings } from '../training/KeptTrainings';
import { OptionsForm } from '../training/OptionsForm';
import { PlanChange } from '../training/PlanChange';
import { TaskPicker } from '../training/TaskPicker';
import { TimeSlider } from '../training/TimeSlider';
import { TrainingControls } from '../training/TrainingControls';
import { TrainingFacts } from '../training/TrainingFacts';
import styles from '../training/training.module.css';
import { useTask, useTrainingMessages } from '../training/useTraining';
import { lazyPart } from '../lazyPart';
import { Part } from '../Part';

const RaceDialog = lazyPart(() =>
  import('../training/RaceDialog').then(({ RaceDialog: component }) => component),
);

/** Trains the model on the page, while the figures show what becomes of it. */
export function TrainingPanel() {
  const text = useTrainingMessages();
  const training = useApp((state) => state.training);
  const plan = useApp((state) => state.trainingPlan);
  const task = useTask(plan.task);
  const [isRaceOpen, setRaceOpen] = useState(false);
  const { learningRate, batchSize } = plan.options;
  return (
    <section className={styles.panel} aria-label={text.heading}>
      <Interrupted />
      <TaskPicker task={task} />
      {training && <PlanChange training={training} />}
      <TrainingControls task={task} />
      {training && (
        <>
          <TrainingFacts training={training} />
          <CurvesFigure training={training} />
          <TimeSlider training={training} />
        </>
      )}
      <div>
        <Section title={text.sees}>{task && <FamilyViews task={task} />}</Section>
        <Section title={text.options} summary={text.optionSummary(String(learningRate), String(batchSize))}>
          <OptionsForm />
        </Section>
      </div>
      <div>
        <Button className={controls.button ?? ''} onPress={() => setRaceOpen(true)}>
          <Flag size={14} aria-hidden /> {text.race.open}
        </Button>
      </div>
      <KeptTrainings />
      {isRaceOpen && (
        <Part>
          <RaceDialog task={task} onClose={() => setRaceOpen(false)} />
        </Part>
      )}
    </section>
  );
}
