import { visibleToken } from '../shared/text';
import type { BeamFacts, BeamTreeData } from './types';

/** What there is to say of a node; null: there is no such node. */
export function factsOf({ nodes, ends, taken }: BeamTreeData, index: number): BeamFacts | null {
  const node = nodes[index];
  if (!node) return null;
  const before = node.parent === null ? 0 : (nodes[node.parent]?.logProbability ?? 0);
  const place = ends.findIndex((end) => end.node === index);
  const end = ends[place];
  return {
    text: visibleToken(node.text),
    probability: Math.exp(node.logProbability - before),
    logProbability: node.logProbability,
    end: end ? { rank: place + 1, of: ends.length, score: end.score, isTaken: taken === index } : null,
    isKept: node.isKept,
  };
}
