import { useEffect, useMemo, useRef } from 'react';
import type { Cell } from '../../../figures/shared/selection';
import {
  mountTensorStrips,
  type Strip,
  type TensorStripsData,
  type TensorStripsOptions,
} from '../../../figures/tensorStrips';
import type { VectorPlace } from '../../../model/vectorPlace';
import { FigureHost, type Transient } from '../../FigureHost';
import { useMessages, usePage } from '../../page';
import beyond from '../beyond/beyond.module.css';
import { type DimensionStore, spaceOf } from './dimensions';
import type { Naming } from './naming';
import { stripLabels } from './stripLabels';

interface Props {
  readonly naming: Naming;
  readonly name: string;
  /** Keep them stable as long as their values are the same. */
  readonly strips: readonly Strip[];
  readonly places: readonly VectorPlace[];
  readonly query: number;
  readonly locked: Cell | null;
  readonly dimensions: DimensionStore;
  readonly onPoint: (cell: Cell) => void;
  readonly onLock: (cell: Cell | null) => void;
}

/** Vectors of a chain. Their tokens are pointed at in every figure, their dimensions in those of this view. */
export function VectorsFigure(props: Props) {
  const { naming, name, strips, places, query, locked, dimensions, onPoint, onLock } = props;
  const { text } = naming;
  const { hover } = usePage();
  const { figures } = useMessages();
  /** What this figure hovers it draws itself. */
  const own = useRef<Cell | null>(null);
  // A new text or another head changes the places, but not how one points at them.
  const latest = useRef({ places, query });
  useEffect(() => {
    latest.current = { places, query };
  }, [places, query]);
  const options = useMemo((): TensorStripsOptions => {
    const onHover = (cell: Cell | null): void => {
      own.current = cell;
      const place = cell?.query == null ? undefined : latest.current.places[cell.query];
      if (!cell || !place) {
        hover.clear();
        dimensions.setState({ pointed: null });
        return;
      }
      const isKey = place.part === 'v' || place.position !== latest.current.query;
      hover.point(isKey ? { key: place.position } : { query: place.position });
      if (cell.key === null) return;
      dimensions.setState({ pointed: { space: spaceOf(place), index: cell.key } });
      onPoint(cell);
    };
    return { onHover, onLock, labels: stripLabels(text, name, [figures.sqrtScale]) };
  }, [text, figures, name, hover, dimensions, onPoint, onLock]);
  const data = useMemo(
    (): TensorStripsData => ({
      strips,
      selection: { query: locked?.query ?? null, key: locked?.key ?? null, locked: locked !== null },
      linked: [],
    }),
    [strips, locked],
  );
  const transient = useMemo(
    (): Transient<TensorStripsData> => ({
      subscribe: dimensions.subscribe,
      apply: (shown) => {
        const { pointed } = dimensions.getState();
        if (!pointed) return shown;
        const linked = places.flatMap((place, strip): Cell[] =>
          spaceOf(place) === pointed.space && own.current?.query !== strip
            ? [{ query: strip, key: pointed.index }]
            : [],
        );
        return { ...shown, linked };
      },
    }),
    [dimensions, places],
  );
  return (
    <FigureHost
      className={beyond.figure}
      mount={mountTensorStrips}
      options={options}
      data={data}
      transient={transient}
    />
  );
}
