import { BackendFailure } from './failure';

/** @throws BackendFailure when the work does not end within so many milliseconds; it is not stopped by that */
export async function within<T>(limit: number, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () =>
        reject(
          new BackendFailure({ code: 'noAnswer', milliseconds: limit }, `no answer within ${limit / 1000} s`),
        ),
      limit,
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
