/** Why a backend does not compute here. The code is the key of its sentence in both languages. */
export type BackendReason =
  | { readonly code: 'noWebGpu' | 'noGraphicsCard' | 'noWebGlInWorker' | 'noWebGl2' | 'keepsTensors' }
  /** Slower than WASM. */
  | { readonly code: 'softwareRenderer'; readonly renderer: string }
  | { readonly code: 'noAnswer'; readonly milliseconds: number }
  | { readonly code: 'wrongNumber'; readonly got: number; readonly expected: number }
  | { readonly code: 'lostOften'; readonly times: number }
  /** The detail is what the browser or tfjs says, in its own words; empty: nothing. */
  | {
      readonly code: 'didNotStart' | 'didNotComeBack' | 'failedTest' | 'hardwareUnknown';
      readonly detail: string;
    };
