import { useMemo } from 'react';
import {
  type CurvesData,
  type CurveSeries,
  type CurvesOptions,
  mountTrainingCurves,
} from '../../figures/trainingCurves';
import type { TrainingMessages } from '../../i18n/trainingMessages';
import type { Family } from '../../model/config/types';
import type { TrainingPoint, TrainingRecord } from '../../state/training/types';
import { FigureTools } from '../exporting/FigureTools';
import { FrameProvider, useNewFrame } from '../exporting/frame';
import type { FrameSubject } from '../exporting/subject';
import { FigureHost } from '../FigureHost';
import { formatInteger } from '../format';
import { useActions } from '../page';
import styles from './training.module.css';
import { useTrainingMessages } from './useTraining';

export const HUES = {
  'encoder-only': 'encoder',
  'decoder-only': 'decoder',
  'encoder-decoder': 'cross',
} as const;

export function curvesLabels({ curves: text }: TrainingMessages): CurvesOptions['labels'] {
  return {
    ...text,
    loss: (value) => value.toFixed(3),
    accuracy: (value) => `${Number((value * 100).toFixed(1))} %`,
    reading: (step, values) => text.reading(formatInteger(step), values.join('; ')),
    values: ({ name, loss, accuracy, test }) =>
      text.values(name, loss, accuracy) + (test === null ? '' : text.test(test)),
  };
}

/** One training as the figure draws it. */
export function seriesOf(
  family: Family,
  name: string,
  history: readonly TrainingPoint[],
  { lossFloor, accuracyCeiling, chance }: TrainingRecord['limits'],
): CurveSeries {
  return { id: family, name, hue: HUES[family], points: history, lossFloor, accuracyCeiling, chance };
}

/** The curves of a training; its marker is the step that all figures show. */
export function CurvesFigure({ training }: { readonly training: TrainingRecord }) {
  const text = useTrainingMessages();
  const { showTrainingStep } = useActions();
  const options = useMemo(
    (): CurvesOptions => ({
      labels: curvesLabels(text),
      onMove: (step) => void showTrainingStep(step),
    }),
    [text, showTrainingStep],
  );
  const { history, config, limits, shown, snapshots } = training;
  const series = useMemo(
    () => [seriesOf(config.family, text.families[config.family], history, limits)],
    [config, text, history, limits],
  );
  const data = useMemo(
    (): CurvesData => ({ series, marker: shown ?? snapshots.at(-1) ?? null, snapshots }),
    [series, shown, snapshots],
  );
  const frame = useNewFrame();
  const subject = useMemo((): FrameSubject => ({ title: text.curves.figure, chooses: 'nothing' }), [text]);
  return (
    <FrameProvider value={frame}>
      <div className={styles.framed}>
        <FigureHost className={styles.curves} mount={mountTrainingCurves} options={options} data={data} />
        <div className={styles.corner}>
          <FigureTools subject={subject} />
        </div>
      </div>
    </FrameProvider>
  );
}
