import * as tf from '@tensorflow/tfjs-core';
import { createBackends } from '../compute/backend/backends';
import { createHandler } from './handler';
import type { FromWorker, ToWorker } from './protocol';
import { createSession } from './session';
import { wasmPaths } from './wasmPaths';

tf.enableProdMode();

const send = (message: FromWorker, transfer: Transferable[] = []): void =>
  self.postMessage(message, { transfer });
const session = createSession(createBackends({ wasmPaths }), (event) => send({ type: 'event', event }));
const handle = createHandler(session, send, () => self.close());

// The page is the only sender: a dedicated worker has no other.
self.onmessage = (message: MessageEvent<ToWorker>) => handle(message.data);
