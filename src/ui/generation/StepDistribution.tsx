import { useMemo } from 'react';
import {
  type DistributionData,
  type DistributionOptions,
  mountDistribution,
} from '../../figures/distribution';
import { derive } from '../../model/config/derive';
import { FigureTools } from '../exporting/FigureTools';
import { FrameProvider, useNewFrame } from '../exporting/frame';
import type { FrameSubject } from '../exporting/subject';
import { FigureHost } from '../FigureHost';
import { formatInteger, formatPercent } from '../format';
import { useActions, useApp, usePage } from '../page';
import results from '../panels/results.module.css';
import { useDistributionLabels } from '../panels/useDistributionLabels';
import { useDisplay, useGenerationMessages } from './useGeneration';

/** What could have been written at the step that the figures show. A click on another token writes that one there. */
export function StepDistribution() {
  const text = useGenerationMessages();
  const { store } = usePage();
  const { branchAt } = useActions();
  const labels = useDistributionLabels();
  const display = useDisplay();
  const place = useApp((state) => (state.shownStep ?? 0) + 1);
  const step = useApp((state) => state.generation.steps[place]);
  const nOutputs = useApp((state) => derive(state.config).nOutputs);
  const options = useMemo(
    (): DistributionOptions => ({
      labels: {
        ...labels,
        figure: text.alternatives,
        entry: ({ text: token, probability, isCut = false }) =>
          (isCut ? text.cutAlternative : text.alternative)(token, formatPercent(probability)),
      },
      onPick: (id) => {
        // Writing the token that is there would only take away what follows.
        if (store.getState().generation.steps[place]?.id !== id) branchAt(place, id);
      },
    }),
    [labels, text, store, branchAt, place],
  );
  const data = useMemo((): DistributionData | null => {
    if (!step) return null;
    const { alternatives, nAllowed, id, probability } = step;
    const entries = alternatives.map((one, rank) => ({
      ...one,
      text: display(one.id),
      isCut: nAllowed !== null && rank >= nAllowed,
    }));
    if (alternatives.every((one) => one.id !== id)) {
      entries.push({ id, probability, text: display(id), isCut: false });
    }
    return {
      entries,
      rest: Math.max(0, 1 - entries.reduce((sum, entry) => sum + entry.probability, 0)),
      nRest: nOutputs - entries.length,
      selectedId: id,
      stack: 'decoder',
    };
  }, [step, display, nOutputs]);
  const frame = useNewFrame();
  const title = text.chosen(place + 1);
  const subject = useMemo((): FrameSubject => ({ title, chooses: 'nothing' }), [title]);
  if (!step || !data) return null;
  const { nAllowed } = step;
  const all = formatInteger(nOutputs);
  return (
    <FrameProvider value={frame}>
      <div className={results.block}>
        <div className={results.head}>
          <h2>{title}</h2>
          <FigureTools subject={subject} />
        </div>
        <FigureHost
          className={results.distribution}
          mount={mountDistribution}
          options={options}
          data={data}
        />
        {nAllowed !== null && (
          <p className={results.note}>
            {nAllowed < nOutputs ? text.allowed(formatInteger(nAllowed), all) : text.allAllowed(all)}
          </p>
        )}
        <p className={results.note}>{text.branch}</p>
      </div>
    </FrameProvider>
  );
}
