import type { ModelConfig } from '../config/types';
import { formulaOf, parameters, sizeOf } from '../parameters';

/** The parameters of each part of the graph: how many in all layers, and the formulas of one layer. */
export function parametersByNode(config: ModelConfig): {
  readonly counts: ReadonlyMap<string, number>;
  readonly formulas: ReadonlyMap<string, readonly string[]>;
  readonly total: number;
} {
  const counts = new Map<string, number>();
  const formulas = new Map<string, string[]>();
  let total = 0;
  for (const spec of parameters(config)) {
    const { node, part } = placeOf(config, spec.name);
    counts.set(node, (counts.get(node) ?? 0) + sizeOf(spec));
    total += sizeOf(spec);
    const formula = `${part}: ${formulaOf(spec)}`;
    const list = formulas.get(node) ?? [];
    if (!list.includes(formula)) formulas.set(node, [...list, formula]);
  }
  return { counts, formulas, total };
}

/** The part of the graph that a parameter belongs to, and its name within it. */
function placeOf(config: ModelConfig, name: string): { readonly node: string; readonly part: string } {
  if (name.startsWith('head.')) return { node: 'head', part: name.slice('head.'.length) };
  const [stack = '', first = '', ...rest] = name.split('.');
  const tail = (n: number): string => rest.slice(n).join('.');
  if (first === 'relativeBias') return { node: `${stack}.selfAttention`, part: 'relativeBias.weight' };
  if (first === 'finalNorm') return { node: `${stack}.finalNorm`, part: tail(0) };
  if (first === 'embedding') {
    const [part = ''] = rest;
    if (part === 'position' || part === 'segment') return { node: `${stack}.${part}`, part: tail(1) };
    if (part === 'norm') return { node: `${stack}.embeddingSum`, part: tail(0) };
    return { node: `${stack}.embedding`, part: tail(0) };
  }
  const [, subLayer = ''] = rest;
  // After a residual sum, the norm and the sum are one part ("Add & Norm"); before it, the norm stands alone.
  const isJoined = config.norm.placement === 'post' && subLayer.endsWith('Norm');
  const node = isJoined ? `${subLayer.slice(0, -'Norm'.length)}Add` : subLayer;
  return { node: `${stack}.${node}`, part: tail(2) };
}
