import { AppError } from '../shared/errors';
import type { Failure } from './types';

/** An error as the page shows it; null for one that only means that something newer took its place. */
export function failureOf(error: unknown): Failure | null {
  if (error instanceof AppError) {
    if (error.code === 'superseded' || error.code === 'cancelled') return null;
    return { code: error.code, message: error.message };
  }
  return { code: 'internal', message: error instanceof Error ? error.message : String(error) };
}
