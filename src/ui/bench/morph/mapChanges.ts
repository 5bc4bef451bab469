import { CELL_HIDDEN, CELL_SHOWN } from '../../../figures/attentionMatrix/changes';
import type { AttentionMap } from '../../../model/morph/facts';
import { layerMask } from '../../../model/config/derive';
import { maskWithPadding } from '../../../model/mask';
import type { AttentionView } from '../../../state/selectors';
import { figureKinds } from '../../../state/slices/selection';
import type { AppState, Selection, ShownText } from '../../../state/types';

/** What became of the mask of an attention since another step. */
export type MapChange =
  | { readonly kind: 'new' }
  /** Other tokens: no cell is another's successor. */
  | { readonly kind: 'otherTokens' }
  | {
      readonly kind: 'cells';
      /** [query, key], as the matrix marks it; null: no cell changed. */
      readonly cells: Uint8Array | null;
      readonly nHidden: number;
      readonly nShown: number;
    };

/** A mask with the attention that it is of. */
export interface MaskedMap {
  readonly map: AttentionMap;
  readonly masked: Uint8Array;
  /** Names of the queries, then of the keys. */
  readonly tokens: string;
}

/** @param before of the same attention; null: there was none */
export function mapChange(before: MaskedMap | null, after: MaskedMap): MapChange {
  if (!before) return { kind: 'new' };
  if (before.tokens !== after.tokens || before.masked.length !== after.masked.length)
    return { kind: 'otherTokens' };
  let [nHidden, nShown] = [0, 0];
  const cells = after.masked.map((isMasked, cell) => {
    if (isMasked === before.masked[cell]) return 0;
    if (isMasked === 1) nHidden += 1;
    else nShown += 1;
    return isMasked === 1 ? CELL_HIDDEN : CELL_SHOWN;
  });
  return { kind: 'cells', cells: nHidden + nShown > 0 ? cells : null, nHidden, nShown };
}

/** The mask of an attention in a run; null: the model has no such attention, or other layers. */
export function maskIn(
  run: AppState['run'],
  { kind, layer }: Pick<Selection, 'kind' | 'layer'>,
): MaskedMap | null {
  if (!run.of) return null;
  const { config, prepared } = run.of;
  const { input, row } = prepared;
  const stack = kind === 'encoderSelf' ? 'encoder' : 'decoder';
  const [queries, keys] = [prepared[stack], prepared[kind === 'decoderSelf' ? 'decoder' : 'encoder']];
  if (!figureKinds(config).includes(kind) || !queries || !keys) return null;
  const request = {
    pattern: kind === 'cross' ? config.attention.crossMask : layerMask(config, stack, layer),
    ...{ nQueries: queries.tokens.length, nKeys: keys.tokens.length, firstQuery: 0 },
  };
  const keyStack = kind === 'decoderSelf' ? input.decoder : input.encoder;
  const masked = maskWithPadding(request, keyStack?.attentionMask?.[row] ?? null);
  return { map: kind, masked, tokens: namesOf(queries, keys) };
}

export function maskedMapOf({ selection, masked, queries, keys }: AttentionView): MaskedMap {
  return { map: selection.kind, masked, tokens: namesOf(queries, keys) };
}

function namesOf(...texts: readonly ShownText[]): string {
  return texts.map(({ tokens }) => tokens.map(({ display }) => display).join(' ')).join('\n');
}
