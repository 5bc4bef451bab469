import { Pause, Play } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Button } from 'react-aria-components';
import { type CurvesData, type CurvesOptions, mountTrainingCurves } from '../../figures/trainingCurves';
import { FAMILIES } from '../../state/training/raceModels';
import type { Race, RaceSize } from '../../state/training/types';
import type { Task } from '../../tasks/task';
import { classes } from '../controls/classes';
import controls from '../controls/controls.module.css';
import { ModalDialog } from '../controls/ModalDialog';
import { NumberBox } from '../controls/NumberBox';
import { Segmented } from '../controls/Segmented';
import { FigureTools } from '../exporting/FigureTools';
import { FrameProvider, useNewFrame } from '../exporting/frame';
import type { FrameSubject } from '../exporting/subject';
import { FigureHost } from '../FigureHost';
import { useActions, useApp, useMessages } from '../page';
import { curvesLabels, seriesOf } from './CurvesFigure';
import { RaceLane } from './RaceLane';
import { verdictSentences } from './verdictSentences';
import styles from './training.module.css';
import { useTrainingMessages } from './useTraining';

const SIZES: readonly RaceSize[] = ['small', 'medium', 'current'];
const FEWEST_STEPS = 10;
const MOST_STEPS = 5000;

interface Props {
  readonly task: Task | null;
  readonly onClose: () => void;
}

/** The three families learn the same thing side by side. */
export function RaceDialog({ task, onClose }: Props) {
  const { race: text, families } = useTrainingMessages();
  const words = useTrainingMessages();
  const { app } = useMessages();
  const { startRace, pauseRace, resumeRace } = useActions();
  const race = useApp((state) => state.race);
  const taskId = useApp((state) => state.trainingPlan.task.id);
  const [size, setSize] = useState<RaceSize>('small');
  const [steps, setSteps] = useState(300);
  const without = FAMILIES.filter((family) => task !== null && !task.families.includes(family));
  return (
    <ModalDialog
      isWide
      title={`${text.title}: ${words.tasks[race?.plan.task.id ?? taskId] ?? taskId}`}
      closeLabel={app.close}
      isOpen
      onOpenChange={(isOpen) => {
        if (isOpen) return;
        void pauseRace();
        onClose();
      }}
    >
      <div className={styles.race}>
        <p>{text.intro}</p>
        {without.length > 0 && (
          <p className={styles.note}>{text.notIn(without.map((family) => families[family]).join(', '))}</p>
        )}
        <div className={styles.raceForm}>
          <Segmented
            label={text.size}
            size="small"
            segments={SIZES.map((value) => ({ value, label: text.sizes[value] }))}
            value={size}
            onChange={setSize}
          />
          <NumberBox
            label={text.steps}
            value={steps}
            min={FEWEST_STEPS}
            max={MOST_STEPS}
            onChange={setSteps}
          />
          <Button
            className={classes(controls.button, race === null && controls.primary)}
            onPress={() => void startRace(size, steps)}
          >
            {race === null && <Play size={15} aria-hidden />} {race === null ? text.start : text.again}
          </Button>
          {race?.status === 'running' && (
            <Button className={classes(controls.button, controls.primary)} onPress={() => void pauseRace()}>
              <Pause size={15} aria-hidden /> {words.pause}
            </Button>
          )}
          {race?.status === 'paused' && (
            <Button className={classes(controls.button, controls.primary)} onPress={() => void resumeRace()}>
              <Play size={15} aria-hidden /> {words.resume}
            </Button>
          )}
        </div>
        {race && <RaceView race={race} />}
      </div>
    </ModalDialog>
  );
}

function RaceView({ race }: { readonly race: Race }) {
  const text = useTrainingMessages();
  const options = useMemo(
    (): CurvesOptions => ({
      labels: { ...curvesLabels(text), hint: text.race.hint, unseen: text.race.unseenKey },
    }),
    [text],
  );
  const { entries, status } = race;
  const data = useMemo(
    (): CurvesData => ({
      series: entries.map(({ family, history, limits }) => ({
        ...seriesOf(family, text.families[family], history, limits),
        // Of the answers alone: guessing is as hard for each family.
        chance: null,
        points: history.map((point) => ({ ...point, test: point.test?.answers ?? null })),
      })),
      marker: null,
      snapshots: [],
    }),
    [entries, text],
  );
  const frame = useNewFrame();
  const subject = useMemo(
    (): FrameSubject => ({
      title: text.curves.figure,
      chooses: 'nothing',
      isOfSeveral: true,
    }),
    [text],
  );
  const sentences = verdictSentences(entries, text);
  return (
    <>
      <FrameProvider value={frame}>
        <div className={styles.framed}>
          <FigureHost
            className={styles.raceCurves}
            mount={mountTrainingCurves}
            options={options}
            data={data}
          />
          <div className={styles.corner}>
            <FigureTools subject={subject} />
          </div>
        </div>
      </FrameProvider>
      {sentences.length > 0 && (
        <div className={styles.verdict} aria-live={status === 'done' ? 'polite' : 'off'}>
          {sentences.map((sentence, index) => (
            <p key={sentence}>
              {index === 0 && status !== 'done' && `${text.race.verdict.soFar} `}
              {sentence}
            </p>
          ))}
        </div>
      )}
      <div className={styles.lanes}>
        {entries.map((entry) => (
          <RaceLane key={entry.id} entry={entry} />
        ))}
      </div>
    </>
  );
}
