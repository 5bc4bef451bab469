import type { CallOptions } from './engine';
import type { RequestKind, Requests, ToWorker } from './protocol';

type RequestMessage = Extract<ToWorker, { type: 'request' }>;

/** A request that has not been answered. */
export interface Pending {
  readonly message: RequestMessage;
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
  readonly onStep: (step: Requests[RequestKind]['progress']) => void;
  readonly signal: AbortSignal | undefined;
  /** Milliseconds of work that may pass without a sign of life. */
  readonly patience: number;
  /** Cancelled, while the worker may still be computing. */
  isSettled(): boolean;
}

export interface CallDetails<Kind extends RequestKind = RequestKind> extends CallOptions {
  readonly onStep?: (step: Requests[Kind]['progress']) => void;
  /** Milliseconds of work that may pass without a sign of life. */
  readonly patience?: number;
}

export function requestOf<Kind extends RequestKind>(
  id: number,
  kind: Kind,
  payload: Requests[Kind]['in'],
): RequestMessage {
  // A kind with the payload of the same kind; the compiler does not follow that through a mapped type.
  return { type: 'request', id, kind, payload } as RequestMessage;
}

/** A request with the promise of its answer. */
export function createPending<Kind extends RequestKind>(
  id: number,
  kind: Kind,
  payload: Requests[Kind]['in'],
  { signal, onStep, patience = 0 }: CallDetails<Kind>,
): { readonly entry: Pending; readonly result: Promise<Requests[Kind]['out']> } {
  let resolve: (value: Requests[Kind]['out']) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const result = new Promise<Requests[Kind]['out']>((fulfil, fail) => {
    resolve = fulfil;
    reject = fail;
  });
  let isSettled = false;
  let nTold = 0;
  const entry: Pending = {
    message: requestOf(id, kind, payload),
    signal,
    patience,
    isSettled: () => isSettled,
    resolve: (value) => {
      isSettled = true;
      resolve(value);
    },
    reject: (error) => {
      isSettled = true;
      reject(error);
    },
    onStep: (step) => {
      if (isSettled) return;
      // A new worker begins anew and tells the same tokens again. Steps of training come again on purpose.
      if ('index' in step) {
        if (step.index < nTold) return;
        nTold = step.index + 1;
      }
      onStep?.(step as Requests[Kind]['progress']);
    },
  };
  return { entry, result };
}
