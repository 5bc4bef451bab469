import type { HeatItem, HeatMapData } from '../../../figures/heatMap';
import type { BeyondMessages } from '../../../i18n/beyondMessages';
import type { Stack } from '../../../model/config/types';
import type { ContributionsAnswer } from '../../../model/study';
import { formatValue } from './labels';

/** What a column of the map is, so that a click can choose that head. */
export type ContributionColumn =
  | { readonly kind: 'self' | 'cross'; readonly head: number }
  | { readonly kind: 'tokens' | 'positions' | 'segments' | 'feedForward' | 'biases' | 'total' };

export function contributionColumns({
  layers,
  embedding,
}: ContributionsAnswer): readonly ContributionColumn[] {
  const heads = (kind: 'self' | 'cross', values: readonly number[]): ContributionColumn[] =>
    values.map((_, head) => ({ kind, head }));
  const [first] = layers;
  return [
    { kind: 'tokens' },
    ...(embedding.positions === null ? [] : [{ kind: 'positions' } as const]),
    ...(embedding.segments === null ? [] : [{ kind: 'segments' } as const]),
    ...heads('self', first?.selfAttention ?? []),
    ...heads('cross', first?.crossAttention ?? []),
    { kind: 'feedForward' },
    { kind: 'biases' },
    { kind: 'total' },
  ];
}

/** A row for the embedding, each layer, the head, the cap if there is one and the remainder; the last column sums each. */
export function contributionsMap(
  answer: ContributionsAnswer,
  stack: Stack,
  text: BeyondMessages['contributions'],
): Omit<HeatMapData, 'selection'> {
  const columns = contributionColumns(answer);
  const { embedding, layers, head, cap, remainder } = answer;
  type Line = Partial<Record<string, number | null>>;
  const key = (column: ContributionColumn): string =>
    'head' in column ? `${column.kind}${column.head}` : column.kind;
  const lines: { readonly item: HeatItem; readonly line: Line }[] = [
    { item: { text: text.embedding }, line: { ...embedding } },
    ...layers.map((layer, index) => ({
      item: { text: text.layer(index + 1), hue: stack },
      line: {
        ...Object.fromEntries(layer.selfAttention.map((value, one) => [`self${one}`, value])),
        ...Object.fromEntries((layer.crossAttention ?? []).map((value, one) => [`cross${one}`, value])),
        feedForward: layer.feedForward,
        biases: layer.biases,
      },
    })),
    { item: { text: text.head }, line: { biases: head } },
    ...(cap === 0 ? [] : [{ item: { text: text.cap }, line: { total: cap } }]),
    { item: { text: text.remainder }, line: { total: remainder } },
  ];
  const size = lines.length * columns.length;
  const values = new Float32Array(size);
  const absent = new Uint8Array(size);
  lines.forEach(({ line }, row) => {
    const own = Object.values(line).reduce<number>((sum, value) => sum + (value ?? 0), 0);
    columns.forEach((column, index) => {
      const value = column.kind === 'total' ? own : line[key(column)];
      values[row * columns.length + index] = value ?? 0;
      absent[row * columns.length + index] = value === null || value === undefined ? 1 : 0;
    });
  });
  const limit = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return {
    rows: lines.map(({ item }) => item),
    cols: columns.map((column) => itemOf(column, stack, text)),
    values,
    absent,
    texts: Array.from(values, (value, index) => (absent[index] === 1 ? '' : formatValue(value))),
    bars: null,
    scale: { kind: 'diverging', limit, root: true },
  };
}

function itemOf(column: ContributionColumn, stack: Stack, text: BeyondMessages['contributions']): HeatItem {
  switch (column.kind) {
    case 'self':
      return { text: text.self(column.head + 1), name: text.selfName(column.head + 1), hue: stack };
    case 'cross':
      return { text: text.cross(column.head + 1), name: text.crossName(column.head + 1), hue: 'cross' };
    case 'feedForward':
      return { text: text.feedForward, name: text.feedForwardName };
    case 'biases':
      return { text: text.biases, name: text.biasesName };
    case 'total':
      return { text: text.total, name: text.totalName };
    case 'tokens':
    case 'positions':
    case 'segments':
      return { text: text[column.kind] };
  }
}
