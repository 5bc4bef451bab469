/** Closes a union: a new member without its case becomes a compile error, and at run time names the value. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
