/** What to do so that a failed download is asked for again. */
const failed = new Set<() => void>();

/**
 * Loads something when it is first asked for, and gives the same promise ever after, as React wants it of what it waits
 * for. A failure stays one until `forgetFailures`.
 */
export function loadedOnce<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | null = null;
  const start = (): Promise<T> => {
    const started = load();
    started.catch(() =>
      failed.add(() => {
        loading = null;
      }),
    );
    return started;
  };
  return () => (loading ??= start());
}

/** All that failed to load is asked for anew when it is next needed. */
export function forgetFailures(): void {
  for (const forget of failed) forget();
  failed.clear();
}
