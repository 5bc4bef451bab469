import { useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { failureOf } from '../../../state/failure';
import { tokenizerOf } from '../../../state/prepare';
import { selectPrepared } from '../../../state/selectors';
import type { Failure } from '../../../state/types';
import controls from '../../controls/controls.module.css';
import { useApp, usePage } from '../../page';
import { useSlot } from '../workspace';
import styles from './interventions.module.css';
import { useWords } from './words';

const MOST_TOKENS = 24;

interface Written {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** What the model writes without and with its interventions, by the most probable token each time. */
export function Writing() {
  const words = useWords().writing;
  const { store, source } = usePage();
  const of = useApp((state) => state.run.of);
  // What is written belongs to a run: one that is on its way would leave it behind.
  const isSettled = useApp((state) => state.run.status === 'done');
  const slot = useSlot();
  const [written, setWritten] = useState<(Written & { readonly of: typeof of }) | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isRunning, setRunning] = useState(false);
  const controller = useRef<AbortController | null>(null);
  useEffect(() => () => controller.current?.abort(), []);
  const stop = (): void => {
    controller.current?.abort();
    setRunning(false);
  };
  const write = async (): Promise<void> => {
    const state = store.getState();
    if (!of) return;
    controller.current?.abort();
    const own = new AbortController();
    controller.current = own;
    const { signal } = own;
    const { config, weights, applied } = of;
    const tokenizer = tokenizerOf(of);
    const endId = tokenizer.specials.eos;
    const common = { config, weights, endId, sampling: { kind: 'greedy' } as const, useCache: true };
    const ignore = (): void => undefined;
    const names = (ids: readonly number[]): readonly string[] =>
      ids.map((id) => tokenizer.tokenAt(id).display);
    setRunning(true);
    setFailure(null);
    try {
      // A translation begins at its beginning; a prompt is continued.
      const empty = { ...state, texts: { ...state.texts, target: '' }, generatedIds: [] };
      const { input } = selectPrepared({ ...empty, memoryText: null });
      const changed = selectPrepared(empty).input;
      const room = config.contextLength - (input.decoder?.ids[0]?.length ?? 0);
      const maxNewTokens = Math.max(0, Math.min(MOST_TOKENS, room));
      const before = await source.engine.generate(
        { ...common, slot: 'before', input, maxNewTokens },
        ignore,
        { signal },
      );
      const after = await source.engine.generate(
        { ...common, ...applied, slot, input: changed, maxNewTokens },
        ignore,
        { signal },
      );
      if (!signal.aborted) setWritten({ before: names(before.ids), after: names(after.ids), of });
    } catch (error) {
      if (!signal.aborted) setFailure(failureOf(error));
    } finally {
      if (!signal.aborted) setRunning(false);
    }
  };
  const shown = written?.of === of ? written : null;
  const parts = shown ? shown.after.findIndex((token, index) => token !== shown.before[index]) : -1;
  const firstDifference =
    shown && parts === -1 && shown.after.length !== shown.before.length ? shown.after.length : parts;
  return (
    <section className={styles.block} aria-labelledby="writing">
      <div className={styles.head}>
        <h3 id="writing">{words.title}</h3>
        <Button
          className={controls.button ?? ''}
          isDisabled={!isRunning && !isSettled}
          onPress={() => (isRunning ? stop() : void write())}
        >
          {isRunning ? words.stop : words.run}
        </Button>
      </div>
      {failure && <p role="alert">{failure.message}</p>}
      {shown && (
        <>
          <dl className={styles.written}>
            {(['before', 'after'] as const).map((when) => (
              <div key={when}>
                <dt>{words[when]}</dt>
                <dd>
                  {shown[when].map((token, index) => (
                    <span
                      key={index}
                      data-differs={(firstDifference !== -1 && index >= firstDifference) || undefined}
                    >
                      {token}{' '}
                    </span>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
          <output className={styles.note}>
            {firstDifference === -1 ? words.same : words.first(firstDifference + 1)}{' '}
            {words.tokens(shown.after.length)}
          </output>
        </>
      )}
    </section>
  );
}
