import { memo, type MouseEvent } from 'react';
import type { Messages } from '../../i18n';
import type { TokenLook } from '../tokenLook';
import styles from './tokens.module.css';

interface Props {
  readonly label: string;
  readonly stack: 'encoder' | 'decoder';
  readonly tokens: readonly TokenLook[];
  readonly messages: Messages;
  /** Given: a click on a token that is not special masks or shows it. */
  readonly onToggleMask?: ((position: number) => void) | undefined;
  /** Position of the token that is locked in the figures, or null. */
  readonly selected: number | null;
  readonly onHover: (position: number | null) => void;
}

/** A text as the model reads it: one chip a token, with its id. */
export const TokenStrip = memo(function TokenStrip(props: Props) {
  const { label, stack, tokens, messages, onToggleMask, selected, onHover } = props;
  const hover = (event: MouseEvent<HTMLUListElement>) => {
    const chip = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-position]') : null;
    onHover(chip ? Number(chip.dataset.position) : null);
  };
  return (
    <ul
      className={styles.strip}
      data-stack={stack}
      aria-label={messages.tokens.tokenList(label, tokens.length)}
      onMouseOver={hover}
      onMouseLeave={() => onHover(null)}
    >
      {tokens.map((token, position) => (
        <li key={position} className={styles.item}>
          <Chip
            token={token}
            position={position}
            isSelected={selected === position}
            messages={messages}
            onToggleMask={onToggleMask}
          />
        </li>
      ))}
    </ul>
  );
});

interface ChipProps {
  readonly token: TokenLook;
  readonly position: number;
  readonly isSelected: boolean;
  readonly messages: Messages;
  readonly onToggleMask: ((position: number) => void) | undefined;
}

function Chip({ token, position, isSelected, messages, onToggleMask }: ChipProps) {
  const { tokens: text } = messages;
  const content = (
    <>
      <span className={styles.text}>{token.display}</span>
      <span className={styles.id}>
        <span className={styles.hidden}>{text.id(token.id)}</span>
        <span aria-hidden>{token.id}</span>
        {token.segment !== null && (
          <span className={styles.segment} title={text.segmentName(token.segment)}>
            <span aria-hidden>{text.segment(token.segment)}</span>
            <span className={styles.hidden}>{text.segmentName(token.segment)}</span>
          </span>
        )}
      </span>
    </>
  );
  const look = {
    className: styles.chip,
    'data-position': position,
    'data-special': token.special || undefined,
    'data-masked': token.isMasked || undefined,
    'data-generated': token.isGenerated || undefined,
    'data-selected': isSelected || undefined,
    'data-segment': token.segment ?? undefined,
  };
  const canToggle = onToggleMask && (!token.special || token.isMasked);
  if (!canToggle) return <span {...look}>{content}</span>;
  const label = token.isMasked ? text.unmaskToken(position) : text.maskToken(token.display, position);
  return (
    <button type="button" {...look} aria-label={label} aria-pressed={token.isMasked} onClick={() => onToggleMask(position)}>
      {content}
    </button>
  );
}
