import { useCallback } from 'react';
import { detailIn } from '../../state/details';
import type { FigureView } from '../../state/figureViews';
import { useApp, usePage } from '../page';

/**
 * One choice of a view, as `useState` has it, kept with the view and in its link. What a link says and the view does not
 * offer is as usual.
 * @param values what it may be, of letters, digits and `_`; the first is usual
 */
export function useDetail<Value extends string>(
  view: FigureView,
  name: string,
  values: readonly [Value, ...Value[]],
): readonly [Value, (value: Value) => void] {
  const [usual] = values;
  const [written, write] = useWrittenDetail(view, name);
  const set = useCallback((value: Value) => write(value === usual ? null : value), [write, usual]);
  return [values.find((value) => value === written) ?? usual, set];
}

/**
 * One choice of a view as its link has it: anything, where it came from a link.
 * @returns undefined: as usual, which is written as null
 */
export function useWrittenDetail(
  view: FigureView,
  name: string,
): readonly [string | undefined, (value: string | null) => void] {
  const { store } = usePage();
  const written = useApp((state) => detailIn(state.details[view], name));
  const write = useCallback(
    (value: string | null) => {
      const { details, setDetails } = store.getState();
      const others = (details[view] ?? '').split('.').filter((part) => !part.startsWith(`${name}-`));
      const own = value === null ? [] : [`${name}-${value}`];
      setDetails(view, [...others, ...own].filter(Boolean).toSorted().join('.'));
    },
    [store, view, name],
  );
  return [written, write];
}
