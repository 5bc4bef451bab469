import { isHalfPrecision } from '../tensors';
import type { BackendReason } from '../../shared/backendReason';
import { AppError } from '../../shared/errors';
import { reasonOf } from './failure';
import { reasonAgainst } from './hardware';
import { loseDevice, watchLoss } from './loss';
import { probe, PROBE_OPERATIONS } from './probe';
import {
  activeBackend,
  hasRun,
  restartBackend,
  startBackend,
  type BackendName,
  type RegistryOptions,
} from './registry';

export interface Candidate {
  readonly backend: BackendName;
  /** Milliseconds of the probe; null: it did not start or was not tried. */
  readonly milliseconds: number | null;
  readonly reason: BackendReason | null;
}

export interface Report {
  readonly backend: BackendName;
  readonly chosenBy: 'measured' | 'user' | 'fallback' | 'recovery';
  readonly candidates: readonly Candidate[];
  readonly halfPrecision: boolean;
}

export interface Backends {
  readonly current: BackendName | null;
  /** Starts what was chosen, or what works after it. `auto` takes WASM at once; see `improve`. */
  use(choice: BackendName | 'auto'): Promise<Report>;
  /**
   * After `auto`: tries the GPUs that the browser has and takes the fastest of what works, measured. A software
   * renderer is not tried. @returns null if nothing changed
   */
  improve(): Promise<Report | null>;
  /** Starts the backend anew after a loss; after three losses in a minute the next one is taken. */
  recover(): Promise<Report>;
  onLost(listener: (message: string) => void): void;
  /** What the probe lets expect of work with so many operations; an estimate from above, since small work has fixed costs. */
  expectedMilliseconds(operations: number): number;
  /** For tests: loses the device by the browser's own means. */
  lose(): boolean;
}

const GPU: readonly BackendName[] = ['webgpu', 'webgl'];
/**
 * In the order in which they replace one that fails. Without a GPU, WASM is many times faster than CPU and than WebGL
 * on a software renderer, and where one GPU backend fails the other is likely to fail too.
 */
const FALLBACKS: readonly BackendName[] = ['wasm', 'cpu', ...GPU];
/** Milliseconds for the self-test of a backend that is wanted: a slow one is better than none. */
const PATIENCE = 40_000;
/** The same for one that is only tried: a GPU that takes so long would not be used. */
const IMPATIENCE = 2000;
const MAX_LOSSES = 3;
const LOSS_WINDOW = 60_000;
/** Milliseconds before each try to start a lost backend anew: a browser's GPU process needs a moment to come back. */
const RESTART_WAITS: readonly number[] = [0, 250, 750];

export function createBackends(options: RegistryOptions = {}): Backends {
  let current: BackendName | null = null;
  let candidates: readonly Candidate[] = [];
  let isAuto = false;
  let losses: number[] = [];
  let stopWatching: () => void = () => undefined;
  let lostListener: (message: string) => void = () => undefined;

  const report = (chosenBy: Report['chosenBy']): Report => {
    if (!current) throw new AppError('backendUnavailable', 'No backend runs here.');
    return { backend: current, chosenBy, candidates, halfPrecision: isHalfPrecision() };
  };

  const note = (candidate: Candidate): void => {
    candidates = [...candidates.filter(({ backend }) => backend !== candidate.backend), candidate];
  };

  const watch = (name: BackendName): void => {
    stopWatching();
    stopWatching = watchLoss(name, (message) => lostListener(message));
  };

  /** Starts and probes one backend. @returns milliseconds of the probe, or null with the reason noted */
  const attempt = async (name: BackendName, limit = PATIENCE): Promise<number | null> => {
    try {
      stopWatching();
      // One that ran before may have lost its device while another was in use.
      if (GPU.includes(name) && hasRun(name)) await restartBackend(name);
      else await startBackend(name, options);
      const milliseconds = await probe(name, limit);
      note({ backend: name, milliseconds, reason: null });
      current = name;
      watch(name);
      return milliseconds;
    } catch (error) {
      note({ backend: name, milliseconds: null, reason: reasonOf(error, 'didNotStart') });
      return null;
    }
  };

  /** @throws AppError `backendUnavailable` with every reason when none works */
  const takeFirst = async (names: readonly BackendName[]): Promise<void> => {
    for (const name of names) if ((await attempt(name)) !== null) return;
    current = null;
    const reasons = candidates.map(
      ({ backend, reason }) => `${backend}: ${reason ? JSON.stringify(reason) : 'not tried'}`,
    );
    throw new AppError('backendUnavailable', `No backend runs here. ${reasons.join('; ')}`);
  };

  /** After others were tried. tfjs stays with the last that was tried, even with one that failed. */
  const goBackTo = async (name: BackendName): Promise<void> => {
    if (activeBackend() === name && current === name) return;
    try {
      stopWatching();
      await startBackend(name, options);
      current = name;
      watch(name);
    } catch (error) {
      note({ backend: name, milliseconds: null, reason: reasonOf(error, 'didNotStart') });
      await takeFirst(FALLBACKS.filter((other) => other !== name));
    }
  };

  return {
    get current() {
      return current;
    },
    use: async (choice) => {
      isAuto = choice === 'auto';
      if (choice === 'auto') {
        await takeFirst(FALLBACKS);
        return report('measured');
      }
      const works = (await attempt(choice)) !== null;
      if (!works) await takeFirst(FALLBACKS.filter((name) => name !== choice));
      return report(works ? 'user' : 'fallback');
    },
    improve: async () => {
      if (!isAuto || !current) return null;
      const before = current;
      let best = candidates.find(({ backend }) => backend === before)?.milliseconds ?? Infinity;
      let fastest: BackendName = before;
      for (const name of GPU) {
        // Trying it anew would take the tensors that live on it.
        if (name === before) continue;
        const against = await reasonAgainst(name);
        if (against !== null) {
          note({ backend: name, milliseconds: null, reason: against });
          continue;
        }
        const milliseconds = await attempt(name, IMPATIENCE);
        if (milliseconds !== null && milliseconds < best && !isHalfPrecision()) {
          best = milliseconds;
          fastest = name;
        }
      }
      await goBackTo(fastest);
      return report('measured');
    },
    recover: async () => {
      const lost = current;
      if (!lost) throw new AppError('backendLost', 'There is no backend to start anew.');
      const now = Date.now();
      losses = [...losses.filter((time) => now - time < LOSS_WINDOW), now];
      stopWatching();
      if (losses.length < MAX_LOSSES) {
        for (const wait of RESTART_WAITS) {
          await new Promise((resolve) => setTimeout(resolve, wait));
          try {
            await restartBackend(lost);
            watch(lost);
            return report('recovery');
          } catch (error) {
            note({ backend: lost, milliseconds: null, reason: reasonOf(error, 'didNotComeBack') });
          }
        }
      } else {
        const reason = { code: 'lostOften', times: losses.length } as const;
        note({ backend: lost, milliseconds: null, reason });
        losses = [];
      }
      await takeFirst(FALLBACKS.filter((name) => name !== lost));
      return report('recovery');
    },
    onLost: (listener) => {
      lostListener = listener;
    },
    expectedMilliseconds: (operations) => {
      const measured = candidates.find(({ backend }) => backend === current)?.milliseconds;
      return (measured ?? 0) * (operations / PROBE_OPERATIONS);
    },
    lose: () => current !== null && loseDevice(current),
  };
}
