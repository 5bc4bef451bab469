/** Offers bytes as a file; the browser asks where to or puts it among its downloads. */
export function download(bytes: Uint8Array, name: string): void {
  downloadBlob(new Blob([Uint8Array.from(bytes)], { type: 'application/octet-stream' }), name);
}

/** The same for what is a file already. */
export function downloadBlob(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // After the browser has begun to read it.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
