import { derive, stackVocabSize } from '../model/config/derive';
import type { ModelConfig, Stack } from '../model/config/types';
import type { StackInput } from '../model/input';
import { batchOf } from '../text/batch';
import { decoderInput, encoderInput, sourceInput, targetInput, type TextInput } from '../text/inputs';
import { createMergeTable, type MergeTable } from '../text/mergeTable';
import type { Tokenization } from '../text/tokenization';
import { createTokenizer, type Tokenizer } from '../text/tokenizer';
import { createWordTokenizer } from '../text/wordTokenizer';
import type { Padding, Prepared, ShownText, ShownToken, Texts } from './types';

export interface PrepareSource {
  readonly config: ModelConfig;
  readonly texts: Texts;
  readonly maskedPositions: readonly number[];
  /** Of the typed text; absent: none. */
  readonly padding?: Padding;
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
  /** So many of its typed tokens, the last ones, count as padding. */
  readonly nPadded?: number;
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

/** Words that are rows need a vocabulary that has room for all of them; for any other, the text is split into byte pairs. */
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
        ? createWordTokenizer(family, tokenization.characters, { ofCharacters: true, rows: vocabSize })
        : createWordTokenizer(family, isTarget ? tokenization.target : tokenization.source, {
            rows: vocabSize,
          });
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
      const read = encoderInput(tokenizer, first, second, config.contextLength);
      const typed = withPadding(hideMasked(read, source, tokenizer), source, 'encoder');
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
      const read = decoderInput(tokenizer, prompt, config.contextLength);
      const typed = withPadding(withGenerated(read, source, tokenizer), source, 'decoder');
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
      const encoder = stack(
        sources.map((row, index) => (index === 0 ? withPadding(row, source, 'encoder') : row)),
        reader,
      );
      const target = targetInput(tokenizer, texts.target, config.contextLength);
      const decoder = stack([
        withPadding(withGenerated(target, source, tokenizer), source, 'decoder'),
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
  const { ids, attentionMask: ends, segmentIds } = batchOf(rows, tokenizer.specials.pad);
  const attentionMask = ends.map((mask, index) => {
    const row = rows[index];
    return row?.nPadded ? mask.map((isToken, position) => (isPadded(row, position) ? 0 : isToken)) : mask;
  });
  const padded = attentionMask.some((mask) => mask.includes(0));
  return { ids, ...(padded ? { attentionMask } : {}), ...(segmentIds ? { segmentIds } : {}) };
}

/** The last typed tokens as padding; one token stays, and what was written after them is read. */
function withPadding<T extends Row>(row: T, { padding }: PrepareSource, stack: Stack): T {
  const nTyped = row.ids.length - (row.nGenerated ?? 0);
  const nPadded = Math.max(0, Math.min(padding?.[stack] ?? 0, nTyped - 1));
  return nPadded === 0 ? row : { ...row, nPadded };
}

function isPadded({ ids, nGenerated = 0, nPadded = 0 }: Row, position: number): boolean {
  const end = ids.length - nGenerated;
  return position >= end - nPadded && position < end;
}

function withoutSegments({ tokens, ids, cut, nPadded = 0 }: Row): Row {
  return { tokens, ids, cut, nPadded };
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
    const fills = position >= row.ids.length;
    const padding = fills || isPadded(row, position);
    const id = row.ids[position] ?? pad;
    const piece = fills ? padToken : tokenizer.tokenAt(id);
    const typed = row.tokens[position];
    // An unknown word shows itself, not the name of its row.
    const face = typed?.unknown && !fills ? typed : piece;
    const isTyped = typed !== undefined && typed.end > typed.start;
    return {
      id,
      text: face.text,
      display: face.display,
      typed: isTyped ? { start: typed.start, end: typed.end } : null,
      special: piece.special,
      padding,
      masked: !fills && id === mask,
      unknown: !fills && (row.tokens[position]?.unknown ?? false),
      generated: !fills && position >= firstGenerated,
      segment: fills ? null : (row.segments?.[position] ?? null),
    };
  });
  return { tokens, nTokens: row.ids.length, cut: row.cut };
}
