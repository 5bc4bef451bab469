export type FrameTask = Readonly<{ request: () => void; cancel: () => void }>;

/** Runs `work` at most once per animation frame, however often it is requested before that frame. */
export function oncePerFrame(work: () => void): FrameTask {
  let pending: number | null = null;
  return {
    request() {
      pending ??= requestAnimationFrame(() => {
        pending = null;
        work();
      });
    },
    cancel() {
      if (pending !== null) cancelAnimationFrame(pending);
      pending = null;
    },
  };
}
