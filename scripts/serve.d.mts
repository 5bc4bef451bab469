export function serve(
  folder: string,
  options?: { port?: number; path?: string },
): Promise<{ url: string; close: () => Promise<void> }>;
