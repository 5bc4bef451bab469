export interface HeartbeatOptions {
  /** Milliseconds of silence that are normal now. */
  readonly patience: () => number;
  readonly ping: (id: number) => void;
  readonly onSilence: () => void;
}

export interface Heartbeat {
  /** Something came from the other side. */
  heard(): void;
  /** Starts to ask; it goes on until it is stopped. */
  watch(): void;
  stop(): void;
}

const INTERVAL = 500;

/**
 * Asks the other side for a sign of life and reports when none comes for too long. A timer that itself came late (a
 * sleeping laptop, a hidden tab, a page that was busy) says nothing about the other side, so the count starts again.
 */
export function createHeartbeat({ patience, ping, onSilence }: HeartbeatOptions): Heartbeat {
  let timer: ReturnType<typeof setInterval> | undefined;
  let lastHeard = 0;
  let lastTick = 0;
  let nextId = 1;

  const tick = (): void => {
    const now = Date.now();
    const wasLate = now - lastTick > 2 * INTERVAL;
    lastTick = now;
    if (wasLate) lastHeard = now;
    if (now - lastHeard > patience()) {
      lastHeard = now;
      onSilence();
      return;
    }
    ping(nextId);
    nextId += 1;
  };

  return {
    heard: () => {
      lastHeard = Date.now();
    },
    watch: () => {
      if (timer !== undefined) return;
      lastHeard = Date.now();
      lastTick = lastHeard;
      timer = setInterval(tick, INTERVAL);
    },
    stop: () => {
      clearInterval(timer);
      timer = undefined;
    },
  };
}
