import { type ArchitectureLabels, shapeText, type Source } from '../figures/architecture';
import type { Messages } from '../i18n';
import type { GraphNode } from '../model/graph/types';
import { formatCompact, formatInteger, formatPercent } from './format';

/** The words of the architecture diagram. */
export function architectureLabels(messages: Messages): ArchitectureLabels {
  const { diagram: text, options } = messages;
  const choices: Readonly<Record<string, string>> = options.choices;
  const choice = (word: string): string => choices[word] ?? word;

  const name = (node: GraphNode): string => {
    if (node.kind === 'tokens') return text.nodes.tokens[node.stack];
    if (node.kind === 'norm' && node.variant) return choice(node.variant);
    return text.nodes[node.kind];
  };
  const short: Readonly<Record<string, string>> = text.shortNodes;
  const shortName = (node: GraphNode): string => short[node.kind] ?? name(node);
  /** What sets a part apart: its mask, its positions, its activation. */
  const traits = ({ kind, mask, variant, tiedTo, bypassed }: GraphNode): string[] => {
    const found: string[] = [];
    if (mask) found.push(text.masked(choice(mask.kind)));
    if ((kind === 'position' || kind === 'transform' || kind === 'attention') && variant)
      found.push(choice(variant));
    if (kind === 'feedForward' && variant) {
      const [activation = '', gate] = variant.split('·');
      found.push(choice(activation));
      if (gate !== undefined) found.push(options.labels.gated);
    }
    if (tiedTo) found.push(text.tied);
    if (bypassed) found.push(text.bypassed);
    return found;
  };
  const details = (node: GraphNode): string[] => {
    // A part of a repeated layer stands for as many as there are layers.
    const nAlike = node.count > 0 ? node.total / node.count : 1;
    const count =
      nAlike > 1 && Number.isInteger(nAlike)
        ? `${nAlike} × ${formatCompact(node.count)}`
        : formatCompact(node.total);
    if (node.tiedTo && node.total === 0) return [text.tied];
    if (node.kind === 'position' && node.variant) {
      const kind = choice(node.variant);
      return node.total > 0 ? [`${kind} · ${count}`, count] : [kind];
    }
    return node.total > 0 ? [`${count} · ${formatPercent(node.share)}`, count] : [];
  };
  const describe = (node: GraphNode): string => {
    const lines = [[name(node), ...traits(node)].join(' · ')];
    if (node.total > 0) lines.push(text.parameters(formatInteger(node.total), formatPercent(node.share)));
    if (node.count !== node.total) lines.push(text.inLayer(formatInteger(node.count)));
    const parameters = node.parameters.map((parameter) => `${parameter.name}: ${parameter.formula}`);
    return [...lines, ...parameters].join('\n');
  };
  const originOf = ({ origin, norm }: Source): string => {
    const stack = origin.stack === 'encoder' ? 'encoder' : 'decoder';
    const place = origin.kind === 'memory' ? text.sources.memory : text.sources.stream[stack];
    return norm ? text.sources.after(place, name(norm)) : place;
  };
  const lettersOf = ({ makes }: Source): string => makes.flatMap(({ letters }) => letters).join(', ');
  const source = (one: Source): string => {
    const { reads, makes, kept } = one;
    const [only, ...others] = makes;
    const made =
      only && others.length === 0
        ? shapeText(only.shape)
        : makes.map(({ letters, shape }) => `${letters.join(', ')} ${shapeText(shape)}`).join('; ');
    const line = text.sources.line(lettersOf(one), originOf(one), `${shapeText(reads)} → ${made}`);
    return kept ? `${line} · ${text.sources.kept[kept]}` : line;
  };
  const sourceTags = (one: Source): readonly string[] => {
    const tag = text.sources.tag(lettersOf(one), originOf({ ...one, norm: null }));
    const kept = one.kept === 'memory' ? [text.sources.kept.memory, text.sources.once] : [];
    // The memory has its name on it.
    return one.origin.kind === 'memory' ? kept : [`${tag} ${shapeText(one.reads)}`, tag];
  };
  return {
    title: text.title,
    name,
    shortName,
    details,
    describe,
    wire: ({ shape, traceName }) =>
      [shape.map(({ axis, size }) => `${text.axes[axis]} ${size}`).join(', '), traceName]
        .filter(Boolean)
        .join('\n'),
    axis: (axis) => text.axes[axis],
    stack: (stack) => text.stack[stack],
    repeated: text.repeated,
    layer: ({ shown, count }) => text.layer(shown + 1, count),
    previousLayer: (stack) => text.previousLayer[stack],
    nextLayer: (stack) => text.nextLayer[stack],
    source,
    sourceTags,
    columns: text.columns,
  };
}
