import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import plainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import * as tf from '@tensorflow/tfjs-core';
import { createBackends } from '../compute/backend/backends';
import { createHandler } from './handler';
import type { FromWorker, ToWorker } from './protocol';
import { createSession } from './session';

tf.enableProdMode();

const absolute = (url: string): string => new URL(url, self.location.href).href;
const backends = createBackends({
  wasmPaths: {
    'tfjs-backend-wasm-simd.wasm': absolute(simdUrl),
    'tfjs-backend-wasm.wasm': absolute(plainUrl),
    // Never loaded: threads are switched off. tfjs wants an address for each file.
    'tfjs-backend-wasm-threaded-simd.wasm': absolute(simdUrl),
  },
});

const send = (message: FromWorker, transfer: Transferable[] = []): void =>
  self.postMessage(message, { transfer });
const session = createSession(backends, (event) => send({ type: 'event', event }));
const handle = createHandler(session, send, () => self.close());

// The page is the only sender: a dedicated worker has no other.
self.onmessage = (message: MessageEvent<ToWorker>) => handle(message.data);
