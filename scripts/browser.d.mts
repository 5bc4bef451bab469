export const browserArguments: string[];
export const gpuBrowserArguments: string[];
export function findInstalledBrowser(): string | null;
export function findBrowser(): Promise<string>;
