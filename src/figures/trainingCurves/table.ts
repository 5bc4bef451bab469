import type { FigureTable } from '../shared/figure';
import type { CurvesData, CurvesLabels } from './types';

/** Every point that was measured: loss and accuracy on the batch of a step, and on unseen examples where measured. */
export function curvesTable(data: CurvesData | null, labels: CurvesLabels): FigureTable {
  const { loss, accuracy } = labels.metric;
  return {
    caption: labels.figure,
    columns: [
      { id: 'training', label: labels.training },
      { id: 'step', label: labels.step },
      { id: 'loss', label: loss },
      { id: 'accuracy', label: accuracy },
      { id: 'unseenLoss', label: `${loss}, ${labels.unseen}` },
      { id: 'unseenAccuracy', label: `${accuracy}, ${labels.unseen}` },
    ],
    rows: (data?.series ?? []).flatMap(({ name, points }) =>
      points.map((point) => [
        name,
        point.step,
        point.loss,
        point.accuracy,
        point.test?.loss ?? null,
        point.test?.accuracy ?? null,
      ]),
    ),
  };
}
