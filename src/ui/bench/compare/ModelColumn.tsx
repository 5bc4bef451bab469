import { use } from 'react';
import { benchMessages } from '../../../i18n/benchMessages';
import type { BenchModel } from '../../../state/bench/types';
import { selectAttention } from '../../../state/selectors';
import { useApp } from '../../page';
import { HeadStripFigure } from '../../panels/HeadStripFigure';
import { PredictionBlock } from '../../panels/PredictionBlock';
import { RunFailure } from '../../panels/RunFailure';
import { WeightsNote } from '../../panels/WeightsNote';
import { MatrixFigure } from '../../views/MatrixFigure';
import { ModelHead } from '../ModelHead';
import { OfModel } from '../workspace';
import styles from './compare.module.css';

/** One model of the comparison: who it is, its attention at the shared selection, and what it predicts. */
export function ModelColumn({ model }: { readonly model: BenchModel }) {
  const text = use(benchMessages(useApp((state) => state.language)));
  return (
    <section className={styles.column} aria-label={text.model(model.slot)}>
      <OfModel model={model}>
        <ModelHead slot={model.slot} />
        <WeightsNote />
        <RunFailure />
        <Map />
        <PredictionBlock />
      </OfModel>
    </section>
  );
}

function Map() {
  const attention = useApp(selectAttention);
  const scale = useApp((state) => state.scale);
  if (!attention) return null;
  return (
    <>
      <HeadStripFigure attention={attention} scale={scale} />
      <MatrixFigure attention={attention} />
    </>
  );
}
