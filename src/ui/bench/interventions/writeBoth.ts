import type { Engine, ModelSlot } from '../../../engine/engine';
import type { ModelInput } from '../../../model/input';
import { tokenizerOf } from '../../../state/prepare';
import { selectPrepared } from '../../../state/selectors';
import type { AppState, RunSubject } from '../../../state/types';

/** Tokens that are written of each text at most. */
export const MOST_TOKENS = 24;

/** A text that the model wrote, and what it depends on as long as nothing intervenes. */
export interface PlainText extends Pick<RunSubject, 'config' | 'weights'>, Pick<AppState, 'texts'> {
  readonly tokens: readonly string[];
}

export interface Written {
  readonly of: RunSubject;
  readonly before: PlainText;
  readonly after: readonly string[];
  /** Of the text after, as measured by the engine; null: nothing is changed, so it is the text before. */
  readonly milliseconds: number | null;
}

interface Writer {
  readonly engine: Engine;
  readonly slot: ModelSlot;
  readonly state: AppState;
  readonly of: RunSubject;
  /** A text before that was written earlier: of the same model and text it is not written again. */
  readonly known: PlainText | null;
  readonly signal: AbortSignal;
  /** Tokens of the text after that are there. */
  readonly onToken: (count: number) => void;
}

/** Whether a text is what a model writes on its own. */
export function isPlainTextOf(
  { config, weights, texts }: PlainText,
  of: RunSubject | null,
  now: AppState['texts'],
): boolean {
  return config === of?.config && weights === of.weights && texts === now;
}

/** What the model writes without and with its interventions, by the most probable token each time. */
export async function writeBoth({
  engine,
  slot,
  state,
  of,
  known,
  signal,
  onToken,
}: Writer): Promise<Written> {
  const { config, weights, applied } = of;
  const { texts } = state;
  const tokenizer = tokenizerOf(of);
  const write = async (
    place: ModelSlot,
    input: ModelInput,
    changes: Partial<RunSubject['applied']>,
    tell: (count: number) => void,
  ): Promise<{ readonly tokens: readonly string[]; readonly milliseconds: number }> => {
    const room = config.contextLength - (input.decoder?.ids[0]?.length ?? 0);
    const { ids, milliseconds } = await engine.generate(
      {
        ...{ slot: place, config, weights, input, ...changes },
        ...{ endId: tokenizer.specials.eos, sampling: { kind: 'greedy' }, useCache: true },
        maxNewTokens: Math.max(0, Math.min(MOST_TOKENS, room)),
      },
      ({ index }) => tell(index + 1),
      { signal },
    );
    return { tokens: ids.map((id) => tokenizer.tokenAt(id).display), milliseconds };
  };
  // A translation begins at its beginning; a prompt is continued.
  const empty = { ...state, texts: { ...texts, target: '' }, generatedIds: [] };
  const changed = selectPrepared(empty).input;
  const isKnown = known !== null && isPlainTextOf(known, of, texts);
  const before = isKnown
    ? known
    : {
        ...{ config, weights, texts },
        tokens: (
          await write('before', selectPrepared({ ...empty, memoryText: null }).input, {}, () => undefined)
        ).tokens,
      };
  if (applied.interventions.length === 0 && state.memoryText === null) {
    return { of, before, after: before.tokens, milliseconds: null };
  }
  const { tokens, milliseconds } = await write(slot, changed, applied, onToken);
  return { of, before, after: tokens, milliseconds };
}
