import { reasonOf, type BackendName } from './registry';
import { within } from './within';

/** Milliseconds in which a browser can tell about its hardware. */
const LIMIT = 2000;
/** Names by which renderers without a graphics card give themselves away. */
const SOFTWARE = /swiftshader|llvmpipe|software|basic render|mesa offscreen/i;

/**
 * Why a GPU backend is not worth a try here, from what the browser says of the hardware; null: it is.
 * Nothing of tfjs is loaded for this.
 */
export async function reasonAgainst(name: BackendName): Promise<string | null> {
  try {
    if (name === 'webgpu') return await within(LIMIT, reasonAgainstWebGpu());
    if (name === 'webgl') return reasonAgainstWebGl();
    return null;
  } catch (error) {
    return `the browser does not tell about its hardware: ${reasonOf(error)}`;
  }
}

async function reasonAgainstWebGpu(): Promise<string | null> {
  if (typeof navigator === 'undefined' || !('gpu' in navigator)) return 'this browser has no WebGPU';
  const adapter = await navigator.gpu.requestAdapter().catch(() => null);
  if (!adapter) return 'WebGPU finds no graphics card';
  const { vendor, architecture, description, isFallbackAdapter } = adapter.info;
  const name = [vendor, architecture, description].filter(Boolean).join(' ');
  return isFallbackAdapter || SOFTWARE.test(name) ? `software renderer (${name}): slower than WASM` : null;
}

function reasonAgainstWebGl(): string | null {
  if (typeof OffscreenCanvas === 'undefined') return 'no WebGL outside of the page in this browser';
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (!gl) return 'this browser has no WebGL 2';
  const debug = gl.getExtension('WEBGL_debug_renderer_info');
  const renderer = String(gl.getParameter(debug ? debug.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  // Browsers allow few contexts at a time.
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return SOFTWARE.test(renderer) ? `software renderer (${renderer}): slower than WASM` : null;
}
