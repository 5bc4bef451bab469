import { createBackends } from '../../src/compute/backend/backends';
import type { WorkerLike } from '../../src/engine/client';
import { createHandler } from '../../src/engine/handler';
import type { FromWorker, ToWorker } from '../../src/engine/protocol';
import { createSession } from '../../src/engine/session';

export interface FakeWorker extends WorkerLike {
  /** Everything that came in, in order. */
  readonly received: ToWorker[];
  /** From now on it neither hears nor says anything, as a worker that ended or that loops for ever. */
  fallSilent(): void;
  /** Says something out of turn, as a faulty or outdated worker might. */
  say(message: FromWorker): void;
}

/** The real handler and session behind a channel of messages, so that all that crosses is cloned as by a worker. */
export function createFakeWorker(): FakeWorker {
  const { port1: page, port2: inside } = new MessageChannel();
  const received: ToWorker[] = [];
  let isSilent = false;
  const send = (message: FromWorker, transfer: Transferable[] = []): void => {
    if (!isSilent) inside.postMessage(message, transfer);
  };
  const session = createSession(createBackends(), (event) => send({ type: 'event', event }));
  const fallSilent = (): void => {
    isSilent = true;
    session.dispose();
  };
  const handle = createHandler(session, send, fallSilent);
  inside.onmessage = ({ data }: MessageEvent<ToWorker>) => {
    if (isSilent) return;
    received.push(data);
    handle(data);
  };
  const worker: FakeWorker = {
    received,
    onmessage: null,
    onerror: null,
    postMessage: (message) => page.postMessage(message),
    terminate: () => {
      fallSilent();
      page.close();
      inside.close();
    },
    fallSilent,
    say: (message) => inside.postMessage(message),
  };
  page.onmessage = (event: MessageEvent<FromWorker>) => worker.onmessage?.(event);
  return worker;
}
