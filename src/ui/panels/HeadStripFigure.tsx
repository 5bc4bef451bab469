import { useMemo } from 'react';
import type { ColorScale } from '../../figures/shared/color';
import { type HeadStripData, type HeadStripOptions, mountHeadStrip } from '../../figures/headStrip';
import type { AttentionView } from '../../state/selectors';
import { FigureTools } from '../exporting/FigureTools';
import { FrameProvider, useNewFrame } from '../exporting/frame';
import { FigureHost } from '../FigureHost';
import type { FrameSubject } from '../exporting/subject';
import { stripLabels } from '../figureLabels';
import { headWeights } from '../headWeights';
import { useActions, useMessages } from '../page';
import styles from './figure.module.css';

/** Thumbnails share the width that they are given: this much for each keeps the strip low. */
const THUMB_ROOM = 62;

interface Props {
  readonly attention: AttentionView;
  readonly scale: ColorScale;
}

/** All heads of the layer, to pick from. */
export function HeadStripFigure({ attention, scale }: Props) {
  const messages = useMessages();
  const { chooseHead } = useActions();
  const options = useMemo(
    (): HeadStripOptions => ({
      labels: stripLabels(messages),
      scale,
      onPick: ({ head }) => chooseHead(head),
    }),
    [messages, scale, chooseHead],
  );
  const { weights, nHeads, masked, queries, keys, selection } = attention;
  const { layer, head } = selection;
  const rows = queries.tokens.length;
  const cols = keys.tokens.length;
  const maps = useMemo(
    () =>
      headWeights(weights, nHeads).map((map, index) => ({ layer, head: index, weights: map, rows, cols })),
    [weights, nHeads, layer, rows, cols],
  );
  const data = useMemo(
    (): HeadStripData => ({ maps, masked, selectedHead: { layer, head } }),
    [maps, masked, layer, head],
  );
  const frame = useNewFrame();
  const { heads } = messages.figures;
  const subject = useMemo((): FrameSubject => ({ title: heads, chooses: 'layer' }), [heads]);
  return (
    <FrameProvider value={frame}>
      <div className={styles.stripRow}>
        <div className={styles.strip} style={{ maxWidth: `${nHeads * THUMB_ROOM}px` }}>
          <FigureHost mount={mountHeadStrip} options={options} data={data} />
        </div>
        <FigureTools subject={subject} />
      </div>
    </FrameProvider>
  );
}
