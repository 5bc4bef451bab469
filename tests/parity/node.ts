import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { registerWasmKernels } from '../../src/compute/backend/wasmKernels';
import type { CaseFiles } from './caseFiles';

/** The files of a case from a folder. */
export function filesOf(folder: string): CaseFiles {
  if (!existsSync(folder)) throw new Error(`the folder ${folder} does not exist`);
  const names = readdirSync(folder).filter((name) => /\.(?:json|safetensors)$/.test(name));
  return new Map(names.map((name) => [name, new Uint8Array(readFileSync(join(folder, name)))]));
}

/** Starts a backend that runs in Node. */
export async function startInNode(backend: 'wasm' | 'cpu'): Promise<void> {
  if (backend === 'wasm') {
    const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
    const main = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
    setWasmPaths(`${dirname(main)}/`);
    registerWasmKernels();
  } else {
    await import('@tensorflow/tfjs-backend-cpu');
  }
  if (!(await tf.setBackend(backend))) throw new Error(`${backend} did not start`);
}
