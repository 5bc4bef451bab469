import { useCallback, useMemo, useState } from 'react';
import type { HeatScale } from '../../../figures/heatMap';
import { outputStackOf } from '../../../state/reads';
import { formatPercent } from '../../format';
import { Note, Waiting } from './Frame';
import { TokenHeatFigure } from './HeatFigure';
import { formatValue, heatLabels } from './labels';
import { outputNames, tokenItems } from './subjects';
import { type Studied, useBeyondMessages, useStudy } from './useStudy';

const SHOWN = 4;
const scale: HeatScale = { kind: 'sequential', low: 0, high: 1 };

/** The most probable outputs at every position, and how undecided the model is there. */
export default function DistributionView() {
  const ask = useCallback(() => ({ top: SHOWN }), []);
  const { studied, failure } = useStudy('distribution', ask);
  return studied ? <DistributionFigure studied={studied} /> : <Waiting failure={failure} />;
}

function DistributionFigure({ studied }: { readonly studied: Studied<'distribution'> }) {
  const text = useBeyondMessages();
  const [column, setColumn] = useState<number | null>(null);
  const { answer, of } = studied;
  const stack = outputStackOf(of.config);
  const isPooled = of.config.head.kind === 'sequenceClassification';
  const map = useMemo(() => {
    const nameOf = outputNames(of);
    const { distribution } = text;
    return {
      rows: isPooled ? [{ text: text.wholeText }] : tokenItems(of, stack, text),
      cols: Array.from({ length: answer.k }, (_, rank) => ({
        text: distribution.rank(rank + 1),
        name: distribution.rankName(rank + 1),
      })),
      values: answer.probabilities,
      absent: null,
      texts: Array.from(answer.ids, nameOf),
      bars: { values: answer.entropies, high: Math.log2(answer.nOutputs), writesZero: true },
      scale,
    };
  }, [answer, of, stack, isPooled, text]);
  const labels = useMemo(
    () =>
      heatLabels(text, {
        figure: text.distribution.figure,
        rowAxis: text.tokens[stack],
        columnAxis: text.distribution.columns,
        legend: text.distribution.legend,
        bars: text.distribution.entropy,
        tick: String,
        bar: (value) => (value === 0 ? '0' : value < 0.05 ? '< 0.1' : value.toFixed(1)),
        cell: ({ rowName, col, value, text: output }) =>
          text.distribution.cell(rowName, col + 1, output ?? '', formatPercent(value ?? Number.NaN)),
        line: ({ axis, name, bar }) =>
          axis === 'row' && bar !== null
            ? text.distribution.entropyAt(name, formatValue(bar), Math.log2(answer.nOutputs).toFixed(2))
            : name,
      }),
    [text, stack, answer.nOutputs],
  );
  return (
    <>
      <TokenHeatFigure map={map} labels={labels} stack={stack} column={column} onColumn={setColumn} />
      {stack === 'decoder' && <Note>{text.distribution.afterToken}</Note>}
    </>
  );
}
