import { memo, useEffect, useRef, useState } from 'react';
import type { ShownToken } from '../../state/types';
import { hoveredPosition } from '../hoverLink';
import { useMessages, usePage } from '../page';
import { canPress, TokenChip } from './TokenChip';
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

/**
 * A text as the model reads it: one chip a token, with its id; one tab stop, in which arrow keys lead from token to token.
 * Hovering is shared with the figures.
 */
export const TokenStrip = memo(function TokenStrip(props: Props) {
  const { label, stack, tokens, action, onPress, locked } = props;
  const { store, hover } = usePage();
  const messages = useMessages();
  const list = useRef<HTMLUListElement>(null);
  const [focused, setFocused] = useState<number | null>(null);
  const stops = [focused, locked, tokens.findIndex((token) => canPress(token, action))];
  const tabStop = stops.find((position) => {
    const token = position === null ? undefined : tokens[position];
    return token !== undefined && canPress(token, action);
  });
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
    const focus = ({ target }: Event) => {
      if (target instanceof HTMLElement && target.dataset['position'] !== undefined)
        setFocused(Number(target.dataset['position']));
    };
    const walk = (event: KeyboardEvent) => {
      const chips = [...(list.current?.querySelectorAll<HTMLElement>('button[data-position]') ?? [])];
      const to = walked(
        event.key,
        chips.findIndex((chip) => chip === event.target),
        chips.length,
      );
      if (to === null || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      chips[to]?.focus();
    };
    const events = new AbortController();
    list.current?.addEventListener('focusin', focus, { signal: events.signal });
    list.current?.addEventListener('keydown', walk, { signal: events.signal });
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
            isTabStop={tabStop === position}
            action={action}
            onPress={onPress}
          />
        </li>
      ))}
    </ul>
  );
});

/** Where a key leads from the chip at `from`; null: it is no key of this list. */
function walked(key: string, from: number, count: number): number | null {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return Math.min(count - 1, from + 1);
    case 'ArrowLeft':
    case 'ArrowUp':
      return Math.max(0, from - 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
