import { useCallback, useMemo, useState } from 'react';
import type { HeatScale } from '../../../figures/heatMap';
import { Segmented } from '../../controls/Segmented';
import { useApp } from '../../page';
import { useDetail } from '../useDetail';
import { Choices, Note, selectStack, StackChoice, Waiting } from './Frame';
import { TokenHeatFigure } from './HeatFigure';
import { formatValue, heatLabels } from './labels';
import { pointItems, tokenItems, turned } from './subjects';
import { type Studied, useBeyondMessages, useStudy } from './useStudy';

const MEASURES = ['norm', 'cosine'] as const;
type Measure = (typeof MEASURES)[number];

/** The residual stream: how long its vectors are and where they point, after every sub-layer. */
export default function StreamView() {
  const text = useBeyondMessages();
  const [measure, setMeasure] = useDetail('stream', 'measure', MEASURES);
  const stack = useApp(selectStack);
  const ask = useCallback(() => ({ stack }), [stack]);
  const { studied, failure } = useStudy('stream', ask);
  return (
    <>
      <Choices>
        <StackChoice />
        <Segmented
          label={text.stream.what}
          size="small"
          value={measure}
          onChange={setMeasure}
          segments={MEASURES.map((value) => ({ value, label: text.stream.measures[value] }))}
        />
      </Choices>
      {studied ? <StreamFigure studied={studied} measure={measure} /> : <Waiting failure={failure} />}
    </>
  );
}

function StreamFigure({
  studied,
  measure,
}: {
  readonly studied: Studied<'stream'>;
  readonly measure: Measure;
}) {
  const text = useBeyondMessages();
  const [column, setColumn] = useState<number | null>(null);
  const { answer, question, of } = studied;
  const { stack } = question;
  const map = useMemo(() => {
    const values = turned(measure === 'norm' ? answer.norms : answer.cosines, answer.points.length);
    const scale: HeatScale =
      measure === 'norm'
        ? { kind: 'sequential', low: 0, high: values.reduce((most, value) => Math.max(most, value), 0) }
        : { kind: 'diverging', limit: 1 };
    return {
      rows: tokenItems(of, stack, text),
      cols: pointItems(answer.points, stack, text, 'subLayers'),
      values,
      absent: null,
      texts: null,
      bars: null,
      scale,
    };
  }, [answer, of, stack, measure, text]);
  const labels = useMemo(
    () =>
      heatLabels(text, {
        figure: text.stream.figure,
        rowAxis: text.tokens[stack],
        columnAxis: text.depth,
        legend: text.stream[measure],
        cell: ({ rowName, colName, value }) =>
          text.stream.cell(rowName, colName, text.stream.measures[measure], formatValue(value ?? Number.NaN)),
      }),
    [text, stack, measure],
  );
  return (
    <>
      <TokenHeatFigure map={map} labels={labels} stack={stack} column={column} onColumn={setColumn} />
      {of.config.norm.placement === 'post' && measure === 'norm' && <Note>{text.stream.postNorm}</Note>}
    </>
  );
}
