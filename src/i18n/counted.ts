/** "1 token", "3 tokens": a number, or one that is written already, with the form of its word. */
export function counted(count: number | string, one: string, many = `${one}s`): string {
  return `${count} ${String(count) === '1' ? one : many}`;
}
