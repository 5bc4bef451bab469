import { useMemo, useState } from 'react';
import { type HeatMapData, type HeatMapOptions, mountHeatMap } from '../../../figures/heatMap';
import type { Cell } from '../../../figures/shared/selection';
import { outputStackOf } from '../../../state/reads';
import { FigureHost } from '../../FigureHost';
import { useActions, useMessages } from '../../page';
import styles from './beyond.module.css';
import { contributionColumns, contributionsMap } from './contributionsMap';
import { heatLabels } from './labels';
import { outputNames, tokenItems } from './subjects';
import { type Studied, useBeyondMessages } from './useStudy';

/** All terms of a logit, part by part; a click on a head chooses it for every figure. */
export function ContributionsFigure({ studied }: { readonly studied: Studied<'contributions'> }) {
  const text = useBeyondMessages();
  const { figures } = useMessages();
  const { chooseKind, chooseLayer, chooseHead } = useActions();
  const [locked, setLocked] = useState<Cell | null>(null);
  const { answer, of } = studied;
  const stack = outputStackOf(of.config);
  const map = useMemo(() => contributionsMap(answer, stack, text.contributions), [answer, stack, text]);
  const options = useMemo((): HeatMapOptions => {
    const { contributions } = text;
    const columns = contributionColumns(answer);
    const row = answer.position === null ? null : tokenItems(of, stack, text)[answer.position];
    const labels = heatLabels(text, {
      figure: contributions.figure(outputNames(of)(answer.id), row?.name ?? text.wholeText),
      rowAxis: contributions.rows,
      columnAxis: contributions.columns,
      legend: contributions.legend,
      words: contributions.words,
      notes: [figures.sqrtScale],
    });
    const onLock = (cell: Cell | null): void => {
      setLocked(cell);
      const column = cell?.key === null || cell?.key === undefined ? undefined : columns[cell.key];
      const layer = (cell?.query ?? 0) - 1;
      if (cell?.query === null || column === undefined || !('head' in column)) return;
      if (layer < 0 || layer >= answer.layers.length) return;
      const self = stack === 'encoder' ? 'encoderSelf' : 'decoderSelf';
      chooseKind(column.kind === 'cross' ? 'cross' : self);
      chooseLayer(layer);
      chooseHead(column.head);
    };
    return { labels, onLock };
  }, [text, figures, answer, of, stack, chooseKind, chooseLayer, chooseHead]);
  const data = useMemo(
    (): HeatMapData => ({
      ...map,
      selection: { query: locked?.query ?? null, key: locked?.key ?? null, locked: locked !== null },
    }),
    [map, locked],
  );
  return <FigureHost className={styles.figure} mount={mountHeatMap} options={options} data={data} />;
}
