import { useMemo } from 'react';
import type { ColorScale } from '../../figures/shared/color';
import { type MatrixData, type MatrixOptions, mountAttentionMatrix } from '../../figures/attentionMatrix';
import { type LinksOptions, mountTokenLinks } from '../../figures/tokenLinks';
import type { AttentionView } from '../../state/selectors';
import { FigureHost, type Transient } from '../FigureHost';
import { linksLabels, matrixLabels } from '../figureLabels';
import { headWeights } from '../headWeights';
import { cellOfToken } from '../hoverLink';
import { usePage } from '../page';
import { createDrawnMarks } from '../performanceMarks';
import styles from '../panels/figure.module.css';

interface Props {
  readonly attention: AttentionView;
  readonly view: 'matrix' | 'links';
  readonly scale: ColorScale;
  /** Cells of the matrix whose mask changed, [query, key]; absent: nothing is compared. */
  readonly changes?: Uint8Array | null;
  /** What draws above the cells; keep it stable. */
  readonly overlay?: MatrixOptions['overlay'];
}

/** The attention map of one head, as a matrix or as lines between tokens. */
export function AttentionFigure({ attention, view, scale, changes = null, overlay }: Props) {
  const { store, hover, messages } = usePage();
  const { runId, weights, nHeads, masked, queries, keys, selection } = attention;
  const { kind, layer, head, query, key } = selection;
  const pointing = useMemo(
    (): Pick<MatrixOptions, 'onHover' | 'onLock'> => ({
      onHover: (cell) => (cell ? hover.point({ query: cell.query, key: cell.key }) : hover.clear()),
      onLock: (cell) => store.getState().lockToken(cell?.query ?? null, cell?.key ?? null),
    }),
    [store, hover],
  );
  const place = useMemo(() => ({ kind, layer, head }), [kind, layer, head]);
  const matrixOptions = useMemo(
    (): MatrixOptions => ({
      labels: matrixLabels(messages, place),
      scale,
      ...(overlay ? { overlay } : {}),
      ...pointing,
    }),
    [messages, place, scale, overlay, pointing],
  );
  const linksOptions = useMemo(
    (): LinksOptions => ({ labels: linksLabels(messages, place), ...pointing }),
    [messages, place, pointing],
  );
  const grid = useMemo(
    () => ({
      weights: headWeights(weights, nHeads)[head] ?? new Float32Array(),
      rows: queries.tokens.length,
      cols: keys.tokens.length,
      masked,
      queryTokens: queries.tokens.map((token) => ({ text: token.display })),
      keyTokens: keys.tokens.map((token) => ({ text: token.display })),
      kind,
    }),
    [weights, nHeads, head, queries, keys, masked, kind],
  );
  const data = useMemo(
    (): MatrixData => ({
      ...grid,
      changes,
      selection: { query, key, locked: query !== null || key !== null },
    }),
    [grid, changes, query, key],
  );
  const transient = useMemo(
    (): Transient<MatrixData> => ({
      subscribe: hover.subscribe,
      // A figure shows what the pointer does on itself; only what is pointed at in a strip has to be told.
      apply: (locked) => {
        const { stack, query: position } = hover.getState();
        const cell = stack === null || position === null ? null : cellOfToken(kind, stack, position);
        return cell ? { ...locked, selection: { ...cell, locked: false } } : locked;
      },
    }),
    [hover, kind],
  );
  const onUpdated = useMemo(() => createDrawnMarks(runId), [runId]);
  const shared = { className: styles.figure, data, transient, onUpdated };
  return view === 'matrix' ? (
    <FigureHost key="matrix" mount={mountAttentionMatrix} options={matrixOptions} {...shared} />
  ) : (
    <FigureHost key="links" mount={mountTokenLinks} options={linksOptions} {...shared} />
  );
}
