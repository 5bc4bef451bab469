import { use, useMemo } from 'react';
import { type HeatMapData, mountHeatMap } from '../../../figures/heatMap';
import { linkedMessages } from '../../../i18n/linkedMessages';
import type { AttentionView } from '../../../state/selectors';
import { FigureHost, type Transient } from '../../FigureHost';
import { formatPercent } from '../../format';
import { hoveredPosition } from '../../hoverLink';
import { useApp, usePage } from '../../page';
import { heatLabels } from '../beyond/labels';
import { useBeyondMessages } from '../beyond/useStudy';
import styles from './linked.module.css';
import { sourceStages, type Stage, targetStages } from './paths';

interface Props {
  /** Which tokens the rows are: those of the source, or the target's own. */
  readonly part: 'source' | 'own';
  readonly all: readonly AttentionView[];
  /** The rows, as they are shown. */
  readonly tokens: readonly string[];
  readonly target: readonly string[];
  /** The target token whose reading it is; that under the pointer takes its place. */
  readonly position: number;
  readonly layer: number;
}

const NO_CELL = { query: null, key: null, locked: false };

/** Where the reading of one target token goes, stage by stage. */
export function PathFigure({ part, all, tokens, target, position, layer }: Props) {
  const text = use(linkedMessages(useApp((state) => state.language)));
  const beyond = useBeyondMessages();
  const { hover, store } = usePage();
  const words = text[part];
  const mapAt = useMemo(() => {
    const stagesAt = part === 'source' ? sourceStages : targetStages;
    const rows = tokens.map((token, index) => ({ text: token, name: text.token(index + 1, token) }));
    const column = ({ kind, layer: at }: Stage) => {
      if (kind === 'cross')
        return {
          text: text.source.cross(at + 1),
          name: text.source.crossName(at + 1),
          hue: 'cross' as const,
        };
      if (kind === 'encoderSelf')
        return {
          text: text.source.encoder(at + 1),
          name: text.source.encoderName(layer + 1, at + 1),
          hue: 'encoder' as const,
        };
      return {
        text: text.own.self(at + 1),
        name: text.own.selfName(layer + 1, at + 1),
        hue: 'decoder' as const,
      };
    };
    return (token: number): HeatMapData => {
      const stages = stagesAt(all, token, layer);
      const values = new Float32Array(tokens.length * stages.length);
      stages.forEach(({ shares }, stage) =>
        shares.forEach((share, row) => {
          values[row * stages.length + stage] = share;
        }),
      );
      return {
        rows,
        cols: stages.map(column),
        values,
        absent: null,
        texts: null,
        bars: null,
        scale: { kind: 'sequential', low: 0, high: 1 },
        selection: NO_CELL,
      };
    };
  }, [part, all, tokens, layer, text]);
  const data = useMemo(() => mapAt(position), [mapAt, position]);
  const transient = useMemo((): Transient<HeatMapData> => {
    const remembered = rememberLast(mapAt);
    return {
      subscribe: hover.subscribe,
      apply: (locked) => {
        const token = hoveredPosition(hover.getState(), store.getState().selection.kind, 'decoder');
        return token === null || token >= target.length ? locked : remembered(token);
      },
    };
  }, [hover, store, mapAt, target]);
  const options = useMemo(
    () => ({
      labels: heatLabels(beyond, {
        figure: words.figure(target[position] ?? '', layer + 1),
        rowAxis: part === 'source' ? text.sourceTokens : text.targetTokens,
        columnAxis: text.path,
        legend: text.legend,
        cell: ({ rowName, colName, value }) => text.cell(rowName, colName, formatPercent(value ?? 0)),
      }),
    }),
    [beyond, text, words, part, target, position, layer],
  );
  return (
    <section className={styles.part} data-part={part}>
      <h3>{words.title(target[position] ?? '')}</h3>
      <FigureHost
        className={styles.figure}
        mount={mountHeatMap}
        options={options}
        data={data}
        transient={transient}
      />
      <p>{words.says}</p>
    </section>
  );
}

/** The pointer tells the same token many times. */
function rememberLast(mapAt: (token: number) => HeatMapData): (token: number) => HeatMapData {
  let last: { readonly token: number; readonly map: HeatMapData } | null = null;
  return (token) => {
    if (last?.token !== token) last = { token, map: mapAt(token) };
    return last.map;
  };
}
