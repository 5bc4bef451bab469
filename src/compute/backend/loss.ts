import * as tf from '@tensorflow/tfjs-core';
import type { BackendName } from './registry';

/** What of a backend's inside is looked at; read with care, since no type promises it. */
interface Inside {
  readonly device?: GPUDevice;
  readonly gpgpu?: { readonly gl?: WebGL2RenderingContext };
}

function inside(): Inside {
  // tfjs declares a backend by its methods only; both fields are checked before use.
  return tf.backend() as unknown as Inside;
}

/**
 * Calls back once when the device of the current backend is lost: WebGPU's `lost` promise, WebGL's event. tfjs itself
 * notices neither, and a read of a lost WebGL context never ends.
 * @returns stops watching
 */
export function watchLoss(name: BackendName, onLost: (message: string) => void): () => void {
  let isWatching = true;
  const report = (message: string): void => {
    if (!isWatching) return;
    isWatching = false;
    onLost(message);
  };
  const stop = (): void => {
    isWatching = false;
  };
  if (name === 'webgpu') {
    const { device } = inside();
    void device?.lost.then((info) => report(info.message || info.reason));
  }
  if (name === 'webgl') {
    const canvas = inside().gpgpu?.gl?.canvas;
    const listener = (): void => report('The WebGL context was lost.');
    canvas?.addEventListener('webglcontextlost', listener);
    return () => {
      stop();
      canvas?.removeEventListener('webglcontextlost', listener);
    };
  }
  return stop;
}

/** Loses the device on purpose, by the browser's own means. @returns false where a backend has no device to lose */
export function loseDevice(name: BackendName): boolean {
  if (name === 'webgpu') {
    inside().device?.destroy();
    return true;
  }
  if (name === 'webgl') {
    inside().gpgpu?.gl?.getExtension('WEBGL_lose_context')?.loseContext();
    return true;
  }
  return false;
}
