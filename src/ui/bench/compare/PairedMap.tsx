import { useMemo } from 'react';
import { type MatrixData, type MatrixOptions, mountAttentionMatrix } from '../../../figures/attentionMatrix';
import type { ColorScale } from '../../../figures/shared/color';
import { type LinksOptions, mountTokenLinks } from '../../../figures/tokenLinks';
import type { Shown } from '../../../state/bench/matched';
import type { BenchModel } from '../../../state/bench/types';
import { FigureHost, type Transient } from '../../FigureHost';
import { linksLabels, matrixLabels } from '../../figureLabels';
import { headWeights } from '../../headWeights';
import { useMessages } from '../../page';
import { createDrawnMarks } from '../../performanceMarks';
import styles from './compare.module.css';
import { pointedIn, useLock, useLocked, usePointer } from './pointing';

interface Props {
  readonly model: BenchModel;
  readonly models: readonly BenchModel[];
  readonly shown: Shown;
  readonly view: 'matrix' | 'links';
  readonly scale: ColorScale;
}

/** The map of one model. What is pointed at in one map is marked in all that read the same tokens. */
export function PairedMap({ model, models, shown, view, scale }: Props) {
  const messages = useMessages();
  const pointer = usePointer();
  const { slot } = model;
  const lock = useLock(slot);
  const locked = pointedIn(useLocked(), models, slot);
  const { runId, weights, nHeads, masked, queries, keys, selection } = shown.attention;
  const { kind, layer, head } = selection;
  const query = locked?.query ?? null;
  const key = locked?.key ?? null;
  const pointing = useMemo(
    (): Pick<MatrixOptions, 'onHover' | 'onLock'> => ({
      onHover: (cell) => pointer.setState({ pointed: cell && { slot, query: cell.query, key: cell.key } }),
      onLock: lock,
    }),
    [pointer, slot, lock],
  );
  const place = useMemo(() => ({ kind, layer, head }), [kind, layer, head]);
  const matrixOptions = useMemo(
    (): MatrixOptions => ({ labels: matrixLabels(messages, place), scale, ...pointing }),
    [messages, place, scale, pointing],
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
    (): MatrixData => ({ ...grid, selection: { query, key, locked: query !== null || key !== null } }),
    [grid, query, key],
  );
  const transient = useMemo(
    (): Transient<MatrixData> => ({
      subscribe: pointer.subscribe,
      // A figure draws by itself what the pointer does on it.
      apply: (still) => {
        const { pointed } = pointer.getState();
        const cell = pointed && pointed.slot !== slot ? pointedIn(pointed, models, slot) : null;
        if (!cell) return still;
        const { selection: lockedCell } = still;
        const isLocked = cell.query === lockedCell.query && cell.key === lockedCell.key;
        return isLocked ? still : { ...still, selection: { ...cell, locked: false } };
      },
    }),
    [pointer, models, slot],
  );
  const onUpdated = useMemo(() => createDrawnMarks(runId), [runId]);
  const host = { className: styles.figure, data, transient, onUpdated };
  return view === 'matrix' ? (
    <FigureHost key="matrix" mount={mountAttentionMatrix} options={matrixOptions} {...host} />
  ) : (
    <FigureHost key="links" mount={mountTokenLinks} options={linksOptions} {...host} />
  );
}
