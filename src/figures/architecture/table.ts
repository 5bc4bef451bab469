import type { FigureTable } from '../shared/figure';
import type { ArchitectureData, ArchitectureLabels } from './types';

/** The blocks in the order of the graph: what each computes, with its parameters in the shown layer and in all. */
export function architectureTable(data: ArchitectureData | null, labels: ArchitectureLabels): FigureTable {
  const { part, stack, layer, parameters, total, share, output } = labels.columns;
  return {
    caption: labels.title,
    columns: [
      { id: 'part', label: part },
      { id: 'stack', label: stack },
      { id: 'layer', label: layer },
      { id: 'parameters', label: parameters },
      { id: 'total', label: total },
      { id: 'share', label: share },
      { id: 'output', label: output },
    ],
    rows: (data?.graph.nodes ?? []).map((node) => [
      labels.name(node),
      node.stack === 'head' ? null : labels.stack(node.stack),
      node.layer === null ? null : node.layer + 1,
      node.count,
      node.total,
      node.share,
      node.output.map(({ axis, size }) => `${labels.axis(axis)} ${size}`).join(' × '),
    ]),
  };
}
