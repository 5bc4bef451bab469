import { describe, expect, it } from 'vitest';
import { readout, summary } from './readout';
import type { MatrixData, MatrixLabels } from './types';

const labels: MatrixLabels = {
  figure: '',
  queryAxis: '',
  keyAxis: '',
  legend: '',
  masked: '',
  pooled: '',
  sqrtScale: '',
  hint: 'hint',
  cell: (f) =>
    `${f.queryText} ${f.query} → ${f.keyText} ${f.key}: ${f.masked ? 'masked' : f.weight.toFixed(4)}`,
  token: (f) =>
    `${f.axis} ${f.text}: ${f.strongest ? `${f.strongest.text} ${f.strongest.weight.toFixed(2)}` : 'nothing'}`,
  summary: (f) => `${f.rows} × ${f.cols} ${f.kind}: ${f.selected ? labels.token(f.selected) : 'none'}`,
};

const data: MatrixData = {
  weights: Float32Array.of(1, 0, 0, 0.25, 0.1234, 0.6266),
  rows: 2,
  cols: 3,
  masked: Uint8Array.of(0, 1, 1, 0, 0, 0),
  queryTokens: [{ text: 'Das' }, { text: ' Tier' }],
  keyTokens: [{ text: 'the' }, { text: ' animal' }, { text: '.' }],
  kind: 'cross',
  selection: { query: null, key: null, locked: false },
};

describe('the readout', () => {
  it('of a cell names both tokens with their positions and the weight', () => {
    expect(readout(data, { query: 1, key: 1 }, labels)).toBe('␣Tier 1 → ␣animal 1: 0.1234');
  });

  it('says masked, not 0, where the query may not see the key', () => {
    expect(readout(data, { query: 0, key: 1 }, labels)).toBe('Das 0 → ␣animal 1: masked');
  });

  it('of a query tells the key that it reads most, of a key the query that reads it most', () => {
    expect(readout(data, { query: 1, key: null }, labels)).toBe('query ␣Tier: . 0.63');
    expect(readout(data, { query: null, key: 1 }, labels)).toBe('key ␣animal: ␣Tier 0.12');
  });

  it('is the hint while nothing is pointed at', () => {
    expect(readout(data, null, labels)).toBe('hint');
  });
});

describe('the text alternative', () => {
  it('gives the size of the matrix and where the attention of the locked query goes', () => {
    expect(summary(data, { query: 1, key: 0 }, labels)).toBe('2 × 3 cross: query ␣Tier: . 0.63');
    expect(summary(data, null, labels)).toBe('2 × 3 cross: none');
  });
});
