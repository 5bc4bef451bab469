import type { FigureTable } from '../shared/figure';
import { visibleToken } from '../shared/text';
import { factsOf } from './facts';
import type { BeamLabels, BeamTreeData } from './types';

/** The nodes of the tree, parents before their children. */
export function beamTable(data: BeamTreeData | null, labels: BeamLabels): FigureTable {
  const { node, parent, step, token, probability, logProbability, state, rank, score } = labels.columns;
  const { legend } = labels;
  return {
    caption: labels.figure,
    columns: [
      { id: 'node', label: node },
      { id: 'parent', label: parent },
      { id: 'step', label: step },
      { id: 'token', label: token },
      { id: 'probability', label: probability },
      { id: 'logProbability', label: logProbability },
      { id: 'state', label: state },
      { id: 'rank', label: rank },
      { id: 'score', label: score },
    ],
    rows: (data?.nodes ?? []).map((one) => {
      const facts = data && factsOf(data, one.index);
      const end = facts?.end ?? null;
      const states = [
        one.isKept ? legend.kept : legend.dropped,
        ...(one.isFinished ? [legend.finished] : []),
        ...(end?.isTaken ? [legend.taken] : []),
      ];
      return [
        one.index + 1,
        one.parent === null ? null : one.parent + 1,
        one.step + 1,
        visibleToken(one.text),
        facts?.probability ?? null,
        one.logProbability,
        states.join(', '),
        end?.rank ?? null,
        end?.score ?? null,
      ];
    }),
  };
}
