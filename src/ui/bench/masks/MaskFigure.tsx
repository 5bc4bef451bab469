import { useMemo } from 'react';
import {
  cellsOf,
  type MaskEditorData,
  type MaskEditorOptions,
  mountMaskEditor,
  type Stroke,
} from '../../../figures/maskEditor';
import { maskWithPadding } from '../../../model/mask';
import type { ReachStep } from '../../../model/reach';
import { maskedText, maskOf, paintedCells, paintStroke, withMask } from '../../../state/bench/masks';
import type { BenchSlot } from '../../../state/bench/types';
import { type AttentionView, selectPrepared } from '../../../state/selectors';
import type { FigureKind } from '../../../state/types';
import { FigureHost } from '../../FigureHost';
import { headWeights } from '../../headWeights';
import { useApp, usePage } from '../../page';
import { labelTokens } from '../../views/useAttentionFigure';
import { useBench } from '../workspace';
import { maskLabels } from './maskLabels';
import styles from './masks.module.css';
import { queryNames } from './names';
import { useBrush } from './toolChoices';
import { useMaskWords } from './useMaskWords';

interface Props {
  readonly slot: BenchSlot;
  readonly attention: AttentionView;
  readonly path: readonly ReachStep[];
  readonly onSaid: (text: string) => void;
}

/** The mask over the weights of the chosen head, to be painted. */
export function MaskFigure({ slot, attention, path, onSaid }: Props) {
  const { store, hover, messages } = usePage();
  const text = useMaskWords();
  const { change } = useBench();
  const scale = useApp((state) => state.scale);
  const tool = useBrush();
  const { weights, nHeads, queries, keys, selection } = attention;
  const { kind, layer, head, query, key } = selection;
  const options = useMemo((): MaskEditorOptions => {
    const onStroke = ({ rects, shows }: Stroke): void => {
      const state = store.getState();
      const prepared = selectPrepared(state);
      const masked = maskedText(prepared, kind);
      const cells = cellsOf(rects, { cols: masked.nKeys }).filter((cell) => cell.query < masked.nQueries);
      const painted = paintStroke(maskOf(state.config, kind), cells, shows, masked);
      const { refused, nPadding, isTooMuch } = painted;
      onSaid(
        [
          isTooMuch ? text.tooMuch : '',
          refused.length > 0 ? text.refused(...queryNames(prepared, kind, refused)) : '',
          nPadding > 0 ? text.paddingStays(nPadding) : '',
        ]
          .filter((part) => part !== '')
          .join(' '),
      );
      if (painted.pattern !== maskOf(state.config, kind)) {
        change(slot, { config: withMask(state.config, kind, painted.pattern) });
      }
    };
    return {
      labels: maskLabels(messages, text, { kind, layer, head }),
      scale,
      onHover: (cell) => (cell ? hover.point({ query: cell.query, key: cell.key }) : hover.clear()),
      onLock: (cell) => store.getState().lockToken(cell?.query ?? null, cell?.key ?? null),
      onStroke,
    };
  }, [store, hover, messages, text, change, slot, kind, layer, head, scale, onSaid]);
  const mask = useMaskNow(attention);
  const grid = useMemo(
    () => ({
      weights: headWeights(weights, nHeads)[head] ?? new Float32Array(),
      rows: queries.tokens.length,
      cols: keys.tokens.length,
      queryTokens: labelTokens(queries),
      keyTokens: labelTokens(keys),
      kind,
    }),
    [weights, nHeads, head, queries, keys, kind],
  );
  const data = useMemo(
    (): MaskEditorData => ({
      ...grid,
      ...mask,
      tool,
      path: path.filter((step) => kindOf(step) === kind),
      selection: { query, key, locked: query !== null || key !== null },
    }),
    [grid, mask, tool, path, kind, query, key],
  );
  return <FigureHost className={styles.figure} mount={mountMaskEditor} options={options} data={data} />;
}

/**
 * The mask as it is now. The weights are of the last run; a stroke is seen before the model has run with it, as long as
 * the text is the same.
 */
function useMaskNow({ queries, keys, masked, selection }: AttentionView) {
  const { kind } = selection;
  const config = useApp((state) => state.config);
  const prepared = useApp(selectPrepared);
  return useMemo(() => {
    const text = maskedText(prepared, kind);
    const { nQueries, nKeys, keyIsToken } = text;
    const isSame = nQueries === queries.tokens.length && nKeys === keys.tokens.length;
    const padded = Uint8Array.from(keys.tokens, ({ padding }) => (padding ? 1 : 0));
    if (!isSame) return { masked, painted: new Uint8Array(masked.length), padded };
    const pattern = maskOf(config, kind);
    return {
      masked: maskWithPadding({ pattern, nQueries, nKeys, firstQuery: 0 }, keyIsToken),
      painted: paintedCells(pattern, text),
      padded,
    };
  }, [config, prepared, kind, queries, keys, masked]);
}

function kindOf({ stack, attention }: ReachStep): FigureKind {
  if (attention === 'crossAttention') return 'cross';
  return stack === 'encoder' ? 'encoderSelf' : 'decoderSelf';
}
