/** Every failure that a user may see. The code is the key of its message in both languages. */
export type ErrorCode =
  | 'invalidConfig'
  | 'invalidInput'
  | 'invalidFile'
  | 'unsupportedModel'
  | 'backendUnavailable'
  | 'backendLost'
  | 'outOfMemory'
  | 'workerCrashed'
  | 'trainingDiverged'
  | 'storageFull'
  | 'cancelled'
  | 'superseded'
  | 'internal';

/** An error with a code that survives the way across a worker, and the path of what was at fault. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly path: string | null;

  constructor(code: ErrorCode, message: string, path: string | null = null) {
    super(message);
    this.name = 'AppError';
    this.code = code;
    this.path = path;
  }
}
