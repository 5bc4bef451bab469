import type { BlockName, HeadConstruction } from './types';

/** Position p asks for position p - 1; the first asks for nothing, and reads itself, the only key that it sees. */
export function previousTokenHead(sharpness: number, writes: BlockName): HeadConstruction {
  return {
    sharpness,
    terms: [
      {
        query: 'position',
        key: 'position',
        sign: 1,
        wants: (position) => (position > 0 ? position - 1 : null),
      },
    ],
    writes,
    wanted: (_, query) => (query > 0 ? [query - 1] : []),
  };
}
