import type { Backends } from '../compute/backend/backends';
import { AppError } from '../shared/errors';
import type { EngineEvent } from './engine';
import { type Turn, yieldToMessages } from './exclusive';

/** Silence of a device that is normal for any work, in milliseconds; on top of it comes what the work itself needs. */
const PATIENCE = 5000;
/** Work may take this many times what the probe of the backend lets expect. */
const MARGIN = 20;
/** Backends follow each other when one keeps being lost, so this many repeats end the matter one way or the other. */
const MAX_REPEATS = 8;

/** One attempt at a piece of work. */
export interface Attempt {
  /** Lets other work go first. @throws AppError `backendLost` if the device is another one afterwards */
  pass(): Promise<void>;
  /** The device has done something: its silence is counted anew. */
  heard(): void;
  /** Another attempt has taken this one's place; whatever it still does must have no effect. */
  readonly isAbandoned: boolean;
}

export interface DeviceCare {
  /**
   * Work that is begun again when the device is lost meanwhile, says so or falls silent. Needs the turn.
   * @param operations multiplications until the device should be heard of, for the limit of its silence
   */
  repeatOnLoss<T>(turn: Turn, operations: number, work: (attempt: Attempt) => Promise<T>): Promise<T>;
  /** Starts the device anew. Needs the turn. */
  recover(message: string): Promise<void>;
  /** Another backend runs now: what was said of the old one no longer counts. */
  renew(): void;
}

interface Loss {
  readonly promise: Promise<never>;
  readonly report: (message: string) => void;
}

/**
 * Notices lost devices and starts them anew. tfjs does neither: a read of a lost WebGL context never ends, a read of a
 * lost WebGPU device fails with one of several messages.
 * @param drop frees all tensors, since they died with the device
 */
export function createDeviceCare(
  backends: Backends,
  emit: (event: EngineEvent) => void,
  drop: () => void,
  whenIdle: (work: () => Promise<void>) => void,
): DeviceCare {
  let loss = createLoss();

  const recover = async (message: string): Promise<void> => {
    emit({ kind: 'lost', what: 'device', message });
    drop();
    const report = await backends.recover();
    loss = createLoss();
    emit({ kind: 'recovered', what: 'device', backend: report.backend });
    emit({ kind: 'backend', report });
  };

  backends.onLost((message) => {
    const reported = loss;
    reported.report(message);
    // Work that is under way notices and recovers itself. Where none is, this does it.
    whenIdle(async () => {
      if (loss === reported) await recover(message);
    });
  });

  const isLoss = async (error: unknown, reported: Loss): Promise<boolean> => {
    if (error instanceof AppError) return error.code === 'backendLost';
    if (loss !== reported) return true;
    if (error instanceof Error && LOST.test(error.message)) return true;
    if (backends.current !== 'webgpu' && backends.current !== 'webgl') return false;
    // An operation on a lost device may fail in any words, just before the loss itself is told.
    const settled = await Promise.race([reported.promise.catch(() => 'lost'), yieldToMessages()]);
    return settled === 'lost';
  };

  const silenceLimit = (operations: number): number | null => {
    // WASM and CPU compute in this thread: they cannot be silent while it lives.
    if (backends.current !== 'webgpu' && backends.current !== 'webgl') return null;
    return PATIENCE + MARGIN * backends.expectedMilliseconds(operations);
  };

  const attemptOnce = <T>(
    turn: Turn,
    current: Loss,
    operations: number,
    work: (attempt: Attempt) => Promise<T>,
  ): Promise<T> => {
    let isAbandoned = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let fail: (error: unknown) => void = () => undefined;
    const limit = silenceLimit(operations);
    const heard = (): void => {
      clearTimeout(timer);
      if (limit === null || isAbandoned) return;
      timer = setTimeout(() => {
        if (turn.isMine)
          fail(new AppError('backendLost', `The device was silent for ${Math.round(limit / 1000)} s.`));
        else heard();
      }, limit);
    };
    const attempt: Attempt = {
      get isAbandoned() {
        return isAbandoned;
      },
      heard,
      pass: async () => {
        if (!isAbandoned) await turn.pass();
        if (isAbandoned || loss !== current)
          throw new AppError('backendLost', 'The device is another one now.');
      },
    };
    return new Promise<T>((resolve, reject) => {
      fail = (error) => {
        isAbandoned = true;
        clearTimeout(timer);
        reject(error instanceof Error ? error : new Error(String(error)));
      };
      work(attempt).then((value) => {
        clearTimeout(timer);
        resolve(value);
      }, fail);
      current.promise.catch((error: unknown) => {
        // While others have the turn, they recover; `pass` then tells this one.
        if (turn.isMine) fail(error);
      });
      // After the synchronous part of the work, which may block for long while shaders are compiled.
      heard();
    });
  };

  return {
    recover,
    renew: () => {
      loss = createLoss();
    },
    repeatOnLoss: async (turn, operations, work) => {
      for (let repeat = 0; ; repeat += 1) {
        const current = loss;
        try {
          return await attemptOnce(turn, current, operations, work);
        } catch (error) {
          if (repeat === MAX_REPEATS || !(await isLoss(error, current))) throw error;
          if (loss === current) await recover(error instanceof Error ? error.message : String(error));
        }
      }
    },
  };
}

/** What WebGPU says in a read that fails because the device is gone. */
const LOST = /device (?:was|is) lost|buffer was unmapped|device.*destroyed/i;

function createLoss(): Loss {
  let report: (message: string) => void = () => undefined;
  const promise = new Promise<never>((_, reject) => {
    report = (message) => reject(new AppError('backendLost', message));
  });
  // Nobody may be listening when it happens.
  promise.catch(() => undefined);
  return { promise, report };
}
