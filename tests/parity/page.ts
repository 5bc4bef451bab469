import * as tf from '@tensorflow/tfjs-core';
import { createBackends } from '../../src/compute/backend/backends';
import { AppError } from '../../src/shared/errors';
import { runCase, type CaseResult } from './runCase';

export type PageResult = CaseResult | { readonly error: string; readonly unsupported: boolean };

declare global {
  interface Window {
    startBackend: (name: 'webgpu' | 'webgl' | 'wasm' | 'cpu') => Promise<string>;
    runCase: (files: [string, string][], legacy: boolean) => Promise<PageResult>;
  }
}

window.startBackend = async (name) => {
  const report = await createBackends({ forceGpu: true }).use(name);
  if (report.backend !== name) throw new Error(JSON.stringify(report.candidates));
  return adapterOf(tf.getBackend());
};

/** What computes: the name of the graphics adapter, so that a software renderer is not taken for a graphics card. */
async function adapterOf(name: string): Promise<string> {
  if (name === 'webgpu') {
    const { info } = (await navigator.gpu.requestAdapter()) ?? { info: null };
    return (
      [info?.vendor, info?.architecture, info?.description].filter(Boolean).join(' ') || 'unnamed adapter'
    );
  }
  const context = document.createElement('canvas').getContext('webgl2');
  const extension = context?.getExtension('WEBGL_debug_renderer_info');
  return String(
    (extension && context?.getParameter(extension.UNMASKED_RENDERER_WEBGL)) ?? 'unnamed renderer',
  );
}

/** Files arrive in base64: bytes do not pass between Node and a page. */
window.runCase = async (files, legacy) => {
  try {
    const bytes = files.map(
      ([name, text]) => [name, Uint8Array.from(atob(text), (character) => character.charCodeAt(0))] as const,
    );
    return await runCase(new Map(bytes), legacy);
  } catch (error) {
    const unsupported = error instanceof AppError && error.code === 'unsupportedModel';
    return { error: error instanceof Error ? error.message : String(error), unsupported };
  }
};
