/**
 * A worker that dies says nothing, but the browser frees its locks at once: whoever waits for such a lock learns of the
 * death in the same moment. Where there are no locks (pages without HTTPS, Node) the heartbeat notices, later.
 */
export function holdLifeline(name: string, onHeld: () => void): void {
  locks()
    ?.request(name, () => {
      onHeld();
      return new Promise<never>(() => undefined);
    })
    .catch(() => undefined);
}

/** Calls back once when the holder of the lock is gone. Must begin after the holder has it. */
export function watchLifeline(name: string, onEnd: () => void): void {
  locks()
    ?.request(name, onEnd)
    .catch(() => undefined);
}

function locks(): LockManager | null {
  return typeof navigator !== 'undefined' && 'locks' in navigator ? navigator.locks : null;
}
