import { describe, expect, it } from 'vitest';
import { defaultTraining, learningRateAt, type TrainingOptions } from './training';

const options: TrainingOptions = {
  ...defaultTraining,
  learningRate: 2,
  warmUpSteps: 10,
  decaySteps: 110,
  finalRate: 0.1,
};

describe('the learning rate', () => {
  it('grows linearly from the first step to the end of the warm-up', () => {
    expect(learningRateAt(options, 1)).toBeCloseTo(0.2, 12);
    expect(learningRateAt(options, 5)).toBeCloseTo(1, 12);
    expect(learningRateAt(options, 10)).toBe(2);
  });

  it('falls along half a cosine: slowly at both ends, halfway in the middle', () => {
    expect(learningRateAt(options, 60)).toBeCloseTo((2 + 0.2) / 2, 12);
    expect(learningRateAt(options, 35)).toBeCloseTo(0.2 + 1.8 * (0.5 + Math.SQRT1_2 / 2), 12);
    const fall = (step: number): number => learningRateAt(options, step) - learningRateAt(options, step + 1);
    expect(fall(10)).toBeLessThan(fall(60) / 10);
    expect(fall(109)).toBeLessThan(fall(60) / 10);
  });

  it('stays at its last value afterwards, so that training may go on', () => {
    for (const step of [110, 111, 5000]) expect(learningRateAt(options, step)).toBeCloseTo(0.2, 12);
  });

  it('never jumps, and is highest at the end of the warm-up', () => {
    const rates = Array.from({ length: 150 }, (_, index) => learningRateAt(options, index + 1));
    expect(Math.max(...rates)).toBe(rates[9]);
    const jumps = rates.slice(1).map((rate, index) => Math.abs(rate - rates[index]!));
    expect(Math.max(...jumps)).toBeLessThan(0.2 + 1e-12);
  });

  it('is the highest from the first step on without a warm-up, and the same for ever with a final rate of 1', () => {
    const constant = { ...options, warmUpSteps: 0, finalRate: 1 };
    for (const step of [1, 2, 60, 1000]) expect(learningRateAt(constant, step)).toBe(2);
    expect(learningRateAt({ ...options, warmUpSteps: 0 }, 1)).toBeCloseTo(2, 3);
  });

  it('is a number when the decay ends before the warm-up', () => {
    const short = { ...options, decaySteps: 0 };
    for (const step of [1, 10, 11, 100]) expect(learningRateAt(short, step)).toBeGreaterThan(0);
  });
});
