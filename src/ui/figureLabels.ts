import type { MatrixLabels, TokenFacts } from '../figures/attentionMatrix';
import type { HeadStripOptions } from '../figures/headStrip';
import type { AttentionKind } from '../figures/shared/selection';
import type { Messages } from '../i18n';
import { formatPercent } from './format';

/** A head of one attention sub-layer; layer and head count from 0. */
export interface HeadPlace {
  readonly kind: AttentionKind;
  readonly layer: number;
  readonly head: number;
}

/** A weight as people read it: a share of the query's attention. */
const share = formatPercent;
export const quoted = (text: string): string => `“${text}”`;

export function axes(
  messages: Messages,
  kind: AttentionKind,
): { readonly queryAxis: string; readonly keyAxis: string } {
  const { figures } = messages;
  const asks = kind === 'encoderSelf' ? 'encoder' : 'decoder';
  return {
    queryAxis: figures.queriesOf[asks],
    keyAxis: kind === 'cross' ? figures.keysMemory : figures.keysOf[asks],
  };
}

export function matrixLabels(messages: Messages, { kind, layer, head }: HeadPlace): MatrixLabels {
  const text = messages.figures;
  const token = (facts: TokenFacts): string => {
    const name = quoted(facts.text);
    const { strongest } = facts;
    if (strongest === null) return facts.axis === 'query' ? text.readsNothing(name) : text.readByNone(name);
    const say = facts.axis === 'query' ? text.reads : text.isRead;
    return say(name, quoted(strongest.text), share(strongest.weight));
  };
  return {
    figure: text.matrixName(text.kinds[kind], layer + 1, head + 1),
    ...axes(messages, kind),
    legend: text.weight,
    masked: text.masked,
    pooled: text.pooled,
    sqrtScale: text.sqrtScale,
    zoom: {
      closer: text.zoomIn,
      farther: text.zoomOut,
      whole: text.zoomWhole,
      shown: ({ row, rows, col, cols, nQueries, nKeys }) =>
        text.zoomed(
          text.zoomRange(row + 1, row + rows, nQueries),
          text.zoomRange(col + 1, col + cols, nKeys),
        ),
    },
    hint: text.selectHint,
    cell: ({ queryText, keyText, weight, masked }) =>
      masked
        ? text.cellMasked(quoted(queryText), quoted(keyText))
        : text.cell(quoted(queryText), quoted(keyText), share(weight)),
    token,
    summary: ({ rows, cols, selected }) =>
      [text.summary(text.kinds[kind], rows, cols), selected && token(selected)].filter(Boolean).join(' '),
  };
}

export function stripLabels(messages: Messages): HeadStripOptions['labels'] {
  const text = messages.figures;
  return {
    figure: text.heads,
    head: ({ layer, head }) => text.headName(layer + 1, head + 1),
    layerCaption: (layer) => text.layerCaption(layer + 1),
    headCaption: (head) => String(head + 1),
    columns: { ...text.stripColumns, value: text.weight },
  };
}
