import type { BeamTreeLayout } from './layout';

/**
 * Where a key leads: up to what a token continues, down to its best continuation, sideways along its step. From nowhere
 * every key leads to the best first token; null: the key means nothing here.
 */
export function walkTree({ nodes, rows }: BeamTreeLayout, from: number | null, key: string): number | null {
  if (!/^(?:Arrow(?:Up|Down|Left|Right)|Home|End)$/.test(key)) return null;
  const first = rows[0]?.[0] ?? null;
  const here = from === null ? undefined : nodes[from];
  if (!here) return first;
  const { node } = here;
  const row = rows[node.step] ?? [];
  const place = row.indexOf(node.index);
  switch (key) {
    case 'ArrowUp':
      return node.parent ?? node.index;
    case 'ArrowDown':
      return rows[node.step + 1]?.find((index) => nodes[index]?.node.parent === node.index) ?? node.index;
    case 'ArrowLeft':
      return row[place - 1] ?? node.index;
    case 'ArrowRight':
      return row[place + 1] ?? node.index;
    case 'Home':
      return first;
    default:
      return nodes.find(({ rank }) => rank === 1)?.node.index ?? rows.at(-1)?.[0] ?? node.index;
  }
}
