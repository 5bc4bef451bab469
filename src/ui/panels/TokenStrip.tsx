import { memo, useEffect, useRef } from 'react';
import type { ShownToken } from '../../state/types';
import { hoveredPosition } from '../hoverLink';
import { useMessages, usePage } from '../page';
import { TokenChip } from './TokenChip';
import styles from './tokens.module.css';

interface Props {
  readonly label: string;
  readonly stack: 'encoder' | 'decoder';
  readonly tokens: readonly ShownToken[];
  /** What a click on a token does: hide it behind [MASK], or lock it in the figures. */
  readonly action: 'mask' | 'lock';
  readonly onPress: (position: number) => void;
  /** Position of the token that is locked in the figures, or null. */
  readonly locked: number | null;
}

/** From here on, chips out of sight are not laid out. */
const LONG = 256;

/** A text as the model reads it: one chip a token, with its id. Hovering is shared with the figures. */
export const TokenStrip = memo(function TokenStrip(props: Props) {
  const { label, stack, tokens, action, onPress, locked } = props;
  const { store, hover } = usePage();
  const messages = useMessages();
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const mark = () => {
      const position = hoveredPosition(hover.getState(), store.getState().selection.kind, stack);
      for (const chip of list.current?.querySelectorAll('[data-hovered]') ?? [])
        chip.removeAttribute('data-hovered');
      const item = position === null ? undefined : list.current?.children[position];
      item?.firstElementChild?.setAttribute('data-hovered', '');
    };
    const point = ({ target }: Event) => {
      const chip = target instanceof Element ? target.closest<HTMLElement>('[data-position]') : null;
      if (chip) hover.point({ stack, query: Number(chip.dataset.position) });
      else hover.clear();
    };
    const events = new AbortController();
    for (const name of ['pointerover', 'focusin']) {
      list.current?.addEventListener(name, point, { signal: events.signal });
    }
    for (const name of ['pointerleave', 'focusout']) {
      list.current?.addEventListener(name, hover.clear, { signal: events.signal });
    }
    const unsubscribe = hover.subscribe(mark);
    return () => {
      events.abort();
      unsubscribe();
    };
  }, [hover, store, stack]);
  return (
    <ul
      ref={list}
      className={styles.strip}
      data-stack={stack}
      data-long={tokens.length > LONG || undefined}
      aria-label={messages.tokens.tokenList(label, tokens.length)}
    >
      {tokens.map((token, position) => (
        <li key={position} className={styles.item}>
          <TokenChip
            token={token}
            position={position}
            isLocked={locked === position}
            action={action}
            onPress={onPress}
          />
        </li>
      ))}
    </ul>
  );
});
