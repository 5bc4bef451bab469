import { memo } from 'react';
import type { ShownToken } from '../../state/types';
import { useMessages } from '../page';
import styles from './tokens.module.css';

interface Props {
  readonly token: ShownToken;
  readonly position: number;
  readonly isLocked: boolean;
  /** Of all tokens, the one that Tab leads to. */
  readonly isTabStop: boolean;
  readonly action: 'mask' | 'lock';
  readonly onPress: (position: number) => void;
}

/** What has nothing to show in the figures, or nothing to hide, is no button. */
export function canPress(token: ShownToken, action: Props['action']): boolean {
  return action === 'lock' ? !token.padding : !token.special || token.masked;
}

/** One token: its visible text, its id, its segment. */
export const TokenChip = memo(function TokenChip(props: Props) {
  const { token, position, isLocked, isTabStop, action, onPress } = props;
  const { tokens: text, trained } = useMessages();
  const { segment } = token;
  const content = (
    <>
      <span className={styles.text}>{token.display}</span>
      <span className={styles.id}>
        <span className={styles.hidden}>{text.id(token.id)}</span>
        <span aria-hidden>{token.id}</span>
        {segment !== null && (
          <span className={styles.segment} title={text.segmentName(segment)}>
            <span aria-hidden>{text.segment(segment)}</span>
            <span className={styles.hidden}>{text.segmentName(segment)}</span>
          </span>
        )}
        {token.generated && <span className={styles.hidden}>{text.generated}</span>}
        {token.unknown && <span className={styles.hidden}>{trained.unknownToken}</span>}
        {token.padding && <span className={styles.hidden}>{text.padding}</span>}
      </span>
    </>
  );
  const look = {
    className: styles.chip,
    'data-position': position,
    'data-special': token.special || undefined,
    'data-masked': token.masked || undefined,
    'data-unknown': token.unknown || undefined,
    'data-generated': token.generated || undefined,
    'data-padding': token.padding || undefined,
    'data-locked': isLocked || undefined,
    'data-segment': segment ?? undefined,
  };
  if (!canPress(token, action)) return <span {...look}>{content}</span>;
  const label = token.masked ? text.unmaskToken(position) : text.maskToken(position);
  return (
    <button
      type="button"
      {...look}
      tabIndex={isTabStop ? 0 : -1}
      aria-pressed={action === 'mask' ? token.masked : isLocked}
      onClick={() => onPress(position)}
    >
      {action === 'mask' && <span className={styles.hidden}>{label}: </span>}
      {content}
    </button>
  );
}, sameChip);

/** Tokens are made anew with every change of the model; most of them are still the same to look at. */
function sameChip(before: Props, now: Props): boolean {
  const keys = ['id', 'display', 'special', 'padding', 'masked', 'unknown', 'generated', 'segment'] as const;
  return (
    before.position === now.position &&
    before.isLocked === now.isLocked &&
    before.isTabStop === now.isTabStop &&
    before.action === now.action &&
    before.onPress === now.onPress &&
    keys.every((key) => before.token[key] === now.token[key])
  );
}
