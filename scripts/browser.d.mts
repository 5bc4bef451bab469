export const browserArguments: string[];
export function findInstalledBrowser(): string | null;
export function findBrowser(): Promise<string>;
