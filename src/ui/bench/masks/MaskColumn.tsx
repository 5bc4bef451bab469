import { use, useMemo, useState } from 'react';
import { benchMessages } from '../../../i18n/benchMessages';
import { leakFindings, type Leak } from '../../../state/bench/leakFindings';
import { reachTexts } from '../../../state/bench/leakTest';
import type { BenchModel, BenchSlot } from '../../../state/bench/types';
import { useApp } from '../../page';
import { RunFailure } from '../../panels/RunFailure';
import { WeightsNote } from '../../panels/WeightsNote';
import { ModelHead } from '../ModelHead';
import { ReadingNotices } from '../ReadingNotices';
import { OfModel } from '../workspace';
import { LeakResult } from './LeakResult';
import { MaskEditorPart } from './MaskEditorPart';
import styles from './masks.module.css';
import { useLeakChoice } from './toolChoices';
import { useLeak } from './useLeak';

/** One model: its mask to paint, and what leaks through it. */
export function MaskColumn({ model }: { readonly model: BenchModel }) {
  const text = use(benchMessages(useApp((state) => state.language)));
  return (
    <section className={styles.column} aria-label={text.model(model.slot)}>
      <OfModel model={model}>
        <ModelHead slot={model.slot} />
        <WeightsNote />
        <ReadingNotices />
        <RunFailure />
        <MaskAndLeak slot={model.slot} />
      </OfModel>
    </section>
  );
}

function MaskAndLeak({ slot }: { readonly slot: BenchSlot }) {
  const leak = useLeak(slot, useLeakChoice());
  const { run } = leak;
  const findings = useMemo(
    () => run && leakFindings(run.of.config, run.answer, run.test, reachTexts(run.of)),
    [run],
  );
  const [wanted, setWanted] = useState<Pick<Leak, 'stack' | 'position'> | null>(null);
  const leaks = findings?.leaks ?? [];
  const chosen =
    leaks.find(({ stack, position }) => stack === wanted?.stack && position === wanted.position) ??
    leaks[0] ??
    null;
  return (
    <div className={styles.parts}>
      <div className={styles.column}>
        <MaskEditorPart slot={slot} path={chosen?.path ?? NO_STEPS} />
      </div>
      <div className={styles.column}>
        <LeakResult leak={leak} findings={findings} chosen={chosen} onChoose={setWanted} />
      </div>
    </div>
  );
}

const NO_STEPS: Leak['path'] = [];
