import { describe, expect, it } from 'vitest';
import { handSet } from '../model/handSet';
import { closedForm } from '../model/handSet/closedForm';
import { maskMatrix } from '../model/mask';
import { handSetAgreement, type ReadText } from './handSetAgreement';

const causal = (ids: readonly number[]): ReadText => ({
  ids,
  masked: maskMatrix({ pattern: { kind: 'causal' }, nQueries: ids.length, nKeys: ids.length, firstQuery: 0 }),
});
const full = (ids: readonly number[]): ReadText => ({ ids, masked: new Uint8Array(ids.length ** 2) });

describe('how far a head does what one that is set by hand does', () => {
  it('is 1 where all weight is on the wanted keys, and 0 where none is', () => {
    const { head } = handSet('previousToken');
    // Each token reads the one before it; the first wants nothing and does not count.
    const map = new Float32Array([1, 0, 0, 1, 0, 0, 0, 1, 0]);
    expect(handSetAgreement(head, 'previousToken', causal([5, 6, 7]), map)).toMatchObject({
      weight: 1,
      nQueries: 2,
    });
    const itself = new Float32Array([1, 0, 0, 0, 1, 0, 0, 0, 1]);
    expect(handSetAgreement(head, 'previousToken', causal([5, 6, 7]), itself).weight).toBe(0);
  });

  it('is that of even reading where a head reads evenly', () => {
    const { head } = handSet('sameToken');
    const map = new Float32Array(16).fill(0.25);
    const { weight, even } = handSetAgreement(head, 'sameToken', full([5, 6, 5, 7]), map);
    expect(weight).toBe(0.25);
    expect(even).toBe(0.25);
  });

  it('is the weight of the formula for the head itself', () => {
    const { head } = handSet('sameToken', 3);
    const ids = [5, 6, 5, 7];
    const { wanted, other } = closedForm(3, 1, ids.length);
    const map = new Float32Array(16).fill(other);
    map[2] = wanted;
    map[8] = wanted;
    expect(handSetAgreement(head, 'sameToken', full(ids), map).weight).toBeCloseTo(wanted, 6);
  });

  it('takes the mirror of the text as it is, and of it what a query sees', () => {
    const { head } = handSet('mirroredPosition');
    const map = new Float32Array([0, 0, 1, 0, 1, 0, 1, 0, 0]);
    expect(handSetAgreement(head, 'mirroredPosition', full([5, 6, 7]), map)).toMatchObject({
      weight: 1,
      nQueries: 3,
    });
    expect(handSetAgreement(head, 'mirroredPosition', causal([5, 6, 7]), map).nQueries).toBe(2);
  });

  it('is nothing where no token has such a key', () => {
    const { head } = handSet('sameToken');
    const map = new Float32Array(9).fill(1 / 3);
    expect(handSetAgreement(head, 'sameToken', full([5, 6, 7]), map)).toEqual({
      weight: null,
      even: null,
      nQueries: 0,
    });
  });
});
