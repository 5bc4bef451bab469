import { ChevronLeft, ChevronRight } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { Button } from 'react-aria-components';
import { classes } from '../controls/classes';
import controls from '../controls/controls.module.css';
import { IconButton } from '../controls/IconButton';
import { formatPercent } from '../format';
import { useActions, useApp } from '../page';
import styles from './generation.module.css';
import { useDisplay, useGenerationMessages } from './useGeneration';

interface Props {
  /** In one line, without the sentence about what is shown. */
  readonly isLine?: boolean;
}

/**
 * What the decoder wrote. Choosing a token shows the model as it was when it chose that token; the place after the last
 * one shows all that was written.
 */
export function WrittenTokens({ isLine = false }: Props) {
  const text = useGenerationMessages();
  const { showStep } = useActions();
  const display = useDisplay();
  const steps = useApp((state) => state.generation.steps);
  const shownStep = useApp((state) => state.shownStep);
  const list = useRef<HTMLUListElement>(null);
  const nSteps = steps.length;
  // The model chose a token when the one before was the last that it read.
  const current = shownStep === null ? nSteps : shownStep + 1;
  // A long text scrolls in its own box, without moving the panel.
  useEffect(() => {
    const item = list.current?.querySelector<HTMLElement>(`[data-place="${current}"]`);
    if (!list.current || !item) return;
    reveal(list.current, item);
  }, [current]);
  if (nSteps === 0) return null;
  const show = (place: number): void => showStep(place >= nSteps ? null : Math.max(0, place) - 1);
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = placeAfter(current, event.key, nSteps);
    if (next === null || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    show(next);
    list.current?.querySelector<HTMLElement>(`[data-place="${next}"]`)?.focus();
  };
  const facts = steps.map(({ id, probability }, place) => ({
    token: display(id),
    percent: formatPercent(probability),
    place: place + 1,
    of: nSteps,
  }));
  const shown = facts[current];
  const button = (place: number) =>
    ({
      type: 'button',
      'data-place': place,
      tabIndex: place === current ? 0 : -1,
      'aria-current': place === current ? 'step' : undefined,
      onClick: () => show(place),
      onKeyDown,
    }) as const;
  return (
    <>
      <div className={styles.steps}>
        <IconButton
          icon={ChevronLeft}
          label={text.back}
          isDisabled={current === 0}
          onPress={() => show(current - 1)}
        />
        <ul ref={list} className={classes(styles.output, isLine && styles.line)} aria-label={text.output}>
          {facts.map((fact, place) => (
            <li key={place}>
              <button
                {...button(place)}
                className={styles.token}
                data-later={place > current || undefined}
                title={fact.percent}
                aria-label={text.written(fact)}
              >
                {fact.token}
              </button>
            </li>
          ))}
          <li>
            <button
              {...button(nSteps)}
              className={classes(styles.token, styles.next)}
              aria-label={text.next}
              title={text.next}
            >
              …
            </button>
          </li>
        </ul>
        <IconButton
          icon={ChevronRight}
          label={text.forward}
          isDisabled={current === nSteps}
          onPress={() => show(current + 1)}
        />
      </div>
      {!isLine && (
        <p className={styles.note}>
          <output>{shown ? text.shownStep(shown) : text.shownAll(nSteps)}</output>{' '}
          {shown && (
            <Button className={controls.link ?? ''} onPress={() => showStep(null)}>
              {text.showAll}
            </Button>
          )}
        </p>
      )}
    </>
  );
}

/** Scrolls a list, and nothing around it, until an item is in sight. */
function reveal(list: HTMLElement, item: HTMLElement): void {
  const top = item.offsetTop - list.offsetTop;
  const left = item.offsetLeft - list.offsetLeft;
  const { scrollTop, scrollLeft, clientHeight, clientWidth } = list;
  list.scrollTop = Math.max(top + item.offsetHeight - clientHeight, Math.min(top, scrollTop));
  list.scrollLeft = Math.max(left + item.offsetWidth - clientWidth, Math.min(left, scrollLeft));
}

/** Where a key leads from a place; `last` is after the last token. */
function placeAfter(place: number, key: string, last: number): number | null {
  if (key === 'ArrowLeft' || key === 'ArrowUp') return Math.max(0, place - 1);
  if (key === 'ArrowRight' || key === 'ArrowDown') return Math.min(last, place + 1);
  if (key === 'Home') return 0;
  return key === 'End' ? last : null;
}
