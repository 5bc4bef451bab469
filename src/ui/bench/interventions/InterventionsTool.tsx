import { derive } from '../../../model/config/derive';
import { useState } from 'react';
import { Segmented } from '../../controls/Segmented';
import { useApp } from '../../page';
import { RunFailure } from '../../panels/RunFailure';
import { WeightsNote } from '../../panels/WeightsNote';
import { ModelHead } from '../ModelHead';
import { ReadingNotices } from '../ReadingNotices';
import { OfModel, useWorkspace } from '../workspace';
import { Effect } from './Effect';
import styles from './interventions.module.css';
import { InterventionList } from './InterventionList';
import { Memory } from './Memory';
import { Patch } from './Patch';
import { Ranking } from './Ranking';
import { RowEditor } from './RowEditor';
import { Switchboard } from './Switchboard';
import { useBefore } from './useBefore';
import { useWatched } from './useWatched';
import { useWords } from './words';
import { Writing } from './Writing';

/** Changes inside a running model, and what its output does. */
export default function InterventionsTool() {
  const text = useWords();
  const models = useWorkspace((state) => state.models);
  const [slot, setSlot] = useState('A');
  const model = models.find((one) => one.slot === slot) ?? models[0];
  if (!model) return null;
  return (
    <OfModel key={model.slot} model={model}>
      <div className={styles.who}>
        <ModelHead slot={model.slot} />
        {models.length > 1 && (
          <Segmented
            label={text.whose}
            size="small"
            value={model.slot}
            onChange={setSlot}
            segments={models.map((one) => ({ value: one.slot, label: one.slot }))}
          />
        )}
      </div>
      <Interventions />
    </OfModel>
  );
}

function Interventions() {
  const { before, failure } = useBefore();
  const watched = useWatched(before);
  const hasMemory = useApp((state) => derive(state.config).hasCross);
  const canWrite = useApp(({ config }) => config.head.kind === 'languageModel');
  return (
    <div className={styles.columns}>
      <div className={styles.column}>
        <WeightsNote />
        <ReadingNotices />
        <RunFailure />
        <InterventionList />
        <Switchboard />
        <RowEditor before={before} />
        {hasMemory && <Memory />}
      </div>
      <div className={styles.column}>
        <Effect watched={watched} failure={failure} />
        {canWrite && <Writing />}
        <Ranking watched={watched} />
        <Patch watched={watched} />
      </div>
    </div>
  );
}
