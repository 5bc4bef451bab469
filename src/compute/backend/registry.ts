import * as tf from '@tensorflow/tfjs-core';
import { BackendFailure, detailOf } from './failure';
import { registerWasmKernels } from './wasmKernels';

export type BackendName = 'webgpu' | 'webgl' | 'wasm' | 'cpu';

export interface RegistryOptions {
  /** Where the WASM binaries are: file name → address. Absent: beside the script. */
  readonly wasmPaths?: Readonly<Record<string, string>>;
  /** Small tensors stay on the GPU, so that tests test the GPU. */
  readonly forceGpu?: boolean;
}

/** Textures of freed tensors are kept up to this size; without a limit every new shape leaks some. */
const KEPT_TEXTURE_BYTES = 32 * 2 ** 20;

let hasWasmPaths = false;

/** Makes a backend known to tfjs; its code is loaded now, not before. */
async function register(name: BackendName, options: RegistryOptions): Promise<void> {
  switch (name) {
    case 'webgpu':
      await import('@tensorflow/tfjs-backend-webgpu');
      if (options.forceGpu) tf.env().set('WEBGPU_CPU_FORWARD', false);
      return;
    case 'webgl':
      await import('@tensorflow/tfjs-backend-webgl');
      tf.env().set('WEBGL_DELETE_TEXTURE_THRESHOLD', KEPT_TEXTURE_BYTES);
      tf.env().set('WEBGL_USE_SHAPES_UNIFORMS', true);
      if (options.forceGpu) tf.env().set('WEBGL_CPU_FORWARD', false);
      return;
    case 'wasm': {
      const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
      // Once: after a failed start tfjs refuses to be told again.
      if (options.wasmPaths && !hasWasmPaths) setWasmPaths(options.wasmPaths);
      hasWasmPaths = true;
      // The threaded build does not survive minification, and static hosts are not isolated.
      tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
      registerWasmKernels();
      return;
    }
    case 'cpu':
      await import('@tensorflow/tfjs-backend-cpu');
  }
}

/**
 * Loads a backend and makes it the current one.
 * @throws BackendFailure with the reason
 */
export async function startBackend(name: BackendName, options: RegistryOptions): Promise<void> {
  let started: boolean;
  try {
    await register(name, options);
    started = await tf.setBackend(name);
  } catch (error) {
    const detail = detailOf(error);
    throw new BackendFailure({ code: 'didNotStart', detail }, `${name} did not start: ${detail}`, name);
  }
  // tfjs answers false and still calls the failed backend its current one.
  if (!started) {
    const reason = { code: 'didNotStart', detail: '' } as const;
    throw new BackendFailure(reason, `${name} did not start on this device.`, name);
  }
}

/**
 * Starts the current backend anew after its device was lost. Between the three calls no function of tfjs may run, not
 * even `tf.memory()`: it would begin a second start that spoils this one.
 */
export async function restartBackend(name: BackendName): Promise<void> {
  const factory = tf.findBackendFactory(name);
  const fail = (detail: string): BackendFailure => {
    const message = [`${name} did not come back`, detail].filter(Boolean).join(': ');
    return new BackendFailure({ code: 'didNotComeBack', detail }, message, name, 'backendLost');
  };
  let started = false;
  try {
    tf.removeBackend(name);
    tf.registerBackend(name, factory);
    started = await tf.setBackend(name);
  } catch (error) {
    throw fail(detailOf(error));
  }
  if (!started) throw fail('');
}

/** Whether a backend was started before; it may have lost its device since. */
export function hasRun(name: BackendName): boolean {
  return name in tf.engine().registry;
}

/** What tfjs computes with now, works or not. */
export function activeBackend(): string {
  return tf.getBackend();
}
