import type { BackendReason } from '../../shared/backendReason';
import { AppError } from '../../shared/errors';

/** A backend that does not compute, with why. The message is for who reads logs. */
export class BackendFailure extends AppError {
  readonly reason: BackendReason;

  constructor(
    reason: BackendReason,
    message: string,
    path: string | null = null,
    code: 'backendUnavailable' | 'backendLost' = 'backendUnavailable',
  ) {
    super(code, message, path);
    this.name = 'BackendFailure';
    this.reason = reason;
  }
}

/** Why something failed; what has no reason of its own keeps its words as the detail of `code`. */
export function reasonOf(
  error: unknown,
  code: 'didNotStart' | 'didNotComeBack' | 'failedTest' | 'hardwareUnknown',
): BackendReason {
  return error instanceof BackendFailure ? error.reason : { code, detail: detailOf(error) };
}

export function detailOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
