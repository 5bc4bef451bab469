import type { BackendReason } from '../shared/backendReason';

/** The words of where it is computed, and why there. */
export const backend = {
  chosenBy: {
    measured: 'Chosen because it was the fastest in a short test.',
    user: 'Chosen by you.',
    fallback: 'Chosen because a better one did not start.',
    recovery: 'Chosen after a device was lost.',
  },
  choice: 'Compute on',
  auto: 'Automatic (fastest here)',
  probe: (time: string) => `${time} in the test`,
  notTried: 'not tried',
  failed: 'not used',
  reason: (reason: BackendReason): string => {
    switch (reason.code) {
      case 'noWebGpu':
        return 'This browser has no WebGPU.';
      case 'noGraphicsCard':
        return 'WebGPU finds no graphics card.';
      case 'noWebGlInWorker':
        return 'This browser has WebGL in the page only, not in the worker where the model runs.';
      case 'noWebGl2':
        return 'This browser has no WebGL 2.';
      case 'softwareRenderer':
        return `Computed in software (${reason.renderer}), which is slower than WASM.`;
      case 'hardwareUnknown':
        return 'The browser does not tell about its hardware.';
      case 'didNotStart':
        return 'It did not start.';
      case 'didNotComeBack':
        return 'After its device was lost it did not come back.';
      case 'noAnswer':
        return `It gave no answer within ${reason.milliseconds / 1000} s.`;
      case 'wrongNumber':
        return `It computes wrongly: ${reason.got} where ${reason.expected} is right.`;
      case 'keepsTensors':
        return 'It keeps memory that was freed.';
      case 'failedTest':
        return 'It failed in the test.';
      case 'lostOften':
        return `It was lost ${reason.times} times in a minute.`;
    }
  },
  halfPrecision: 'This device computes with 16-bit floats: small numbers are less exact than elsewhere.',
  lastPass: 'Last forward pass',
  weights: 'Making the weights',
};

export type BackendMessages = typeof backend;
