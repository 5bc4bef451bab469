import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../model/config/limits';
import { isDetails } from '../../../state/details';
import { hiddenHeads, writtenHidden } from './hiddenHeads';

const { max: MOST_HEADS } = LIMITS.nHeads;
/** Which of some heads are hidden, of any number of heads that a model may have. */
const anyHidden = fc.array(fc.boolean(), { minLength: 1, maxLength: MOST_HEADS }).map((isHidden) => ({
  nHeads: isHidden.length,
  hidden: isHidden.flatMap((one, head) => (one ? [head] : [])),
}));

describe('heads that are hidden', () => {
  it('are written so that the link of any of them is read as it was', () => {
    fc.assert(
      fc.property(anyHidden, ({ nHeads, hidden }) => {
        const written = writtenHidden(hidden.toReversed(), nHeads);
        expect(hiddenHeads(written ?? undefined, nHeads)).toEqual(hidden);
        expect(isDetails(`hidden-${written}`)).toBe(true);
      }),
    );
  });

  it('have a place in a link also where half of the most heads, those with the longest numbers, are hidden', () => {
    const hidden = Array.from({ length: MOST_HEADS / 2 }, (_, head) => MOST_HEADS / 2 + head);
    const written = writtenHidden(hidden, MOST_HEADS) ?? '';
    expect(isDetails(`hidden-${written}`)).toBe(true);
    expect(hiddenHeads(written, MOST_HEADS)).toEqual(hidden);
  });

  it('are written by the one that is shown when it is alone', () => {
    expect(writtenHidden([0, 1, 3], 4)).toBe('but_2');
    expect(writtenHidden([3, 1], 4)).toBe('1_3');
    expect(writtenHidden([0, 1, 2, 3], 4)).toBe('all');
    expect(writtenHidden([], 4)).toBeNull();
  });

  it('of any text are heads of the model, in order, each once; what says nothing of them hides none', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: MOST_HEADS }), (written, nHeads) => {
        const hidden = hiddenHeads(written, nHeads);
        expect(hidden).toEqual(
          [...new Set(hidden)].filter((head) => head < nHeads).toSorted((a, b) => a - b),
        );
      }),
    );
    for (const written of ['', 'but_', '4', 'but_4', '-1', '1.5', '0_', '_0', '1e1', '0_x', 'constructor'])
      expect(hiddenHeads(written, 4), written).toEqual([]);
    expect(hiddenHeads('1_9_1', 4)).toEqual([1]);
  });
});
