import { AppError } from '../shared/errors';

/** The right to compute. Only one piece of work has it at a time. */
export interface Turn {
  readonly isMine: boolean;
  /** Lets all pieces that wait go first; ends when it is this one's turn again. */
  pass(): Promise<void>;
}

export type Exclusive = <T>(work: (turn: Turn) => Promise<T>) => Promise<T>;

/** Runs pieces of work one after the other; a piece that fails does not stop those behind it. */
export function createExclusive(): Exclusive {
  let last: Promise<void> = Promise.resolve();

  const acquire = async (): Promise<() => void> => {
    const before = last;
    let release: () => void = () => undefined;
    last = new Promise((resolve) => {
      release = resolve;
    });
    await before;
    return release;
  };

  return async (work) => {
    let release = await acquire();
    let isMine = true;
    const turn: Turn = {
      get isMine() {
        return isMine;
      },
      pass: async () => {
        isMine = false;
        release();
        release = await acquire();
        isMine = true;
      },
    };
    try {
      return await work(turn);
    } finally {
      release();
    }
  };
}

/**
 * Lets messages that wait be handled. Not `tf.nextFrame`: that waits for a frame, and hidden tabs have none.
 */
export function yieldToMessages(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** Ends early when the signal is aborted. */
export function wait(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}

/** @throws AppError `cancelled` once the request is */
export function checkSignal(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new AppError('cancelled', 'The request was cancelled.');
}
