import type { ArchitectureLabels } from '../figures/architecture';
import type { Messages } from '../i18n';
import type { GraphNode } from '../model/graph/types';
import { formatCompact, formatPercent } from './format';

/** The words of the architecture diagram. */
export function architectureLabels(messages: Messages): ArchitectureLabels {
  const { diagram: text, options } = messages;
  const choices: Readonly<Record<string, string>> = options.choices;
  const heads: Readonly<Record<string, string>> = text.heads;
  const outputs: Readonly<Record<string, string>> = text.outputs;

  const name = (node: GraphNode): string => {
    if (node.kind === 'tokens') return text.nodes.tokens[node.stack];
    if (node.kind === 'add') return '+';
    if (node.kind === 'output') return outputs[node.variant ?? ''] ?? text.nodes.output;
    return text.nodes[node.kind];
  };
  /** What sets a part apart: its mask, its positions, its activation. */
  const traits = (node: GraphNode): string[] => {
    const { kind, mask, positions, variant } = node;
    const found: string[] = [];
    if (mask) found.push(text.masked(choices[mask.kind] ?? mask.kind));
    if (positions) found.push(choices[positions] ?? positions);
    if (kind === 'head' && variant) found.push(heads[variant] ?? variant);
    if ((kind === 'position' || kind === 'norm') && variant) found.push(choices[variant] ?? variant);
    if (kind === 'feedForward' && variant) {
      const [activation = '', gate] = variant.split('·');
      found.push(choices[activation] ?? activation);
      if (gate !== undefined) found.push(options.labels.gated);
    }
    return found;
  };
  const detail = (node: GraphNode): string =>
    [...traits(node), ...(node.parameters > 0 ? [formatCompact(node.parameters)] : [])].join(' · ');
  return {
    title: text.title,
    name,
    detail,
    describe: (node, total) =>
      [
        `${node.kind === 'add' ? text.nodes.add : name(node)} ${detail(node)}`.trim(),
        ...(node.parameters > 0
          ? [text.parameters(formatCompact(node.parameters), formatPercent(node.parameters / total))]
          : []),
        ...node.formulas,
      ].join('\n'),
    repeated: text.repeated,
    shape: (shape) => shape.map(({ axis, size }) => `${text.axes[axis]} ${size}`).join(', '),
    stack: text.stack,
    memory: text.memory,
  };
}
