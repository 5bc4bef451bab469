import { use } from 'react';
import { type BenchMorphMessages, benchMorphMessages } from '../../../i18n/benchMorphMessages';
import { morphPaths } from '../../../model/morph/paths';
import { Choice } from '../../controls/Choice';
import { Segmented } from '../../controls/Segmented';
import { useScreen } from '../../hooks/useScreen';
import { useApp } from '../../page';
import { LazyGeneration } from '../../panels/LazyGeneration';
import { PredictionBlock } from '../../panels/PredictionBlock';
import { OfModel, useWorkspace } from '../workspace';
import styles from './morph.module.css';
import { StepDiagram } from './StepDiagram';
import { StepMap } from './StepMap';
import { StepNumbers } from './StepNumbers';
import { StepRail } from './StepRail';
import { StepTold } from './StepTold';
import { type Morph, useMorph } from './useMorph';
import { useMorphKeys } from './useMorphKeys';
import { useStepBefore } from './useStepBefore';

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
  const before = useStepBefore(morph);
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
      <StepTold morph={morph} before={before} text={text} />
      <StepDiagram morph={morph} text={text} />
      <StepMap before={before} text={text} />
      <div className={styles.results}>
        <StepNumbers before={before} text={text} />
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

/** A decoder with a head can write. */
function Writing() {
  const canWrite = useApp(({ config }) => config.head.kind === 'languageModel');
  return canWrite ? <LazyGeneration /> : null;
}
