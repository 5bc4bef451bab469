import type { MaskPattern, MaskRule, ModelConfig, Stack } from '../../model/config/types';
import { MAX_MASK_RUNS } from '../../model/config/schema';
import { maskMatrix, maskWithPadding } from '../../model/mask';
import { blindQueries, type MaskCell, paintMask } from '../../model/paintMask';
import type { FigureKind, Prepared } from '../types';

type MaskField = 'encoderMask' | 'decoderMask' | 'crossMask';

const FIELDS: Readonly<Record<FigureKind, MaskField>> = {
  encoderSelf: 'encoderMask',
  decoderSelf: 'decoderMask',
  cross: 'crossMask',
};

export function maskOf({ attention }: ModelConfig, kind: FigureKind): MaskPattern {
  return attention[FIELDS[kind]];
}

export function withMask(config: ModelConfig, kind: FigureKind, pattern: MaskPattern): ModelConfig {
  return { ...config, attention: { ...config.attention, [FIELDS[kind]]: pattern } };
}

/** The rule of a mask, without what is painted over it. */
export function ruleOf(pattern: MaskPattern): MaskRule {
  return pattern.kind === 'custom' ? pattern.base : pattern;
}

export function queryStack(kind: FigureKind): Stack {
  return kind === 'encoderSelf' ? 'encoder' : 'decoder';
}

export function keyStack(kind: FigureKind): Stack {
  return kind === 'decoderSelf' ? 'decoder' : 'encoder';
}

/** The text under a mask: its tokens and, for each, whether it is one or padding. */
export interface MaskedText {
  readonly nQueries: number;
  readonly nKeys: number;
  readonly queryIsToken: readonly number[] | null;
  readonly keyIsToken: readonly number[] | null;
}

export function maskedText({ input, row }: Prepared, kind: FigureKind): MaskedText {
  const [queries, keys] = [input[queryStack(kind)], input[keyStack(kind)]];
  return {
    nQueries: queries?.ids[row]?.length ?? 0,
    nKeys: keys?.ids[row]?.length ?? 0,
    queryIsToken: queries?.attentionMask?.[row] ?? null,
    keyIsToken: keys?.attentionMask?.[row] ?? null,
  };
}

/** [query, key], 1 where a cell is otherwise than the rule of its mask says. */
export function paintedCells(pattern: MaskPattern, { nQueries, nKeys }: MaskedText): Uint8Array {
  const size = { nQueries, nKeys, firstQuery: 0 };
  const rule = maskMatrix({ pattern: ruleOf(pattern), ...size });
  return maskMatrix({ pattern, ...size }).map((masked, index) => (masked === rule[index] ? 0 : 1));
}

/**
 * Queries of which softmax can make no weights: they see no key, or padding alone. A query that is padding itself may see
 * nothing by padding, since nobody reads it.
 */
export function queriesInTheDark(pattern: MaskPattern, text: MaskedText): readonly number[] {
  const { nQueries, nKeys, queryIsToken, keyIsToken } = text;
  const request = { pattern, nQueries, nKeys, firstQuery: 0 };
  const byPattern = new Set(blindQueries(maskMatrix(request), nKeys));
  return blindQueries(maskWithPadding(request, keyIsToken), nKeys).filter(
    (query) => byPattern.has(query) || queryIsToken?.[query] !== 0,
  );
}

/** What became of a stroke. */
export interface PaintedStroke {
  /** The mask after it; the one before where nothing of it could be done. */
  readonly pattern: MaskPattern;
  /** Rows that stay as they were, because they would see nothing. */
  readonly refused: readonly number[];
  /** Cells that it has not shown, because their keys are padding. */
  readonly nPadding: number;
  /** It would be painted in more runs than a mask may have; nothing was done. */
  readonly isTooMuch: boolean;
}

/**
 * A stroke of the brush. Rows that would see nothing are left as they were, and the rest of the stroke is done; keys that
 * are padding are left out.
 */
export function paintStroke(
  pattern: MaskPattern,
  cells: readonly MaskCell[],
  shows: boolean,
  text: MaskedText,
): PaintedStroke {
  const ofTokens = cells.filter(({ key }) => text.keyIsToken?.[key] !== 0);
  const nPadding = cells.length - ofTokens.length;
  let next = paintMask(pattern, ofTokens, shows);
  const wereBlind = new Set(queriesInTheDark(pattern, text));
  const refused = queriesInTheDark(next, text).filter((query) => !wereBlind.has(query));
  if (refused.length > 0) {
    const stays = new Set(refused);
    next = paintMask(
      pattern,
      ofTokens.filter(({ query }) => !stays.has(query)),
      shows,
    );
  }
  const isTooMuch = next.kind === 'custom' && next.changed.length > MAX_MASK_RUNS;
  return { pattern: isTooMuch ? pattern : next, refused, nPadding, isTooMuch };
}
