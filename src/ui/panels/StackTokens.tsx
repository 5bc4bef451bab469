import { useCallback } from 'react';
import { Button } from 'react-aria-components';
import { selectPrepared, selectSelection } from '../../state/selectors';
import controls from '../controls/controls.module.css';
import { cellOfToken, lockedPosition } from '../hoverLink';
import { useActions, useApp, usePage } from '../page';
import { TokenStrip } from './TokenStrip';
import styles from './text.module.css';

interface Props {
  readonly stack: 'encoder' | 'decoder';
  readonly label: string;
  readonly action: 'mask' | 'lock';
}

/** The tokens of one stack. */
export function StackTokens({ stack, label, action }: Props) {
  const { store, messages } = usePage();
  const { clearGenerated } = useActions();
  const shown = useApp((state) => selectPrepared(state)[stack]);
  const locked = useApp((state) => lockedPosition(selectSelection(state), stack));
  const guesses = useApp((state) => state.config.head.kind === 'maskedLanguageModel');
  const onPress = useCallback(
    (position: number) => {
      const state = store.getState();
      if (action === 'mask') {
        state.toggleMask(position);
        return;
      }
      const selection = selectSelection(state);
      const cell = cellOfToken(selection.kind, stack, position);
      if (lockedPosition(selection, stack) === position) state.freeSelection();
      else if (cell) state.lockToken(cell.query, cell.key);
      if (stack === 'decoder') state.choosePredictionPosition(position);
    },
    [store, stack, action],
  );
  if (!shown) return null;
  const hasGenerated = shown.tokens.some((token) => token.generated);
  return (
    <>
      <div className={styles.strips}>
        <TokenStrip
          label={label}
          stack={stack}
          tokens={shown.tokens}
          action={action}
          onPress={onPress}
          locked={locked}
        />
      </div>
      {action === 'mask' && (
        <p className={styles.foot}>{guesses ? messages.tokens.maskHint : messages.tokens.hideHint}</p>
      )}
      {hasGenerated && (
        <p className={styles.foot}>
          <Button className={controls.link ?? ''} onPress={clearGenerated}>
            {messages.tokens.clearGenerated}
          </Button>
        </p>
      )}
    </>
  );
}
