import { useMemo } from 'react';
import { type HeadStripData, type HeadStripOptions, mountHeadStrip } from '../../figures/headStrip';
import { layerMask, nLayersOf } from '../../model/config/derive';
import { maskWithPadding } from '../../model/mask';
import { lastTest } from '../../state/training/history';
import type { RaceEntry } from '../../state/training/types';
import { FigureTools } from '../exporting/FigureTools';
import { FrameProvider, useNewFrame } from '../exporting/frame';
import type { FrameSubject } from '../exporting/subject';
import { FigureHost } from '../FigureHost';
import { stripLabels } from '../figureLabels';
import { formatInteger, formatPercent } from '../format';
import { headWeights } from '../headWeights';
import { useMessages } from '../page';
import { HUES } from './CurvesFigure';
import styles from './training.module.css';
import { useTrainingMessages } from './useTraining';

/** One family of the race: how large it is, how far it came, and what its heads look at. */
export function RaceLane({ entry }: { readonly entry: RaceEntry }) {
  const { race: text, families } = useTrainingMessages();
  const { errors } = useMessages();
  const { family, nParameters, history, map, failure } = entry;
  const test = lastTest(history);
  return (
    <section className={styles.view} data-tone={HUES[family]} aria-label={families[family]}>
      <h3>{families[family]}</h3>
      <p className={styles.note}>{text.parameters(formatInteger(nParameters))}</p>
      {test && <p>{text.unseen(formatPercent(test.answers.accuracy))}</p>}
      {failure && <p role="alert">{errors[failure.code]}</p>}
      <p className={styles.note}>{map ? text.map(formatInteger(map.step)) : text.noMap}</p>
      {map && <LaneMaps entry={entry} />}
    </section>
  );
}

function LaneMaps({ entry: { config, family, map } }: { readonly entry: RaceEntry }) {
  const messages = useMessages();
  const { race: text, families } = useTrainingMessages();
  const frame = useNewFrame();
  const step = map?.step ?? 0;
  const subject = useMemo(
    (): FrameSubject => ({
      title: text.mapsOf(families[family], formatInteger(step)),
      chooses: 'nothing',
      isOfSeveral: true,
    }),
    [text, families, family, step],
  );
  const options = useMemo(
    (): HeadStripOptions => ({ labels: stripLabels(messages), scale: 'sqrt' }),
    [messages],
  );
  const data = useMemo((): HeadStripData => {
    if (!map) return { maps: [], masked: null, selectedHead: null };
    const stack = map.kind === 'encoderSelf' ? 'encoder' : 'decoder';
    const layer = nLayersOf(config, stack) - 1;
    const [rows, cols] = [map.queries.length, map.keys.length];
    const pattern = map.kind === 'cross' ? config.attention.crossMask : layerMask(config, stack, layer);
    return {
      maps: headWeights(map.weights, map.nHeads).map((weights, head) => ({
        layer,
        head,
        weights,
        rows,
        cols,
      })),
      masked: maskWithPadding({ pattern, nQueries: rows, nKeys: cols, firstQuery: 0 }, null),
      selectedHead: null,
    };
  }, [config, map]);
  return (
    <FrameProvider value={frame}>
      <div className={styles.laneMaps}>
        <FigureHost mount={mountHeadStrip} options={options} data={data} />
        <FigureTools subject={subject} />
      </div>
    </FrameProvider>
  );
}
