import { use, useMemo } from 'react';
import type { HeatMapData } from '../../../figures/heatMap';
import { visibleToken } from '../../../figures/shared/text';
import { linkedMessages } from '../../../i18n/linkedMessages';
import { kvCacheBytes, stepFlops } from '../../../model/cost';
import { arrayKey, cacheNames } from '../../../state/reads';
import { selectSelection } from '../../../state/selectors';
import { formatBytes, formatCompact } from '../../format';
import { useApp, useMessages } from '../../page';
import panel from '../../panels/figure.module.css';
import { heatLabels, formatValue } from '../beyond/labels';
import { PlainHeatFigure } from '../beyond/PlainHeatFigure';
import { useBeyondMessages } from '../beyond/useStudy';
import styles from '../linked/linked.module.css';

/** The keys and values that generating keeps: what is new at a step, and what is reused. */
export default function CacheView() {
  const text = use(linkedMessages(useApp((state) => state.language)));
  const { cache } = text;
  const { ledger } = useMessages();
  const of = useApp((state) => state.run.of);
  const arrays = useApp((state) => state.run.arrays);
  const batchRow = useApp((state) => state.batchRow);
  const selection = useApp(selectSelection);
  const tokens = of?.prepared.decoder?.tokens;
  if (!of || !tokens) return <p className={panel.waiting}>{text.waiting}</p>;
  const { config, prepared } = of;
  const layer = Math.min(selection.layer, config.nDecoderLayers - 1);
  const row = Math.min(batchRow, prepared.nRows - 1);
  const [keys, values] = cacheNames(layer).map((name) => arrays.get(arrayKey(name, row)));
  if (!keys || !values) return <p className={panel.waiting}>{text.waiting}</p>;
  const target = tokens.filter(({ padding }) => !padding).length;
  const source = prepared.encoder?.tokens.length ?? 0;
  const newest = tokens[target - 1];
  const isStep = newest?.generated ?? false;
  const size = { batch: 1, source, target };
  const [cached, uncached] = [stepFlops(config, size, true), stepFlops(config, size, false)];
  return (
    <>
      <p className={panel.rows}>
        {isStep ? cache.step(visibleToken(newest?.display ?? ''), target - 1) : cache.prompt(target)}{' '}
        {source > 0 && cache.memory(source)} {cache.layers(target, formatBytes(kvCacheBytes(config, size)))}{' '}
        {cache.grow}
      </p>
      {isStep && (
        <table className={styles.costs}>
          <caption>{cache.cost.caption}</caption>
          <tbody>
            <tr>
              <th scope="row">{cache.cost.with}</th>
              <td data-flops={cached}>{ledger.flopsUnit(formatCompact(cached))}</td>
            </tr>
            <tr>
              <th scope="row">{cache.cost.without}</th>
              <td data-flops={uncached}>{ledger.flopsUnit(formatCompact(uncached))}</td>
            </tr>
            <tr>
              <th scope="row">{cache.cost.ratio}</th>
              <td>{`${(uncached / cached).toFixed(1)} ×`}</td>
            </tr>
          </tbody>
        </table>
      )}
      <Columns what="keys" data={keys.data} nTokens={target} layer={layer} />
      <Columns what="values" data={values.data} nTokens={target} layer={layer} />
    </>
  );
}

interface ColumnsProps {
  readonly what: 'keys' | 'values';
  /** [kvHeads, position, dHead] */
  readonly data: Float32Array;
  readonly nTokens: number;
  readonly layer: number;
}

/** One head's keys or values: a column a token, the newest one in the hue of the decoder. */
function Columns({ what, data, nTokens, layer }: ColumnsProps) {
  const text = use(linkedMessages(useApp((state) => state.language)));
  const { cache } = text;
  const beyond = useBeyondMessages();
  const { figures } = useMessages();
  const of = useApp((state) => state.run.of);
  const { head } = useApp(selectSelection);
  const map = useMemo((): Omit<HeatMapData, 'selection'> | null => {
    if (!of) return null;
    const { nHeads, nKvHeads, dHead } = of.config;
    const kvHead = Math.floor((head * nKvHeads) / nHeads);
    const nPositions = data.length / nKvHeads / dHead;
    const tokens = (of.prepared.decoder?.tokens ?? []).slice(0, nTokens);
    const values = new Float32Array(dHead * tokens.length);
    for (let dimension = 0; dimension < dHead; dimension += 1) {
      for (let position = 0; position < tokens.length; position += 1) {
        values[dimension * tokens.length + position] =
          data[(kvHead * nPositions + position) * dHead + dimension] ?? 0;
      }
    }
    return {
      rows: Array.from({ length: dHead }, (_, index) => ({
        text: String(index + 1),
        name: cache.dimensionName(index + 1),
      })),
      cols: tokens.map(({ display, generated }, position) => ({
        text: visibleToken(display),
        name: text.token(position + 1, visibleToken(display)),
        ...(generated && position === tokens.length - 1 ? { hue: 'decoder' as const } : {}),
      })),
      values,
      absent: null,
      texts: null,
      bars: null,
      scale: { kind: 'diverging', limit: values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) },
    };
  }, [of, data, head, nTokens, cache, text]);
  const labels = useMemo(
    () =>
      heatLabels(beyond, {
        figure: cache.figure(cache[what], figures.matrixName(figures.kinds.decoderSelf, layer + 1, head + 1)),
        rowAxis: cache.dimension,
        columnAxis: cache.tokens,
        legend: cache.legend,
        cell: ({ row, colName, value }) => cache.cell(cache[what], row + 1, colName, formatValue(value ?? 0)),
      }),
    [beyond, cache, figures, what, layer, head],
  );
  if (!map) return null;
  return (
    <section className={styles.part} data-cache={what}>
      <h3>{cache[what]}</h3>
      <PlainHeatFigure map={map} labels={labels} />
    </section>
  );
}
