import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createHeartbeat } from './heartbeat';

const HOUR = 3_600_000;
let silences: number;
let pings: number[];

function watched(patience = 3000): ReturnType<typeof createHeartbeat> {
  const heartbeat = createHeartbeat({
    patience: () => patience,
    ping: (id) => pings.push(id),
    onSilence: () => {
      silences += 1;
    },
  });
  heartbeat.watch();
  return heartbeat;
}

describe('the heartbeat', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    silences = 0;
    pings = [];
  });
  afterEach(() => vi.useRealTimers());

  it('is content as long as there are answers', () => {
    const heartbeat = watched();
    for (let second = 0; second < 60; second += 1) {
      vi.advanceTimersByTime(1000);
      heartbeat.heard();
    }
    expect(silences).toBe(0);
    expect(pings.length).toBeGreaterThan(50);
    heartbeat.stop();
  });

  it('reports silence once it lasts longer than is normal', () => {
    const heartbeat = watched();
    vi.advanceTimersByTime(2900);
    expect(silences).toBe(0);
    vi.advanceTimersByTime(1100);
    expect(silences).toBe(1);
    heartbeat.stop();
  });

  it('does not blame the worker for a laptop that slept for eight hours', () => {
    const heartbeat = watched();
    vi.advanceTimersByTime(1000);
    vi.setSystemTime(Date.now() + 8 * HOUR);
    vi.advanceTimersByTime(2900);
    expect(silences).toBe(0);
    heartbeat.stop();
  });

  it('asks nothing after it was stopped', () => {
    const heartbeat = watched();
    heartbeat.stop();
    vi.advanceTimersByTime(60_000);
    expect([silences, pings.length]).toEqual([0, 0]);
  });
});
