import { use } from 'react';
import { visibleToken } from '../../../figures/shared/text';
import { linkedMessages } from '../../../i18n/linkedMessages';
import { selectAllAttention } from '../../../state/allAttention';
import { type AttentionView, selectSelection } from '../../../state/selectors';
import type { ShownText } from '../../../state/types';
import { Choice } from '../../controls/Choice';
import { Segmented } from '../../controls/Segmented';
import { lockedPosition } from '../../hoverLink';
import { useActions, useApp } from '../../page';
import panel from '../../panels/figure.module.css';
import styles from './linked.module.css';
import { PathFigure } from './PathFigure';

const names = ({ tokens }: ShownText): readonly string[] =>
  tokens.map(({ display }) => visibleToken(display));

/** Encoder self-attention, cross-attention and decoder self-attention of one target token on one screen. */
export default function LinkedView() {
  const text = use(linkedMessages(useApp((state) => state.language)));
  const all = useApp(selectAllAttention);
  const cross = all?.find(({ selection }) => selection.kind === 'cross');
  if (!all || !cross) return <p className={panel.waiting}>{text.waiting}</p>;
  return <Linked all={all} cross={cross} />;
}

function Linked({ all, cross }: { readonly all: readonly AttentionView[]; readonly cross: AttentionView }) {
  const text = use(linkedMessages(useApp((state) => state.language)));
  const { chooseKind, chooseLayer, lockToken } = useActions();
  const selection = useApp(selectSelection);
  const nLayers = useApp((state) => state.run.of?.config.nDecoderLayers ?? 1);
  const layer = Math.min(selection.layer, nLayers - 1);
  const target = names(cross.queries);
  const last = cross.queries.tokens.findLastIndex(({ padding }) => !padding);
  const locked = lockedPosition(selection, 'decoder');
  const position = locked !== null && locked < target.length ? locked : Math.max(0, last);
  const choose = (query: number): void => {
    if (selection.kind === 'encoderSelf') chooseKind('cross');
    lockToken(query, null);
  };
  return (
    <>
      <div className={styles.choices}>
        <Choice
          label={text.target}
          value={String(position)}
          onChange={(value) => choose(Number(value))}
          options={target.map((token, index) => ({
            value: String(index),
            label: text.token(index + 1, token),
          }))}
        />
        {nLayers > 1 && (
          <Segmented
            label={text.layer}
            size="small"
            value={String(layer)}
            onChange={(value) => {
              if (selection.kind === 'encoderSelf') chooseKind('cross');
              chooseLayer(Number(value));
            }}
            segments={Array.from({ length: nLayers }, (_, index) => ({
              value: String(index),
              label: String(index + 1),
            }))}
          />
        )}
      </div>
      <PathFigure
        part="source"
        all={all}
        tokens={names(cross.keys)}
        target={target}
        position={position}
        layer={layer}
      />
      <PathFigure part="own" all={all} tokens={target} target={target} position={position} layer={layer} />
      <p className={panel.rows}>{text.note}</p>
    </>
  );
}
