import { useMemo } from 'react';
import {
  type BeamFacts,
  type BeamLabels,
  type BeamTreeData,
  type BeamTreeOptions,
  mountBeamTree,
} from '../../figures/beamTree';
import type { GenerationMessages } from '../../i18n/generationMessages';
import { selectPrepared } from '../../state/selectors';
import type { AppState, BeamState } from '../../state/types';
import { FigureHost } from '../FigureHost';
import { formatInteger, formatPercent, formatScore } from '../format';
import { useActions, useApp } from '../page';
import { useDisplay, useGenerationMessages } from './useGeneration';

/** The tree of a beam search. Clicking a hypothesis makes it the written text. */
export function BeamTreeFigure({ beam }: { readonly beam: BeamState }) {
  const text = useGenerationMessages();
  const { takeHypothesis } = useActions();
  const display = useDisplay();
  const typed = useApp(lastTyped);
  const options = useMemo(
    (): BeamTreeOptions => ({ labels: treeLabels(text), onTake: takeHypothesis }),
    [text, takeHypothesis],
  );
  const { nodes: found, hypotheses, taken, base } = beam;
  const nodes = useMemo(
    (): BeamTreeData['nodes'] => found.map((node) => ({ ...node, text: display(node.id) })),
    [found, display],
  );
  const before = base.at(-1);
  const root = before ? display(before.id) : typed;
  const data = useMemo(
    (): BeamTreeData => ({ nodes, ends: hypotheses, taken, root }),
    [nodes, hypotheses, taken, root],
  );
  return <FigureHost mount={mountBeamTree} options={options} data={data} />;
}

function treeLabels(text: GenerationMessages): BeamLabels {
  const node = ({ text: token, probability, logProbability, end, isKept }: BeamFacts): string =>
    text.node({
      token,
      percent: formatPercent(probability),
      logProbability: formatScore(logProbability),
      isKept,
    }) + (end ? text.end({ ...end, score: formatScore(end.score) }) : '');
  return {
    figure: text.tree,
    hint: text.treeHint,
    legend: text.legend,
    columns: text.columns,
    number: formatScore,
    node,
    part: ({ from, to, of }) => text.treePart(formatInteger(from), formatInteger(to), formatInteger(of)),
    summary: ({ nNodes, nSteps, best }) =>
      text.treeSummary(nNodes, nSteps) + (best ? ` ${text.bestNode(node(best))}` : ''),
  };
}

/** The last token that was read before anything was written. */
function lastTyped(state: AppState): string {
  const tokens = state.batchRow === 0 ? (selectPrepared(state).decoder?.tokens ?? []) : [];
  return tokens.findLast(({ generated, padding }) => !generated && !padding)?.display ?? '…';
}
