import { derive, stackVocabSize } from '../model/config/derive';
import type { ModelConfig, Stack } from '../model/config/types';
import type { StackInput } from '../model/input';
import { batchOf } from '../text/batch';
import { decoderInput, encoderInput, sourceInput, targetInput, type TextInput } from '../text/inputs';
import { createMergeTable, type MergeTable } from '../text/mergeTable';
import type { Tokenization } from '../text/tokenization';
import { createTokenizer, type Tokenizer } from '../text/tokenizer';
import { createWordTokenizer } from '../text/wordTokenizer';
import type { Prepared, ShownText, ShownToken, Texts } from './types';

export interface PrepareSource {
  readonly config: ModelConfig;
  readonly texts: Texts;
  readonly maskedPositions: readonly number[];
  readonly generatedIds: readonly number[];
  readonly merges: MergeTable;
  readonly tokenization: Tokenization;
  /** Texts for the other rows of the batch. */
  readonly examples: readonly Partial<Texts>[];
  readonly batchRow: number;
}

interface Row extends TextInput {
  readonly segments?: readonly number[];
  readonly nGenerated?: number;
}

/** What decides how text becomes ids. */
export interface TokenizerSource {
  readonly config: ModelConfig;
  readonly merges: MergeTable;
  readonly tokenization: Tokenization;
}

interface KeptTokenizer {
  readonly merges: MergeTable;
  readonly tokenization: Tokenization;
  readonly stack: Stack;
  readonly tokenizer: Tokenizer;
}

/** Two for each model of the bench. */
const MOST_TOKENIZERS = 6;

let kept: readonly KeptTokenizer[] = [];

/**
 * The tokenizer of a stack, or of the one that writes. The last ones are kept, since texts change more often than
 * vocabularies; an encoder-decoder may have two.
 */
export function tokenizerOf(
  source: TokenizerSource,
  stack: Stack = derive(source.config).outputStack,
): Tokenizer {
  const { config, merges, tokenization } = source;
  const vocabSize = stackVocabSize(config, stack);
  const known = kept.find(
    (entry) =>
      entry.merges === merges &&
      entry.tokenization === tokenization &&
      entry.stack === stack &&
      entry.tokenizer.vocabSize === vocabSize &&
      entry.tokenizer.family === config.family,
  );
  if (known) return known.tokenizer;
  const tokenizer = makeTokenizer(source, stack, vocabSize);
  kept = [{ merges, tokenization, stack, tokenizer }, ...kept].slice(0, MOST_TOKENIZERS);
  return tokenizer;
}

/** Words that are rows fit only a vocabulary of their number; any other is split into byte pairs. */
function makeTokenizer(
  { config: { family }, merges, tokenization }: TokenizerSource,
  stack: Stack,
  vocabSize: number,
): Tokenizer {
  if (tokenization.kind === 'learnedPairs') {
    return createTokenizer(vocabSize, family, createMergeTable(tokenization.merges));
  }
  if (tokenization.kind !== 'bytePairs') {
    const isTarget = family === 'encoder-decoder' && stack === 'decoder';
    const tokenizer =
      tokenization.kind === 'characters'
        ? createWordTokenizer(family, tokenization.characters, { ofCharacters: true })
        : createWordTokenizer(family, isTarget ? tokenization.target : tokenization.source);
    if (tokenizer.vocabSize === vocabSize) return tokenizer;
  }
  return createTokenizer(vocabSize, family, merges);
}

/**
 * Texts become the model's input. The first row of the batch is the typed text, the others are example texts, so that a
 * batch is what it is in training: different texts, padded to the longest.
 */
export function prepare(source: PrepareSource): Prepared {
  const { config } = source;
  const tokenizer = tokenizerOf(source);
  const row = Math.min(source.batchRow, config.batchSize - 1);
  const stack = (rows: readonly Row[], by = tokenizer): { input: StackInput; shown: ShownText } => ({
    input: stackInput(rows, by),
    shown: shownText(rows, row, by),
  });
  const nRows = config.batchSize;
  switch (config.family) {
    case 'encoder-only': {
      const { first, second } = source.texts;
      const typed = hideMasked(
        encoderInput(tokenizer, first, second, config.contextLength),
        source,
        tokenizer,
      );
      const others = otherTexts(source.examples, (text) => text.first === first, nRows).map((text) =>
        encoderInput(tokenizer, text.first ?? '', text.second ?? '', config.contextLength),
      );
      const { input, shown } = stack(
        config.nSegments > 1 ? [typed, ...others] : [typed, ...others].map(withoutSegments),
      );
      return { input: { encoder: input }, encoder: shown, decoder: null, nRows, row };
    }
    case 'decoder-only': {
      const { prompt } = source.texts;
      const typed = withGenerated(decoderInput(tokenizer, prompt, config.contextLength), source, tokenizer);
      const others = otherTexts(source.examples, (text) => text.prompt === prompt, nRows).map((text) =>
        decoderInput(tokenizer, text.prompt ?? '', config.contextLength),
      );
      const { input, shown } = stack([typed, ...others]);
      return { input: { decoder: input }, encoder: null, decoder: shown, nRows, row };
    }
    case 'encoder-decoder': {
      const { texts } = source;
      const examples = otherTexts(source.examples, (text) => text.source === texts.source, nRows);
      const reader = tokenizerOf(source, 'encoder');
      const sources = [texts, ...examples].map((text) =>
        sourceInput(reader, text.source ?? '', config.contextLength),
      );
      const encoder = stack(sources, reader);
      const target = targetInput(tokenizer, texts.target, config.contextLength);
      const decoder = stack([
        withGenerated(target, source, tokenizer),
        ...examples.map((text) => targetInput(tokenizer, text.target ?? '', config.contextLength)),
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

/** Texts for the rows after the typed one: the examples in turn, without the one that was typed. */
function otherTexts<Text>(
  examples: readonly Text[],
  isTyped: (example: Text) => boolean,
  nRows: number,
): readonly Text[] {
  const others = examples.filter((example) => !isTyped(example));
  return Array.from({ length: nRows - 1 }, (_, index) => others[index % others.length]).filter(
    (text) => text !== undefined,
  );
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
    const typed = row.tokens[position];
    // An unknown word shows itself, not the name of its row.
    const face = typed?.unknown && !padding ? typed : piece;
    return {
      id,
      text: face.text,
      display: face.display,
      special: piece.special,
      padding,
      masked: !padding && id === mask,
      unknown: !padding && (row.tokens[position]?.unknown ?? false),
      generated: !padding && position >= firstGenerated,
      segment: padding ? null : (row.segments?.[position] ?? null),
    };
  });
  return { tokens, nTokens: row.ids.length, cut: row.cut };
}
