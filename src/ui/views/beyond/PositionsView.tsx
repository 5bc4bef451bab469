import { useCallback, useMemo, useState } from 'react';
import type { HeatMapData, HeatMapLabels } from '../../../figures/heatMap';
import type { BeyondMessages } from '../../../i18n/beyondMessages';
import type { PositionEncoding } from '../../../model/study';
import { selectSelection } from '../../../state/selectors';
import { Segmented } from '../../controls/Segmented';
import { formatInteger } from '../../format';
import { useApp } from '../../page';
import { useDetail } from '../useDetail';
import { Choices, Note, selectStack, StackChoice, Waiting } from './Frame';
import { TokenHeatFigure } from './HeatFigure';
import { formatValue, heatLabels } from './labels';
import { PlainHeatFigure } from './PlainHeatFigure';
import { tokenItems } from './subjects';
import { type Studied, useBeyondMessages, useStudy } from './useStudy';

const PARTS = ['cosine', 'sine'] as const;
type Part = (typeof PARTS)[number];

/** How positions enter the model: vectors, angles, biases by distance, or not at all. */
export default function PositionsView() {
  const text = useBeyondMessages();
  const [part, setPart] = useDetail('positions', 'part', PARTS);
  const stack = useApp(selectStack);
  const layer = useApp((state) => selectSelection(state).layer);
  const ask = useCallback(() => ({ stack, layer }), [stack, layer]);
  const { studied, failure } = useStudy('positions', ask);
  return (
    <>
      <Choices>
        <StackChoice />
        {studied?.answer.encoding.kind === 'angles' && (
          <Segmented
            label={text.positions.shown}
            size="small"
            value={part}
            onChange={setPart}
            segments={PARTS.map((value) => ({ value, label: text.positions.parts[value] }))}
          />
        )}
      </Choices>
      {studied ? <PositionsFigure studied={studied} part={part} /> : <Waiting failure={failure} />}
    </>
  );
}

interface Picture {
  readonly cols: HeatMapData['cols'];
  readonly values: Float32Array;
  readonly labels: Partial<HeatMapLabels> & Pick<HeatMapLabels, 'figure' | 'columnAxis' | 'legend'>;
  readonly note: string;
  /** null: the rows are the tokens. */
  readonly rows: HeatMapData['rows'] | null;
  readonly limit: number;
}

function PositionsFigure({ studied, part }: { readonly studied: Studied<'positions'>; readonly part: Part }) {
  const text = useBeyondMessages();
  const [column, setColumn] = useState<number | null>(null);
  const { answer, question, of } = studied;
  const { stack } = question;
  const picture = useMemo(() => pictureOf(answer.encoding, part, text), [answer, part, text]);
  const map = useMemo(
    () =>
      picture && {
        rows: picture.rows ?? tokenItems(of, stack, text),
        cols: picture.cols,
        values: picture.values,
        absent: null,
        texts: null,
        bars: null,
        scale: { kind: 'diverging' as const, limit: picture.limit },
      },
    [picture, of, stack, text],
  );
  const labels = useMemo(
    () =>
      picture &&
      heatLabels(text, {
        rowAxis: picture.rows ? text.positions.distances : text.tokens[stack],
        ...picture.labels,
      }),
    [picture, text, stack],
  );
  if (!picture || !map || !labels) return <p>{text.positions.none}</p>;
  return (
    <>
      {picture.rows ? (
        <PlainHeatFigure map={map} labels={labels} />
      ) : (
        <TokenHeatFigure map={map} labels={labels} stack={stack} column={column} onColumn={setColumn} />
      )}
      <Note>{picture.note}</Note>
    </>
  );
}

function pictureOf(
  encoding: PositionEncoding,
  part: Part,
  { positions: text }: BeyondMessages,
): Picture | null {
  const items = (count: number, name: (index: number) => string): HeatMapData['cols'] =>
    Array.from({ length: count }, (_, index) => ({ text: String(index + 1), name: name(index + 1) }));
  const largest = (values: Float32Array): number =>
    values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  switch (encoding.kind) {
    case 'none':
      return null;
    case 'vectors':
      return {
        cols: items(encoding.width, text.dimension),
        values: encoding.values,
        limit: largest(encoding.values),
        rows: null,
        note: encoding.learned ? text.learnedNote : text.sinusoidalNote,
        labels: {
          figure: encoding.learned ? text.learned : text.sinusoidal,
          columnAxis: text.dimensions,
          legend: text.value,
        },
      };
    case 'angles':
      return {
        cols: items(encoding.nPairs, text.pair),
        values: part === 'cosine' ? encoding.cosines : encoding.sines,
        limit: 1,
        rows: null,
        note: text.rotaryNote(encoding.nUnturned),
        labels: {
          figure: text.rotary,
          columnAxis: text.pairs,
          legend: text[part],
          cell: ({ row, col, rowName, colName, value }) => {
            const angle = row * (encoding.frequencies[col] ?? 0);
            const period = (2 * Math.PI) / (encoding.frequencies[col] ?? Number.NaN);
            const degrees = formatValue((angle * 180) / Math.PI);
            const shown = formatValue(value ?? Number.NaN);
            return text.angle(rowName, colName, shown, degrees, formatInteger(Number(period.toPrecision(3))));
          },
        },
      };
    case 'bias':
      return {
        cols: items(encoding.nHeads, text.head),
        values: encoding.values,
        limit: largest(encoding.values),
        rows: encoding.distances.map((distance, index) => {
          const name = text.distance(distance);
          const bucket = encoding.buckets?.[index];
          const shown = String(distance).replace('-', '−');
          return { text: shown, name: bucket === undefined ? name : text.bucket(name, bucket) };
        }),
        note: encoding.learned ? text.t5Note : text.alibiNote,
        labels: {
          figure: encoding.learned ? text.t5 : text.alibi,
          columnAxis: text.heads,
          legend: text.bias,
        },
      };
  }
}
