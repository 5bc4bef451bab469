import { describe, expect, it } from 'vitest';
import { presetOf } from '../model/config/presets';
import { countParameters } from '../model/parameters';
import { graph } from '../model/graph/graph';
import { size, wording } from '../../tests/support/diagram';
import { architectureTable } from './architecture/table';
import { matrixTable } from './attentionMatrix/table';
import { distributionTable } from './distribution/table';
import { stripTable } from './headStrip/table';
import { rowTable } from './rowEditor/table';
import { linksTable } from './tokenLinks/table';
import type { LinksLabels } from './tokenLinks/types';

const selection = { query: null, key: null, locked: false };
const tokens = [{ text: 'a' }, { text: ' b' }];
const causal = {
  weights: Float32Array.of(1, 0, 0.25, 0.75),
  masked: Uint8Array.of(0, 1, 0, 0),
  rows: 2,
  cols: 2,
  queryTokens: tokens,
  keyTokens: tokens,
  selection,
  kind: 'decoderSelf',
} as const;

describe('the table of a matrix', () => {
  const labels = {
    figure: 'head 1',
    queryAxis: 'queries',
    keyAxis: 'keys',
    legend: 'weight',
    masked: 'masked',
    pooled: '',
    sqrtScale: '',
    hint: '',
    cell: String,
    token: String,
    summary: String,
  };

  it('has a row for each query and a column for each key; what is masked has no weight', () => {
    const { caption, columns, rows } = matrixTable(causal, labels);
    expect(caption).toBe('head 1');
    expect(columns.map(({ label }) => label)).toEqual(['queries', '1 a', '2 ␣b']);
    expect(rows).toEqual([
      ['1 a', 1, null],
      ['2 ␣b', 0.25, 0.75],
    ]);
  });

  it('is empty before the first forward pass', () => {
    expect(matrixTable(null, labels).rows).toEqual([]);
  });
});

describe('the table of links', () => {
  const { weights, ...grid } = causal;
  const labels: LinksLabels = {
    figure: 'links',
    queryAxis: 'queries',
    keyAxis: 'keys',
    reads: '',
    readBy: '',
    above: '',
    wrapped: String,
    below: '',
    drawn: String,
    weight: String,
    headWeight: String,
    value: 'weight',
    head: 'head',
    hint: '',
    token: String,
    summary: String,
    toggles: { group: '', caption: (head) => `H${head}`, name: String, hint: '', alone: String, all: '' },
  };
  const heads = [0, 1].map((head) => ({ head, weights }));

  it('names the tokens at both ends of a line', () => {
    const data = { ...grid, heads: heads.slice(0, 1), shape: 'columns' } as const;
    expect(linksTable(data, [{ head: 0, query: 1, key: 0, weight: 0.25 }], labels).rows).toEqual([
      ['2 ␣b', '1 a', 0.25],
    ]);
  });

  it('of several heads says whose each line is', () => {
    const { columns, rows } = linksTable(
      { ...grid, heads, shape: 'arcs' },
      [{ head: 1, query: 1, key: 0, weight: 0.25 }],
      labels,
    );
    expect(columns.map(({ id }) => id)).toEqual(['head', 'query', 'key', 'weight']);
    expect(rows).toEqual([['H1', '2 ␣b', '1 a', 0.25]]);
  });
});

it('the table of the heads of a layer holds every weight of every head', () => {
  const labels = {
    figure: 'heads',
    head: ({ layer, head }: { layer: number; head: number }) => `${layer + 1}.${head + 1}`,
    layerCaption: String,
    headCaption: String,
    columns: { head: 'head', query: 'query', key: 'key', value: 'weight' },
  };
  const map = { layer: 0, weights: causal.weights, rows: 2, cols: 2 };
  const maps = [
    { ...map, head: 0 },
    { ...map, head: 1 },
  ];
  const { rows } = stripTable({ maps, masked: causal.masked, selectedHead: null }, labels);
  expect(rows).toEqual([
    ['1.1', 1, 1, null],
    ['1.1', 2, 0.25, 0.75],
    ['1.2', 1, 1, null],
    ['1.2', 2, 0.25, 0.75],
  ]);
});

it('the table of a row of attention has a row for each key, and no weight for what is masked', () => {
  const labels = {
    ...{ figure: 'row', keyAxis: 'keys', weightAxis: 'weight', hint: '' },
    legend: { now: '', before: '', set: '', masked: '' },
    columns: { key: 'key', now: 'now', before: 'before', set: 'set' },
    ...{ tick: String, bar: String, setTo: String, summary: String },
  };
  const data = { ...causal, before: Float32Array.of(0.5, 0.5), set: [null, 0.75] };
  expect(rowTable({ ...data, query: 1 }, labels).rows).toEqual([
    ['1 a', 0.25, 0.5, null],
    ['2 ␣b', 0.75, 0.5, 0.75],
  ]);
  expect(rowTable({ ...data, query: 0, set: [null, null] }, labels).rows).toEqual([
    ['1 a', 1, 0.5, null],
    ['2 ␣b', null, null, null],
  ]);
  expect(rowTable(null, labels).rows).toEqual([]);
});

it('the probabilities of a distribution sum to 1 in its table', () => {
  const labels = {
    figure: 'next',
    percent: String,
    tick: String,
    entry: String,
    rest: (count: number) => `${count} others`,
    columns: { id: 'id', token: 'token', probability: 'probability' },
  };
  const entries = [
    { id: 7, text: ' b', probability: 0.5 },
    { id: 3, text: 'a', probability: 0.25 },
  ];
  const { rows } = distributionTable(
    { entries, rest: 0.25, nRest: 998, selectedId: null, stack: 'decoder' },
    labels,
  );
  expect(rows).toEqual([
    [7, '␣b', 0.5],
    [3, 'a', 0.25],
    [null, '998 others', 0.25],
  ]);
});

it('the parameters in the table of the architecture sum to those of the model', () => {
  const { config } = presetOf('gpt2');
  const { columns, rows } = architectureTable(
    { graph: graph(config, size, { encoder: 0, decoder: 0 }), selected: null },
    wording.labels,
  );
  const total = columns.findIndex(({ id }) => id === 'total');
  const sum = rows.reduce((all, row) => all + Number(row[total]), 0);
  expect(sum).toBe(countParameters(config));
});
