import { useMemo } from 'react';
import {
  type HeadMap,
  type HeadStripData,
  type HeadStripOptions,
  mountHeadStrip,
} from '../../../figures/headStrip';
import type { HeadEffect, HeadEffectsAnswer } from '../../../model/experiment';
import type { AttentionView } from '../../../state/selectors';
import { selectSelection } from '../../../state/selectors';
import type { FigureKind } from '../../../state/types';
import { FigureTools } from '../../exporting/FigureTools';
import { FrameProvider, useNewFrame } from '../../exporting/frame';
import { FigureHost } from '../../FigureHost';
import { stripLabels } from '../../figureLabels';
import { headWeights } from '../../headWeights';
import { useApp, useMessages, usePage } from '../../page';
import { useAllMaps } from '../useAllMaps';
import { useSlot } from '../workspace';
import styles from './interventions.module.css';
import { usePoints } from '../points';
import { useWords } from './words';

const kindOf = ({ stack, attention }: Pick<HeadEffect, 'stack' | 'attention'>): FigureKind =>
  attention === 'crossAttention' ? 'cross' : stack === 'encoder' ? 'encoderSelf' : 'decoderSelf';

/** The heads by their effect, each under its map: what it attends to, and whether it matters. */
export function HeadEffects({ answer }: { readonly answer: HeadEffectsAnswer }) {
  const views = useAllMaps(useSlot())?.attentions ?? null;
  const kinds = [...new Set(answer.effects.map(kindOf))];
  const { ranking: words } = useWords();
  const frame = useNewFrame();
  const subject = useMemo(() => ({ title: words.title, chooses: 'nothing' as const }), [words]);
  if (!views) return null;
  return (
    <FrameProvider value={frame}>
      <div className={styles.head}>
        <span />
        <FigureTools subject={subject} />
      </div>
      {kinds.map((kind) => (
        <KindEffects key={kind} kind={kind} answer={answer} views={views} />
      ))}
    </FrameProvider>
  );
}

interface KindProps {
  readonly kind: FigureKind;
  readonly answer: HeadEffectsAnswer;
  readonly views: readonly AttentionView[];
}

function KindEffects({ kind, answer, views }: KindProps) {
  const messages = useMessages();
  const { store } = usePage();
  const scale = useApp((state) => state.scale);
  const selection = useApp(selectSelection);
  const { figures } = messages;
  const points = usePoints();
  const options = useMemo((): HeadStripOptions => {
    const labels = stripLabels(messages);
    return {
      labels: {
        ...labels,
        figure: figures.kinds[kind],
        head: (map) => `${labels.head(map)}: ${map.note ?? ''}`,
      },
      scale,
      onPick: ({ layer, head }) => {
        const state = store.getState();
        if (selectSelection(state).kind !== kind) state.chooseKind(kind);
        state.chooseLayer(layer);
        state.chooseHead(head);
      },
    };
  }, [messages, figures, kind, scale, store]);
  const maps = useMemo(() => {
    const own = answer.effects.filter((effect) => kindOf(effect) === kind);
    const change = ({ probability }: HeadEffect): number => probability - answer.baseline.probability;
    return own
      .toSorted((a, b) => Math.abs(change(b)) - Math.abs(change(a)))
      .flatMap((effect): HeadMap[] => {
        const view = views.find(
          ({ selection: place }) => place.kind === kind && place.layer === effect.layer,
        );
        const weights = view && headWeights(view.weights, view.nHeads)[effect.head];
        if (!view || !weights) return [];
        return [
          {
            layer: effect.layer,
            head: effect.head,
            weights,
            rows: view.queries.tokens.length,
            cols: view.keys.tokens.length,
            masked: view.masked,
            note: points(change(effect)),
          },
        ];
      });
  }, [answer, kind, views, points]);
  const { layer, head } = selection;
  const isSelected = selection.kind === kind;
  const data = useMemo(
    (): HeadStripData => ({
      ...{ maps, flat: true, masked: null },
      selectedHead: isSelected ? { layer, head } : null,
    }),
    [maps, isSelected, layer, head],
  );
  return (
    <div>
      <h4>{figures.kinds[kind]}</h4>
      <FigureHost mount={mountHeadStrip} options={options} data={data} />
    </div>
  );
}
