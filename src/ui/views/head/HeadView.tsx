import { use, useMemo, useState } from 'react';
import { insideMessages } from '../../../i18n/insideMessages';
import { kvHeadOf } from '../../../model/wiring';
import { Choice } from '../../controls/Choice';
import { useActions, useApp, usePage } from '../../page';
import panel from '../../panels/figure.module.css';
import { Waiting } from '../beyond/Frame';
import { createDimensionStore } from './dimensions';
import styles from './head.module.css';
import { type HeadRow, headRow } from './headRow';
import { usePlace } from './mapParts';
import type { Naming } from './naming';
import { Products } from './Products';
import { ScoresTable } from './ScoresTable';
import { useChain } from './useChain';
import { Values } from './Values';
import { VectorsStep } from './VectorsStep';

/** One head as a chain of vectors, from the residual stream through one row of attention back into the stream. */
export default function HeadView() {
  const text = use(insideMessages(useApp((state) => state.language)));
  const { store } = usePage();
  const run = useApp((state) => state.run);
  const selection = useApp((state) => state.selection);
  const batchRow = useApp((state) => state.batchRow);
  // What it is made from is named; the store's state itself is another object at every change.
  const shown = useMemo(
    () => headRow({ ...store.getState(), run, selection, batchRow }),
    [store, run, selection, batchRow],
  );
  if (!shown) return <p className={panel.waiting}>{text.waiting}</p>;
  return <Chain shown={shown} />;
}

function Chain({ shown }: { readonly shown: HeadRow }) {
  const text = use(insideMessages(useApp((state) => state.language)));
  const [dimensions] = useState(createDimensionStore);
  const place = usePlace(shown);
  const { query, key, keys } = shown;
  const { chain, failure } = useChain(shown, text);
  return (
    <>
      <TokenChoices shown={shown} />
      {chain ? (
        <VectorsStep
          {...{ chain, query, dimensions }}
          title={text.projections.title}
          name={text.projections.figure(place, text.token(key + 1, keys[key] ?? ''))}
          parts={chain.start}
          isEnd={false}
        >
          <p>
            {text.projections.says} {sharedWords(chain.naming, shown)}
          </p>
        </VectorsStep>
      ) : (
        <Waiting failure={failure} />
      )}
      <Products shown={shown} dimensions={dimensions} />
      <ScoresTable shown={shown} />
      <Values shown={shown} dimensions={dimensions} />
      {chain && (
        <VectorsStep
          {...{ chain, query, dimensions }}
          title={text.joining.title}
          name={text.joining.figure(place)}
          parts={chain.end}
          isEnd
        >
          {chain.naming.of.config.block.kind === 'parallel' && <p>{text.joining.parallel}</p>}
        </VectorsStep>
      )}
    </>
  );
}

/** Where query heads share keys and values. */
function sharedWords({ text, of: { config } }: Naming, { attention }: HeadRow): string {
  const nSharing = config.nHeads / config.nKvHeads;
  return nSharing > 1
    ? text.projections.shared(kvHeadOf(config, attention.selection.head) + 1, nSharing)
    : '';
}

/** Which query and which key. */
function TokenChoices({ shown: { queries, query, keys, key, attention } }: { readonly shown: HeadRow }) {
  const text = use(insideMessages(useApp((state) => state.language)));
  const { lockToken } = useActions();
  const options = (tokens: readonly string[]) =>
    tokens.map((token, position) => ({ value: String(position), label: text.token(position + 1, token) }));
  return (
    <div className={styles.choices}>
      <Choice
        label={text.query}
        value={String(query)}
        onChange={(value) => lockToken(Number(value), attention.selection.key)}
        options={options(queries)}
      />
      <Choice
        label={text.key}
        value={String(key)}
        onChange={(value) => lockToken(query, Number(value))}
        options={options(keys)}
      />
    </div>
  );
}
