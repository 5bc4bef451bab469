import { useMemo, useState } from 'react';
import type { HeatScale } from '../../../figures/heatMap';
import type { ChosenOutput } from '../../../model/study';
import { outputStackOf, predictsTokens } from '../../../state/reads';
import type { RunSubject } from '../../../state/types';
import { Segmented } from '../../controls/Segmented';
import { formatPercent } from '../../format';
import { useApp } from '../../page';
import { useDetail } from '../useDetail';
import { Choices, Note, Waiting } from './Frame';
import { TokenHeatFigure } from './HeatFigure';
import { formatRank, heatLabels } from './labels';
import { outputNames, pointItems, tokenItems, turned } from './subjects';
import { type Studied, useBeyondMessages, useStudy } from './useStudy';

const WHATS = ['top', 'chosen', 'rank'] as const;
type What = (typeof WHATS)[number];
const CHOSEN: readonly [ChosenOutput, ...ChosenOutput[]] = ['final', 'text', 'start', 'end'];

/** The outputs that the lens can follow in a model. */
function choicesOf({ head }: RunSubject['config']): readonly ChosenOutput[] {
  if (head.kind === 'span') return ['start', 'end'];
  return predictsTokens({ head } as RunSubject['config']) ? ['final', 'text'] : ['final'];
}

/** What the model's own head reads in the stream after every layer. */
export default function LensView() {
  const text = useBeyondMessages();
  const [wantedWhat, setWhat] = useDetail('lens', 'what', WHATS);
  const [wantedChoice, setChosen] = useDetail('lens', 'chosen', CHOSEN);
  const config = useApp(({ run, config: now }) => run.of?.config ?? now);
  const choices = choicesOf(config);
  const isSpan = config.head.kind === 'span';
  const whats = isSpan ? (['chosen', 'rank'] as const) : WHATS;
  const what = isSpan && wantedWhat === 'top' ? 'chosen' : wantedWhat;
  const chosen = choices.find((choice) => choice === wantedChoice) ?? choices[0] ?? 'final';
  const ask = () => ({ chosen });
  const { studied, failure } = useStudy('lens', ask);
  return (
    <>
      <Choices>
        <Segmented
          label={text.lens.what}
          size="small"
          value={what}
          onChange={setWhat}
          segments={whats.map((value) => ({ value, label: text.lens.whats[value] }))}
        />
        {choices.length > 1 && (what !== 'top' || isSpan) && (
          <Segmented
            label={text.lens.chosen}
            size="small"
            value={chosen}
            onChange={setChosen}
            segments={choices.map((value) => ({ value, label: text.lens.choices[value] }))}
          />
        )}
      </Choices>
      {studied ? <LensFigure studied={studied} what={what} /> : <Waiting failure={failure} />}
    </>
  );
}

function LensFigure({ studied, what }: { readonly studied: Studied<'lens'>; readonly what: What }) {
  const text = useBeyondMessages();
  const [column, setColumn] = useState<number | null>(null);
  const { answer, of } = studied;
  const { config } = of;
  const stack = outputStackOf(config);
  const isSpan = answer.chosen === 'start' || answer.chosen === 'end';
  const byCell = useMemo(() => {
    const nPoints = answer.points.length;
    return {
      topIds: turned(answer.topIds, nPoints),
      topProbabilities: turned(answer.topProbabilities, nPoints),
      probabilities: turned(answer.probabilities, nPoints),
      ranks: turned(answer.ranks, nPoints),
    };
  }, [answer]);
  const map = useMemo(() => {
    const nameOf = outputNames(of);
    const isPooled = config.head.kind === 'sequenceClassification';
    const { topIds, topProbabilities, probabilities, ranks } = byCell;
    const scale: HeatScale =
      what === 'rank'
        ? { kind: 'sequential', low: Math.max(2, answer.nRanked), high: 1, logarithmic: true }
        : { kind: 'sequential', low: 0, high: 1 };
    return {
      rows: isPooled ? [{ text: text.wholeText }] : tokenItems(of, stack, text),
      cols: pointItems(answer.points, stack, text, 'layers'),
      values:
        what === 'top' ? topProbabilities : what === 'chosen' ? probabilities : Float32Array.from(ranks),
      absent: what === 'top' ? null : Uint8Array.from(ranks, (rank) => (rank === 0 ? 1 : 0)),
      texts: isSpan ? null : what === 'rank' ? Array.from(ranks, formatRank) : Array.from(topIds, nameOf),
      bars: null,
      scale,
    };
  }, [answer, byCell, of, config, stack, what, isSpan, text]);
  const labels = useMemo(() => {
    const { lens } = text;
    const nameOf = outputNames(of);
    const nPoints = answer.points.length;
    return heatLabels(text, {
      figure: lens.figure,
      rowAxis: text.tokens[stack],
      columnAxis: text.depth,
      legend:
        what === 'top'
          ? lens.top
          : what === 'rank'
            ? lens.rank
            : isSpan
              ? lens[answer.chosen === 'end' ? 'end' : 'start']
              : lens.probability,
      tick: (value) => (what === 'rank' ? formatRank(Math.round(value)) : String(value)),
      words: what === 'rank' ? lens.whats.rank : text.words,
      cell: ({ row, col, rowName, colName }) => {
        const index = row * nPoints + col;
        const percent = formatPercent(byCell.probabilities[index] ?? Number.NaN);
        const rank = formatRank(byCell.ranks[index] ?? 0);
        if (isSpan) return lens.spanCell(rowName, colName, percent, rank);
        const id = byCell.topIds[index] ?? 0;
        const best = lens.cell(
          rowName,
          colName,
          nameOf(id),
          formatPercent(byCell.topProbabilities[index] ?? 0),
        );
        const chosenId = answer.chosenIds[row] ?? -1;
        if (chosenId < 0) return `${best}; ${lens.nothingChosen}`;
        return best + lens.chosenCell(nameOf(chosenId), percent, rank);
      },
    });
  }, [text, of, answer, byCell, stack, what, isSpan]);
  return (
    <>
      <TokenHeatFigure map={map} labels={labels} stack={stack} column={column} onColumn={setColumn} />
      <Note>
        {answer.hasFinalNorm ? text.lens.withNorm : text.lens.withoutNorm}{' '}
        {config.family === 'encoder-decoder' && text.lens.noHead}
      </Note>
    </>
  );
}
