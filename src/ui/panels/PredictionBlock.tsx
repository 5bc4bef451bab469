import { memo, useMemo } from 'react';
import {
  type DistributionData,
  type DistributionOptions,
  mountDistribution,
} from '../../figures/distribution';
import { outputStackOf, predictsTokens } from '../../state/reads';
import { predictionPositions, selectIsNextToken, selectPrediction } from '../../state/selectors';
import type { AppState } from '../../state/types';
import { Choice } from '../controls/Choice';
import { FigureTools } from '../exporting/FigureTools';
import { FrameProvider, useNewFrame } from '../exporting/frame';
import type { FrameSubject } from '../exporting/subject';
import { FigureHost } from '../FigureHost';
import { useActions, useApp, useMessages } from '../page';
import styles from './results.module.css';
import { useDistributionLabels } from './useDistributionLabels';

/** The distribution over the vocabulary at one position: after a decoder's token, or behind a [MASK]. */
export function PredictionBlock() {
  const { results: text } = useMessages();
  const prediction = useApp(selectPrediction);
  const stack = useApp((state) => outputStackOf(state.config));
  const predicts = useApp((state) => predictsTokens(state.config));
  const canWrite = useApp(selectIsNextToken);
  const { appendPredicted } = useActions();
  const labels = useDistributionLabels();
  const options = useMemo(
    (): DistributionOptions => ({
      labels,
      ...(canWrite ? { onPick: appendPredicted } : {}),
    }),
    [labels, canWrite, appendPredicted],
  );
  const data = useMemo(
    (): DistributionData | null =>
      prediction && {
        entries: prediction.entries.map(({ id, display, probability }) => ({
          id,
          text: display,
          probability,
        })),
        rest: prediction.rest,
        nRest: prediction.nRest,
        selectedId: null,
        stack,
      },
    [prediction, stack],
  );
  const frame = useNewFrame();
  const title = stack === 'encoder' ? text.maskedToken : text.nextToken;
  const position = prediction?.position ?? null;
  const subject = useMemo((): FrameSubject => {
    const at = position === null ? '' : ` · ${text.maskedAt(position + 1)}`;
    return { title: title + at, chooses: 'nothing' };
  }, [title, text, position]);
  return (
    <FrameProvider value={frame}>
      <div className={styles.block}>
        <div className={styles.head}>
          <h2>{title}</h2>
          {prediction && <PositionPicker position={prediction.position} />}
          {prediction && <FigureTools subject={subject} />}
        </div>
        {!predicts && <p className={styles.note}>{text.noDistribution}</p>}
        {predicts && !prediction && stack === 'encoder' && <p className={styles.note}>{text.chooseMask}</p>}
        {data && (
          <FigureHost
            className={styles.distribution}
            mount={mountDistribution}
            options={options}
            data={data}
          />
        )}
        {data && canWrite && <p className={styles.note}>{text.writeNext}</p>}
      </div>
    </FrameProvider>
  );
}

/** Whose prediction is shown. Clicking a token of the decoder chooses it as well. */
const PositionPicker = memo(function PositionPicker({ position }: { readonly position: number }) {
  const { results: text } = useMessages();
  const { choosePredictionPosition } = useActions();
  const isMasked = useApp((state) => state.config.family === 'encoder-only');
  // As text, so that a run over the same tokens leaves the list alone.
  const names = useApp(positionNames);
  const options = useMemo(
    () =>
      names.split('\n').map((line) => {
        const [index = '', ...name] = line.split(' ');
        const count = Number(index) + 1;
        return {
          value: index,
          label: isMasked ? text.maskedAt(count) : text.nextAfter(`${count} ${name.join(' ')}`),
        };
      }),
    [names, isMasked, text],
  );
  return (
    <Choice
      hideLabel
      label={text.positionOf}
      value={String(position)}
      options={options}
      onChange={(value) => choosePredictionPosition(Number(value))}
    />
  );
});

/** One line a position: its index and its token. Visible tokens hold no line break. */
function positionNames({ run: { of } }: AppState): string {
  if (!of) return '';
  const tokens = of.prepared[outputStackOf(of.config)]?.tokens ?? [];
  return predictionPositions(of)
    .map((index) => `${index} ${tokens[index]?.display ?? ''}`)
    .join('\n');
}
