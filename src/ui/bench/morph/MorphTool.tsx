import { use, useMemo } from 'react';
import { Button } from 'react-aria-components';
import { type BenchMorphMessages, benchMorphMessages } from '../../../i18n/benchMorphMessages';
import { changedNodes, stackMove } from '../../../model/morph/changedNodes';
import { morphPaths } from '../../../model/morph/paths';
import { type MeasuredStep, measuredStep } from '../../../state/bench/measuredStep';
import { selectSelection } from '../../../state/selectors';
import { Choice } from '../../controls/Choice';
import { classes } from '../../controls/classes';
import controls from '../../controls/controls.module.css';
import { Segmented } from '../../controls/Segmented';
import { useScreen } from '../../hooks/useScreen';
import { useApp } from '../../page';
import { ArchitecturePanel } from '../../panels/ArchitecturePanel';
import { LazyGeneration } from '../../panels/LazyGeneration';
import { PredictionBlock } from '../../panels/PredictionBlock';
import { OfModel, useWorkspace } from '../workspace';
import styles from './morph.module.css';
import { NumbersTable } from './NumbersTable';
import { numberRows } from './rows';
import { stepSentence } from './sentence';
import { StepMap } from './StepMap';
import { StepNotes } from './StepNotes';
import { StepRail } from './StepRail';
import { type Morph, useMorph } from './useMorph';
import { useMorphKeys } from './useMorphKeys';
import { type StepBefore, useStepBefore } from './useStepBefore';

/** One model becomes another, one change at a time; each step runs, and says what became otherwise. */
export default function MorphTool() {
  const model = useWorkspace(({ models }) => models.find(({ slot }) => slot === 'A'));
  return model ? (
    <OfModel model={model}>
      <MorphOfA />
    </OfModel>
  ) : null;
}

function MorphOfA() {
  const text = use(benchMorphMessages(useApp((state) => state.language)));
  const morph = useMorph();
  const before = useStepBefore(morph.was, morph.origin);
  useMorphKeys(morph);
  return (
    <div className={styles.tool}>
      <div className={styles.top}>
        <PathPicker morph={morph} text={text} />
        {morph.steps.length > 0 ? (
          <StepRail morph={morph} text={text} />
        ) : (
          <p className={styles.note}>{text.impossible}</p>
        )}
        <p className={styles.keys}>{text.keys}</p>
      </div>
      <Told morph={morph} before={before} text={text} />
      <Diagram morph={morph} text={text} />
      <StepMap before={before} text={text} />
      <div className={styles.results}>
        <Numbers morph={morph} before={before} text={text} />
        <PredictionBlock />
        <Writing />
      </div>
    </div>
  );
}

interface PartProps {
  readonly morph: Morph;
  readonly text: BenchMorphMessages;
}

function PathPicker({ morph, text }: PartProps) {
  const screen = useScreen();
  const options = morphPaths.map((value) => ({ value, label: text.paths[value] }));
  return screen === 'narrow' ? (
    <Choice label={text.path} hideLabel value={morph.path} options={options} onChange={morph.choosePath} />
  ) : (
    <Segmented
      label={text.path}
      size="small"
      value={morph.path}
      segments={options}
      onChange={morph.choosePath}
    />
  );
}

interface ComparedProps extends PartProps {
  readonly before: StepBefore | null;
}

/** The sentence of the step, and what else is to be known. */
function Told({ morph, before, text }: ComparedProps) {
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
      <StepNotes morph={morph} before={before} text={text} />
    </div>
  );
}

/** What the step and the one before measured, where the page looks. */
function useMeasured(before: StepBefore | null) {
  const run = useApp((state) => state.run);
  const layer = useApp((state) => selectSelection(state).layer);
  const position = useApp((state) => state.predictionPosition);
  return useMemo(
    () => ({
      after: withTime(measuredStep(run, layer, position), before?.milliseconds?.after),
      before: withTime(before && measuredStep(before.run, layer, position), before?.milliseconds?.before),
    }),
    [run, before, layer, position],
  );
}

function withTime(measured: MeasuredStep | null, milliseconds: number | undefined): MeasuredStep | null {
  return measured && milliseconds !== undefined ? { ...measured, milliseconds } : measured;
}

function Diagram({ morph, text }: PartProps) {
  const { steps, current, was } = morph;
  const config = steps[current]?.config ?? null;
  const marks = useMemo(
    () =>
      was && config
        ? new Map([...changedNodes(was.config, config)].map(([id, change]) => [id, text.marks[change]]))
        : new Map<never, string>(),
    [was, config, text],
  );
  const becomes = useMemo(() => (was && config ? stackMove(was.config, config) : null), [was, config]);
  return (
    <div className={styles.diagram}>
      <ArchitecturePanel marks={marks} becomes={becomes} />
    </div>
  );
}

function Numbers({ morph, before, text }: ComparedProps) {
  const measured = useMeasured(before);
  if (!measured.after) return null;
  const name = before ? text.steps[before.step.id] : null;
  return (
    <div className={styles.numbersBlock}>
      <NumbersTable rows={numberRows(measured.before, measured.after, text)} before={name} text={text} />
      {before && <p className={styles.note}>{before.milliseconds ? text.timeNote : text.firstTimes}</p>}
    </div>
  );
}

/** A decoder with a head can write. */
function Writing() {
  const canWrite = useApp(({ config }) => config.head.kind === 'languageModel');
  return canWrite ? <LazyGeneration /> : null;
}
