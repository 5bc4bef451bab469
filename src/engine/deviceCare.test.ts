import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Backends, Report } from '../compute/backend/backends';
import { AppError } from '../shared/errors';
import { createDeviceCare, type DeviceCare } from './deviceCare';
import type { EngineEvent } from './engine';
import { createExclusive, type Exclusive } from './exclusive';

const SECOND = 1000;
let events: EngineEvent['kind'][];
let nRecoveries: number;
let lose: (message: string) => void;
let exclusive: Exclusive;
let care: DeviceCare;

/** A GPU that can be lost at will; there is none on the machines of these tests. */
function gpu(): Backends {
  const report: Report = {
    backend: 'webgl',
    chosenBy: 'recovery',
    candidates: [],
    halfPrecision: false,
  };
  return {
    current: 'webgl',
    use: () => Promise.resolve(report),
    improve: () => Promise.resolve(null),
    recover: () => {
      nRecoveries += 1;
      return Promise.resolve(report);
    },
    onLost: (listener) => {
      lose = listener;
    },
    // A second for each operation.
    expectedMilliseconds: (operations) => operations * SECOND,
    lose: () => true,
  };
}

beforeEach(() => {
  vi.useFakeTimers();
  events = [];
  nRecoveries = 0;
  exclusive = createExclusive();
  care = createDeviceCare(
    gpu(),
    ({ kind }) => events.push(kind),
    () => undefined,
    (work) => void exclusive(work).catch(() => undefined),
  );
});
afterEach(() => vi.useRealTimers());

const forEver = (): Promise<string> => new Promise(() => undefined);

describe('work on a device', () => {
  it('that is lost without an end of its reads, as WebGL contexts are, is begun again', async () => {
    const attempts = [forEver, () => Promise.resolve('done')];
    const result = exclusive((turn) => care.repeatOnLoss(turn, 0, () => attempts.shift()?.() ?? forEver()));
    await vi.advanceTimersByTimeAsync(10);
    lose('The WebGL context was lost.');
    expect(await result).toBe('done');
    expect(nRecoveries).toBe(1);
    expect(events).toEqual(['lost', 'recovered', 'backend']);
  });

  it('that falls silent without any event is begun again after its patience', async () => {
    const attempts = [forEver, () => Promise.resolve('done')];
    const result = exclusive((turn) => care.repeatOnLoss(turn, 0, () => attempts.shift()?.() ?? forEver()));
    await vi.advanceTimersByTimeAsync(4.9 * SECOND);
    expect(nRecoveries).toBe(0);
    await vi.advanceTimersByTimeAsync(0.2 * SECOND);
    expect(await result).toBe('done');
  });

  it('that is large may be silent for as long as the measured speed explains', async () => {
    const result = exclusive((turn) =>
      care.repeatOnLoss(
        turn,
        2,
        () => new Promise((resolve) => setTimeout(() => resolve('slow'), 30 * SECOND)),
      ),
    );
    await vi.advanceTimersByTimeAsync(30 * SECOND);
    expect(await result).toBe('slow');
    expect(nRecoveries).toBe(0);
  });

  it('is not silent as long as it tells of steps', async () => {
    const result = exclusive((turn) =>
      care.repeatOnLoss(turn, 0, async (attempt) => {
        for (let step = 0; step < 5; step += 1) {
          await new Promise((resolve) => setTimeout(resolve, 4 * SECOND));
          attempt.heard();
        }
        return 'many steps';
      }),
    );
    await vi.advanceTimersByTimeAsync(20 * SECOND);
    expect(await result).toBe('many steps');
    expect(nRecoveries).toBe(0);
  });

  it('that was given up has no effect any more: it cannot give away the turn of its successor', async () => {
    let wake: () => void = () => undefined;
    const zombie = vi.fn();
    let isFirst = true;
    const result = exclusive((turn) =>
      care.repeatOnLoss(turn, 0, async (attempt) => {
        if (!isFirst) return 'successor';
        isFirst = false;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        await attempt.pass().catch((error: unknown) => zombie(attempt.isAbandoned, error));
        return 'zombie';
      }),
    );
    await vi.advanceTimersByTimeAsync(6 * SECOND);
    expect(await result).toBe('successor');
    wake();
    await vi.advanceTimersByTimeAsync(10);
    expect(zombie).toHaveBeenCalledWith(true, expect.objectContaining({ code: 'backendLost' }));
  });

  it('fails with its own error when that has nothing to do with the device', async () => {
    const error = new AppError('invalidInput', 'no token');
    const result = exclusive((turn) => care.repeatOnLoss(turn, 0, () => Promise.reject(error)));
    await expect(result).rejects.toBe(error);
    expect(nRecoveries).toBe(0);
  });

  it('is not repeated for ever on a device that is lost each time', async () => {
    const work = vi.fn(() => Promise.reject(new Error('Failed to read: device is lost')));
    const result = exclusive((turn) => care.repeatOnLoss(turn, 0, work));
    await expect(result).rejects.toThrow('device is lost');
    expect(work.mock.calls.length).toBeLessThan(12);
  });
});

describe('a device that is lost while nothing computes', () => {
  it('is started anew, once', async () => {
    lose('gone');
    lose('gone');
    await vi.advanceTimersByTimeAsync(10);
    expect(nRecoveries).toBe(1);
    expect(events).toEqual(['lost', 'recovered', 'backend']);
  });
});
