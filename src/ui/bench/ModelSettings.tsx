import { use } from 'react';
import { benchMessages } from '../../i18n/benchMessages';
import type { BenchModel, BenchSlot } from '../../state/bench/types';
import { Segmented } from '../controls/Segmented';
import { useApp } from '../page';
import { ModelPanel } from '../panels/ModelPanel';
import styles from './bench.module.css';
import { OfModel } from './workspace';

interface Props {
  readonly models: readonly BenchModel[];
  readonly slot: BenchSlot;
  readonly onSlot: (slot: BenchSlot) => void;
}

/** The key variables and options of one model of the bench. */
export function ModelSettings({ models, slot, onSlot }: Props) {
  const text = use(benchMessages(useApp((state) => state.language)));
  const model = models.find((one) => one.slot === slot);
  return (
    <>
      {models.length > 1 && (
        <div className={styles.whose}>
          <Segmented
            label={text.whose}
            size="small"
            value={slot}
            onChange={onSlot}
            segments={models.map((one) => ({ value: one.slot, label: text.model(one.slot) }))}
          />
        </div>
      )}
      {model && (
        <OfModel key={slot} model={model}>
          <ModelPanel />
        </OfModel>
      )}
    </>
  );
}
