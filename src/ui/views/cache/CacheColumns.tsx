import { use, useMemo } from 'react';
import type { HeatMapData } from '../../../figures/heatMap';
import { visibleToken } from '../../../figures/shared/text';
import { linkedMessages } from '../../../i18n/linkedMessages';
import { kvHeadOf } from '../../../model/wiring';
import { selectSelection } from '../../../state/selectors';
import type { FigureKind, ShownText } from '../../../state/types';
import { useApp } from '../../page';
import { formatValue, heatLabels } from '../beyond/labels';
import { PlainHeatFigure } from '../beyond/PlainHeatFigure';
import { useBeyondMessages } from '../beyond/useStudy';
import styles from '../linked/linked.module.css';

interface Props {
  readonly what: 'keys' | 'values';
  readonly kind: FigureKind;
  /** Of which attention, layer and head, in words. */
  readonly place: string;
  /** [kvHeads, position, dHead] */
  readonly data: Float32Array;
  readonly tokens: ShownText['tokens'];
  readonly nTokens: number;
}

/** One head's keys or values: a column a token, the newest one in the hue of the decoder. */
export function CacheColumns({ what, kind, place, data, tokens, nTokens }: Props) {
  const text = use(linkedMessages(useApp((state) => state.language)));
  const { cache } = text;
  const beyond = useBeyondMessages();
  const config = useApp((state) => state.run.of?.config);
  const { head } = useApp(selectSelection);
  const map = useMemo((): Omit<HeatMapData, 'selection'> | null => {
    if (!config) return null;
    const { nKvHeads, dHead } = config;
    const kvHead = kvHeadOf(config, head);
    const nPositions = data.length / nKvHeads / dHead;
    const shown = tokens.slice(0, nTokens);
    const values = new Float32Array(dHead * shown.length);
    for (let dimension = 0; dimension < dHead; dimension += 1) {
      for (let position = 0; position < shown.length; position += 1) {
        values[dimension * shown.length + position] =
          data[(kvHead * nPositions + position) * dHead + dimension] ?? 0;
      }
    }
    return {
      rows: Array.from({ length: dHead }, (_, index) => ({
        text: String(index + 1),
        name: cache.dimensionName(index + 1),
      })),
      cols: shown.map(({ display, generated }, position) => ({
        text: visibleToken(display),
        name: text.token(position + 1, visibleToken(display)),
        ...(kind === 'decoderSelf' && generated && position === shown.length - 1
          ? { hue: 'decoder' as const }
          : {}),
      })),
      values,
      absent: null,
      texts: null,
      bars: null,
      scale: { kind: 'diverging', limit: values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) },
    };
  }, [config, kind, data, head, tokens, nTokens, cache, text]);
  const labels = useMemo(
    () =>
      heatLabels(beyond, {
        figure: cache.figure(cache[what], place),
        rowAxis: cache.dimension,
        columnAxis: cache.tokens,
        legend: cache.legend,
        cell: ({ row, colName, value }) => cache.cell(cache[what], row + 1, colName, formatValue(value ?? 0)),
      }),
    [beyond, cache, what, place],
  );
  if (!map) return null;
  return (
    <section className={styles.part} data-cache={what}>
      <h3>{cache[what]}</h3>
      <PlainHeatFigure map={map} labels={labels} />
    </section>
  );
}
