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
  const { store } = usePage();
  const [usual] = values;
  const written = useApp((state) => detailIn(state.details[view], name));
  const set = useCallback(
    (value: Value) => {
      const { details, setDetails } = store.getState();
      const others = (details[view] ?? '').split('.').filter((part) => !part.startsWith(`${name}-`));
      const own = value === usual ? [] : [`${name}-${value}`];
      setDetails(view, [...others, ...own].filter(Boolean).toSorted().join('.'));
    },
    [store, view, name, usual],
  );
  return [values.find((value) => value === written) ?? usual, set];
}
