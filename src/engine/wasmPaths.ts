import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import plainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';

const absolute = (url: string): string => new URL(url, self.location.href).href;

/** Addresses of the WASM binaries in a page or a worker. */
export const wasmPaths: Readonly<Record<string, string>> = {
  'tfjs-backend-wasm-simd.wasm': absolute(simdUrl),
  'tfjs-backend-wasm.wasm': absolute(plainUrl),
  // Never loaded: threads are switched off. tfjs wants an address for each file.
  'tfjs-backend-wasm-threaded-simd.wasm': absolute(simdUrl),
};
