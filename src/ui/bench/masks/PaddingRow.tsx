import { keyStack, maskedText, maskOf, queriesInTheDark } from '../../../state/bench/masks';
import type { BenchSlot } from '../../../state/bench/types';
import { selectPrepared, selectSelection } from '../../../state/selectors';
import type { FigureKind } from '../../../state/types';
import { NumberBox } from '../../controls/NumberBox';
import { useApp, usePage } from '../../page';
import { useBench } from '../workspace';
import styles from './masks.module.css';
import { queryNames, tokenName } from './names';
import { useMaskWords } from './useMaskWords';

const MOST_NAMED = 6;

interface Props {
  readonly slot: BenchSlot;
  readonly onSaid: (text: string) => void;
}

/** Which keys are padding: the last ones of the text, as many as wanted. */
export function PaddingRow({ slot, onSaid }: Props) {
  const text = useMaskWords();
  const { store } = usePage();
  const { change } = useBench();
  const prepared = useApp(selectPrepared);
  const isPair = useApp(({ config }) => config.family === 'encoder-decoder');
  const { kind } = useApp(selectSelection);
  const stack = keyStack(kind);
  const tokens = prepared[stack]?.tokens ?? [];
  const padded = tokens.flatMap(({ padding }, position) => (padding ? [position] : []));
  const wanted = useApp((state) => state.padding[stack]);
  const pad = (count: number): void => {
    const before = store.getState().padding;
    const kinds: readonly FigureKind[] = kindsOver(stack, isPair);
    change(slot, { padding: { ...before, [stack]: count } });
    const state = store.getState();
    const now = selectPrepared(state);
    const refused = kinds
      .map((one) => ({ one, dark: queriesInTheDark(maskOf(state.config, one), maskedText(now, one)) }))
      .find(({ dark }) => dark.length > 0);
    onSaid(refused ? text.refusedPadding(...queryNames(now, refused.one, refused.dark)) : '');
    if (refused) change(slot, { padding: before });
  };
  const names = padded.slice(0, MOST_NAMED).map((position) => tokenName(prepared, stack, position));
  return (
    <div className={styles.bar}>
      <NumberBox
        label={isPair ? text.padding[stack] : text.padding.decoder}
        value={Math.min(wanted, Math.max(0, tokens.length - 1))}
        min={0}
        max={Math.max(0, tokens.length - 1)}
        onChange={pad}
      />
      <p className={styles.quiet}>
        {padded.length === 0
          ? text.noPadding
          : text.paddingIs(names.join(', ') + (padded.length > MOST_NAMED ? ', …' : ''))}
      </p>
    </div>
  );
}

/** The attentions whose keys a stack gives. */
function kindsOver(stack: 'encoder' | 'decoder', isPair: boolean): readonly FigureKind[] {
  if (stack === 'decoder') return ['decoderSelf'];
  return isPair ? ['encoderSelf', 'cross'] : ['encoderSelf'];
}
