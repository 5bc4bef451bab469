import { describe, expect, it } from 'vitest';
import type { LinkableIntervention } from '../../model/intervention';
import {
  placeInList,
  weightsSet,
  withIntervention,
  withLastIntervention,
  withoutIntervention,
  withoutRow,
} from './interventionList';

const at = 'decoder.layers.0.selfAttention.headOutputs' as const;

describe('a list of interventions', () => {
  it('holds one for each choice of elements: a later one takes the place of an earlier one', () => {
    let list = withIntervention([], { at, where: { head: 1 }, change: { kind: 'zero' } });
    list = withIntervention(list, { at, where: { head: 2 }, change: { kind: 'zero' } });
    list = withIntervention(list, { at, where: { head: 1 }, change: { kind: 'mean' } });
    expect(list).toEqual([`${at}~mean~h1`, `${at}~zero~h2`]);
    expect(placeInList(list, at, { head: 2 })).toBe(1);
    expect(placeInList(list, at)).toBe(-1);
    expect(withoutIntervention(list, 0)).toEqual([`${at}~zero~h2`]);
  });

  it('keeps what it cannot read, so that it can be told', () => {
    expect(withIntervention(['nonsense'], { at, change: { kind: 'zero' } })).toEqual([
      'nonsense',
      `${at}~zero`,
    ]);
  });

  const name = 'decoder.layers.0.crossAttention';
  const row = { scores: `${name}.scores`, pattern: `${name}.pattern`, head: 1, query: 3 } as const;
  const edge = (key: number, weight: number, query: number = row.query): LinkableIntervention => ({
    ...{ at: row.pattern, where: { head: row.head, query, key } },
    change: { kind: 'edge', weight },
  });

  it('sets the weight that was set last after all others, and each weight once', () => {
    let list = withLastIntervention([], edge(0, 0.5));
    list = withLastIntervention(list, edge(2, 0.25));
    list = withLastIntervention(list, edge(0, 0.125));
    expect(list).toEqual([`${row.pattern}~edge:0.25~h1q3k2`, `${row.pattern}~edge:0.125~h1q3k0`]);
    expect(weightsSet(list, row, 4)).toEqual([0.125, null, 0.25, null]);
  });

  it('tells the weights of one row from those of others, and leaves these when the row goes', () => {
    const others = [
      ...withLastIntervention([], edge(1, 0.5, 2)),
      `${row.pattern}~edge:0.5~h0q3k1`,
      `${row.pattern}~edge:0.5~b0h1q3k1`,
      `${row.pattern}~edge:0.5~h1q3k99`,
      `${at}~zero~h1`,
      'nonsense',
    ];
    const list = [...others.slice(0, 3), ...others.slice(4), `${row.scores}~cut~h1q3k1`];
    expect(weightsSet([...list, ...others], row, 4)).toEqual([null, null, null, null]);
    expect(withoutRow(withLastIntervention(list, edge(1, 1)), row)).toEqual(
      list.filter((text) => !/h1q3/.test(text)),
    );
  });
});
