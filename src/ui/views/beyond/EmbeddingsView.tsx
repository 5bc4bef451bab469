import { useCallback, useMemo, useState } from 'react';
import { mountScatter, type ScatterData, type ScatterOptions } from '../../../figures/scatter';
import type { Cell } from '../../../figures/shared/selection';
import { tokenizerOf } from '../../../state/prepare';
import { FigureHost } from '../../FigureHost';
import { formatInteger, formatPercent } from '../../format';
import { useApp, usePage } from '../../page';
import styles from './beyond.module.css';
import { Choices, Note, selectStack, StackChoice, Waiting } from './Frame';
import { formatValue } from './labels';
import { type Studied, useBeyondMessages, useStudy } from './useStudy';

/** Rows of the table beside those of the text: more would hide each other. */
const MOST = 1000;

/** The token table in the plane of its two principal components, the tokens of this text marked. */
export default function EmbeddingsView() {
  const stack = useApp(selectStack);
  const ask = useCallback(() => ({ stack, most: MOST }), [stack]);
  const { studied, failure } = useStudy('embeddings', ask);
  return (
    <>
      <Choices>
        <StackChoice />
      </Choices>
      {studied ? <EmbeddingsFigure studied={studied} /> : <Waiting failure={failure} />}
    </>
  );
}

function EmbeddingsFigure({ studied }: { readonly studied: Studied<'embeddings'> }) {
  const { embeddings: text } = useBeyondMessages();
  const { hover } = usePage();
  /** Its id: another text has other rows. */
  const [lockedId, setLockedId] = useState<number | null>(null);
  const { answer, question, of } = studied;
  const { stack } = question;
  const points = useMemo(() => {
    const tokenizer = tokenizerOf(of, stack);
    return Array.from(answer.ids, (id, index) => ({
      id,
      text: tokenizer.tokenAt(id).display,
      x: answer.coordinates[2 * index] ?? Number.NaN,
      y: answer.coordinates[2 * index + 1] ?? Number.NaN,
    }));
  }, [answer, of, stack]);
  const options = useMemo((): ScatterOptions => {
    const idAt = (cell: Cell | null): number | null => answer.ids[cell?.query ?? -1] ?? null;
    return {
      labels: {
        figure: text.figure,
        xAxis: text.axis(1, formatPercent(answer.shares[0])),
        yAxis: text.axis(2, formatPercent(answer.shares[1])),
        marked: text.ofText,
        others: text.others,
        hint: text.hint,
        point: ({ text: token, id, x, y }) => text.point(token, id, formatValue(x), formatValue(y)),
        summary: ({ nMarked, all }) => text.summary(nMarked, all),
        columns: { ...text.columns, text: text.columns.token, marked: text.columns.inText },
        yes: text.yes,
        no: text.no,
      },
      onHover: (cell) => {
        const id = idAt(cell);
        const query = of.prepared[stack]?.tokens.findIndex((token) => token.id === id) ?? -1;
        if (query < 0) hover.clear();
        else hover.point({ stack, query });
      },
      onLock: (cell) => setLockedId(idAt(cell)),
    };
  }, [text, answer, of, stack, hover]);
  const data = useMemo((): ScatterData => {
    const index = points.findIndex(({ id }) => id === lockedId);
    const query = index < 0 ? null : index;
    return {
      points,
      nMarked: answer.nOfText,
      hue: stack,
      selection: { query, key: null, locked: query !== null },
    };
  }, [points, answer.nOfText, stack, lockedId]);
  const all = formatInteger(answer.vocabSize);
  return (
    <>
      <FigureHost className={styles.square} mount={mountScatter} options={options} data={data} />
      <Note>
        {answer.ids.length === answer.vocabSize
          ? text.allRows(all)
          : text.sample(formatInteger(answer.ids.length), all)}{' '}
        {text.method}
      </Note>
    </>
  );
}
