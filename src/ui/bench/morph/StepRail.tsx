import { ChevronLeft, ChevronRight } from 'lucide-react';
import { type KeyboardEvent, useRef } from 'react';
import type { BenchMorphMessages } from '../../../i18n/benchMorphMessages';
import { IconButton } from '../../controls/IconButton';
import styles from './morph.module.css';
import type { Morph } from './useMorph';

interface Props {
  readonly morph: Morph;
  readonly text: BenchMorphMessages;
}

const MOVES: Readonly<Record<string, number>> = { ArrowLeft: -1, PageUp: -1, ArrowRight: 1, PageDown: 1 };

/** The steps in a row, the current one marked. Arrow keys go along it, and the focus goes with them. */
export function StepRail({ morph, text }: Props) {
  const { steps, current, nearest, go } = morph;
  const list = useRef<HTMLOListElement>(null);
  const goTo = (index: number) => {
    if (index < 0 || index >= steps.length) return;
    void go(index);
    list.current?.querySelectorAll('button')[index]?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const move = MOVES[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Home') goTo(0);
    else if (event.key === 'End') goTo(steps.length - 1);
    else if (move !== undefined) goTo(current < 0 ? nearest : current + move);
    else return;
    event.preventDefault();
  };
  return (
    <div className={styles.rail}>
      <IconButton
        icon={ChevronLeft}
        label={text.previous}
        isDisabled={current <= 0}
        onPress={() => void go(current - 1)}
      />
      {/* The keys belong to the buttons inside. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <ol ref={list} className={styles.steps} aria-label={text.rail} onKeyDown={onKeyDown}>
        {steps.map(({ id }, index) => (
          <li key={id}>
            <button
              type="button"
              className={styles.step}
              data-passed={index < current || undefined}
              aria-current={index === current ? 'step' : undefined}
              onClick={() => void go(index)}
            >
              <span className={styles.number}>{index + 1}</span>
              {text.steps[id]}
            </button>
          </li>
        ))}
      </ol>
      <IconButton
        icon={ChevronRight}
        label={text.next}
        isDisabled={current === steps.length - 1}
        onPress={() => void go(current < 0 ? nearest : current + 1)}
      />
    </div>
  );
}
