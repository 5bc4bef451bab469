import type { BackendReason } from '../../shared/backendReason';
import { reasonOf } from './failure';
import type { BackendName } from './registry';
import { within } from './within';

/** Milliseconds in which a browser can tell about its hardware. */
const LIMIT = 2000;
/** Names by which renderers without a graphics card give themselves away. */
const SOFTWARE = /swiftshader|llvmpipe|software|basic render|mesa offscreen/i;

/**
 * Why a GPU backend is not worth a try here, from what the browser says of the hardware; null: it is.
 * Nothing of tfjs is loaded for this.
 */
export async function reasonAgainst(name: BackendName): Promise<BackendReason | null> {
  try {
    if (name === 'webgpu') return await within(LIMIT, reasonAgainstWebGpu());
    if (name === 'webgl') return reasonAgainstWebGl();
    return null;
  } catch (error) {
    return reasonOf(error, 'hardwareUnknown');
  }
}

async function reasonAgainstWebGpu(): Promise<BackendReason | null> {
  if (typeof navigator === 'undefined' || !('gpu' in navigator)) return { code: 'noWebGpu' };
  const adapter = await navigator.gpu.requestAdapter().catch(() => null);
  if (!adapter) return { code: 'noGraphicsCard' };
  const { vendor, architecture, description, isFallbackAdapter } = adapter.info;
  const name = [vendor, architecture, description].filter(Boolean).join(' ');
  return isFallbackAdapter || SOFTWARE.test(name) ? { code: 'softwareRenderer', renderer: name } : null;
}

function reasonAgainstWebGl(): BackendReason | null {
  if (typeof OffscreenCanvas === 'undefined') return { code: 'noWebGlInWorker' };
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (!gl) return { code: 'noWebGl2' };
  const debug = gl.getExtension('WEBGL_debug_renderer_info');
  const renderer = String(gl.getParameter(debug ? debug.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  // Browsers allow few contexts at a time.
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return SOFTWARE.test(renderer) ? { code: 'softwareRenderer', renderer } : null;
}
