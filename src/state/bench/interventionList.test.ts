import { describe, expect, it } from 'vitest';
import { placeInList, withIntervention, withoutIntervention } from './interventionList';

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
});
