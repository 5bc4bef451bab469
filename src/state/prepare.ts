import type { ModelConfig } from '../model/config/types';
import type { StackInput } from '../model/input';
import { batchOf } from '../text/batch';
import { decoderExamples, encoderExamples, translationExamples } from '../text/examples';
import { decoderInput, encoderInput, sourceInput, targetInput, type TextInput } from '../text/inputs';
import type { MergeTable } from '../text/mergeTable';
import { createTokenizer, type Tokenizer } from '../text/tokenizer';
import type { Prepared, ShownText, ShownToken, Texts } from './types';

export interface PrepareSource {
  readonly config: ModelConfig;
  readonly texts: Texts;
  readonly maskedPositions: readonly number[];
  readonly generatedIds: readonly number[];
  readonly merges: MergeTable;
  readonly batchRow: number;
}

interface Row extends TextInput {
  readonly segments?: readonly number[];
  readonly nGenerated?: number;
}

let lastTokenizer: Tokenizer | null = null;
let lastMerges: MergeTable | null = null;

/** The tokenizer of a configuration; the last one is kept, since texts change more often than vocabularies. */
export function tokenizerOf(config: ModelConfig, merges: MergeTable): Tokenizer {
  const { vocabSize, family } = config;
  if (lastTokenizer?.vocabSize === vocabSize && lastTokenizer.family === family && lastMerges === merges) {
    return lastTokenizer;
  }
  lastMerges = merges;
  lastTokenizer = createTokenizer(vocabSize, family, merges);
  return lastTokenizer;
}

/**
 * Texts become the model's input. The first row of the batch is the typed text, the others are example texts, so that a
 * batch is what it is in training: different texts, padded to the longest.
 */
export function prepare(source: PrepareSource): Prepared {
  const { config } = source;
  const tokenizer = tokenizerOf(config, source.merges);
  const row = Math.min(source.batchRow, config.batchSize - 1);
  const stack = (rows: readonly Row[]): { input: StackInput; shown: ShownText } => ({
    input: stackInput(rows, tokenizer),
    shown: shownText(rows, row, tokenizer),
  });
  const rest = Array.from({ length: config.batchSize - 1 }, (_, index) => index);
  const nRows = config.batchSize;
  switch (config.family) {
    case 'encoder-only': {
      const { first, second } = source.texts;
      const typed = hideMasked(
        encoderInput(tokenizer, first, second, config.contextLength),
        source,
        tokenizer,
      );
      const others = rest.map((index) => {
        const example = encoderExamples[index % encoderExamples.length];
        return encoderInput(tokenizer, example?.first ?? '', example?.second ?? '', config.contextLength);
      });
      const { input, shown } = stack(
        config.nSegments > 1 ? [typed, ...others] : [typed, ...others].map(withoutSegments),
      );
      return { input: { encoder: input }, encoder: shown, decoder: null, nRows, row };
    }
    case 'decoder-only': {
      const typed = withGenerated(
        decoderInput(tokenizer, source.texts.prompt, config.contextLength),
        source,
        tokenizer,
      );
      const others = rest.map((index) =>
        decoderInput(
          tokenizer,
          decoderExamples[index % decoderExamples.length]?.text ?? '',
          config.contextLength,
        ),
      );
      const { input, shown } = stack([typed, ...others]);
      return { input: { decoder: input }, encoder: null, decoder: shown, nRows, row };
    }
    case 'encoder-decoder': {
      const examples = rest.map((index) => translationExamples[index % translationExamples.length]);
      const encoder = stack([
        sourceInput(tokenizer, source.texts.source, config.contextLength),
        ...examples.map((example) => sourceInput(tokenizer, example?.source ?? '', config.contextLength)),
      ]);
      const target = targetInput(tokenizer, source.texts.target, config.contextLength);
      const decoder = stack([
        withGenerated(target, source, tokenizer),
        ...examples.map((example) => targetInput(tokenizer, example?.target ?? '', config.contextLength)),
      ]);
      return {
        input: { encoder: encoder.input, decoder: decoder.input },
        encoder: encoder.shown,
        decoder: decoder.shown,
        nRows,
        row,
      };
    }
  }
}

function stackInput(rows: readonly Row[], tokenizer: Tokenizer): StackInput {
  const { ids, attentionMask, segmentIds } = batchOf(rows, tokenizer.specials.pad);
  const padded = attentionMask.some((mask) => mask.includes(0));
  return { ids, ...(padded ? { attentionMask } : {}), ...(segmentIds ? { segmentIds } : {}) };
}

function withoutSegments({ tokens, ids, cut }: Row): Row {
  return { tokens, ids, cut };
}

/** Hides the chosen tokens behind [MASK]; special tokens cannot be hidden. */
function hideMasked<T extends Row>(row: T, { maskedPositions }: PrepareSource, tokenizer: Tokenizer): T {
  const { mask } = tokenizer.specials;
  if (mask === null || maskedPositions.length === 0) return row;
  const hidden = new Set(maskedPositions.filter((position) => row.tokens[position]?.special === false));
  return { ...row, ids: row.ids.map((id, position) => (hidden.has(position) ? mask : id)) };
}

/** Ids that the decoder wrote follow the typed text, as far as the context goes. */
function withGenerated(row: Row, { generatedIds, config }: PrepareSource, tokenizer: Tokenizer): Row {
  const room = Math.max(0, config.contextLength - row.ids.length);
  const ids = generatedIds.slice(0, room);
  const end = row.tokens.at(-1)?.end ?? 0;
  const tokens = ids.map((id) => ({ ...tokenizer.tokenAt(id), start: end, end }));
  return { ...row, ids: [...row.ids, ...ids], tokens: [...row.tokens, ...tokens], nGenerated: ids.length };
}

function shownText(rows: readonly Row[], index: number, tokenizer: Tokenizer): ShownText {
  const row = rows[index];
  if (!row) return { tokens: [], nTokens: 0, cut: null };
  const length = Math.max(...rows.map((other) => other.ids.length));
  const { pad, mask } = tokenizer.specials;
  const padToken = tokenizer.tokenAt(pad);
  const firstGenerated = row.ids.length - (row.nGenerated ?? 0);
  const tokens = Array.from({ length }, (_, position): ShownToken => {
    const padding = position >= row.ids.length;
    const id = row.ids[position] ?? pad;
    const piece = padding ? padToken : tokenizer.tokenAt(id);
    return {
      id,
      text: piece.text,
      display: piece.display,
      special: piece.special,
      padding,
      masked: !padding && id === mask,
      generated: !padding && position >= firstGenerated,
      segment: padding ? null : (row.segments?.[position] ?? null),
    };
  });
  return { tokens, nTokens: row.ids.length, cut: row.cut };
}
