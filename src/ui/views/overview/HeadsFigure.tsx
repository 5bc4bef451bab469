import { useEffect, useMemo, useRef } from 'react';
import { behaviourOf } from '../../../analysis/headBehaviour';
import {
  type HeadMap,
  type HeadRef,
  type HeadStripData,
  type HeadStripOptions,
  mountHeadStrip,
} from '../../../figures/headStrip';
import { selectSelection } from '../../../state/selectors';
import type { FigureKind } from '../../../state/types';
import { FigureHost } from '../../FigureHost';
import { stripLabels } from '../../figureLabels';
import { formatPercent } from '../../format';
import { useApp, useMessages, usePage } from '../../page';
import type { Under } from './OverviewView';
import { type ScoredHead, useOverviewMessages } from './useScores';

interface Props {
  readonly kind: FigureKind;
  readonly heads: readonly ScoredHead[];
  readonly under: Under;
  /** The largest score first, without rows for the layers. */
  readonly isSorted: boolean;
  readonly onHover: (head: HeadRef | null) => void;
}

/** The heads of one part of the model. */
export function HeadsFigure({ kind, heads, under, isSorted, onHover }: Props) {
  const text = useOverviewMessages();
  const messages = useMessages();
  const { store } = usePage();
  const scale = useApp((state) => state.scale);
  const selection = useApp(selectSelection);
  const hovered = useRef(onHover);
  useEffect(() => {
    hovered.current = onHover;
  }, [onHover]);
  const options = useMemo((): HeadStripOptions => {
    const labels = stripLabels(messages);
    return {
      labels: {
        ...labels,
        figure: text.heads(messages.figures.kinds[kind]),
        head: (map) => text.head(labels.head(map), `${map.layer + 1}.${map.head + 1} ${map.note ?? ''}`),
      },
      scale,
      onPick: ({ layer, head }) => {
        const state = store.getState();
        if (selectSelection(state).kind !== kind) state.chooseKind(kind);
        state.chooseLayer(layer);
        state.chooseHead(head);
      },
      onHover: (head) => hovered.current(head),
    };
  }, [messages, text, kind, scale, store]);
  const maps = useMemo(() => {
    const own = heads.filter(({ attention }) => attention.selection.kind === kind);
    const scored = own.map(({ attention, head, weights, scores }) => {
      const name = behaviourOf(scores);
      const score = under === 'name' ? (name === null ? null : scores[name]) : scores[under];
      const { layer } = attention.selection;
      const note =
        under === 'name'
          ? name === null
            ? text.unnamed
            : text.behaviours[name].short
          : score === null
            ? text.notMeasured
            : formatPercent(score);
      const map: HeadMap = {
        layer,
        head,
        weights,
        rows: attention.queries.tokens.length,
        cols: attention.keys.tokens.length,
        note,
        masked: attention.masked,
      };
      return { map, score };
    });
    if (isSorted) scored.sort((a, b) => (b.score ?? -1) - (a.score ?? -1));
    return scored.map(({ map }) => map);
  }, [heads, kind, under, isSorted, text]);
  const { layer, head } = selection;
  const isSelected = selection.kind === kind;
  const data = useMemo(
    (): HeadStripData => ({
      maps,
      flat: isSorted,
      masked: null,
      selectedHead: isSelected ? { layer, head } : null,
    }),
    [maps, isSorted, isSelected, layer, head],
  );
  return <FigureHost mount={mountHeadStrip} options={options} data={data} />;
}
