import type { HeatItem } from '../../../figures/heatMap';
import { visibleToken } from '../../../figures/shared/text';
import type { BeyondMessages } from '../../../i18n/beyondMessages';
import type { Stack } from '../../../model/config/types';
import type { StreamPoint } from '../../../model/study';
import { tokenizerOf } from '../../../state/prepare';
import { predictsTokens } from '../../../state/reads';
import type { RunSubject } from '../../../state/types';

/** The tokens of a stack as rows of a figure. */
export function tokenItems(of: RunSubject, stack: Stack, text: BeyondMessages): readonly HeatItem[] {
  return (of.prepared[stack]?.tokens ?? []).map(({ display }, position) => {
    const shown = visibleToken(display);
    return { text: shown, name: text.token(position + 1, shown) };
  });
}

/** What an output of the head is called: a token of the vocabulary, or a label. */
export function outputNames(of: RunSubject): (id: number) => string {
  if (predictsTokens(of.config)) {
    const tokenizer = tokenizerOf(of);
    return (id) => visibleToken(tokenizer.tokenAt(id).display);
  }
  const { tokenization } = of;
  const labels = tokenization.kind === 'words' ? tokenization.labels : [];
  return (id) => labels[id] ?? String(id + 1);
}

/** Places of the residual stream as columns; the hues say whose vectors they are. */
export function pointItems(
  points: readonly StreamPoint[],
  stack: Stack,
  text: BeyondMessages,
  style: 'subLayers' | 'layers',
): readonly HeatItem[] {
  const { points: short, pointNames: long } = text;
  return points.map(({ layer, part }): HeatItem => {
    const number = (layer ?? 0) + 1;
    if (part === 'final') return { text: short.final, name: long.final, hue: stack };
    if (layer === null) return { text: short.embedding, name: long.embedding, hue: stack };
    if (part === 'afterSelfAttention')
      return { text: short.self(number), name: long.self(number), hue: stack };
    if (part === 'afterCrossAttention')
      return { text: short.cross(number), name: long.cross(number), hue: 'cross' };
    const name = long.feedForward(number);
    return { text: style === 'layers' ? short.layer(number) : short.feedForward(number), name, hue: stack };
  });
}

/** [column, row] as [row, column]: answers go point by point, figures have tokens as rows. */
export function turned<Values extends Float32Array | Int32Array>(values: Values, nColumns: number): Values {
  const nRows = nColumns === 0 ? 0 : values.length / nColumns;
  return values.map((_, index) => {
    const [row, column] = [Math.floor(index / nColumns), index % nColumns];
    return values[column * nRows + row] ?? Number.NaN;
  }) as Values;
}
