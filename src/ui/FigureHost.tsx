import { useCallback, useEffect, useState } from 'react';
import type { Figure } from '../figures/shared/figure';
import { useFrame } from './exporting/frame';

/** Data that changes too fast for React, such as what the pointer is on. */
export interface Transient<Data> {
  readonly subscribe: (listener: () => void) => () => void;
  /** The data with what is true at this moment. */
  readonly apply: (data: Data) => Data;
}

interface Props<Data, Options> {
  /** Keep `mount` and `options` stable: another function or object mounts the figure anew. */
  readonly mount: (element: HTMLElement, options: Options) => Figure<Data>;
  readonly options: Options;
  readonly data: Data;
  readonly transient?: Transient<Data> | undefined;
  readonly className?: string | undefined;
  /** Told after the figure was given new data; it paints in the next animation frame. */
  readonly onUpdated?: ((data: Data) => void) | undefined;
}

/**
 * Where React ends: it owns one empty element, the figure everything below. Mounting hangs on the element's ref, whose
 * clean-up destroys the figure, so that StrictMode's second mounting leaves nothing behind.
 */
export function FigureHost<Data, Options>(props: Props<Data, Options>) {
  const { mount, options, data, transient, className, onUpdated } = props;
  const [figure, setFigure] = useState<Figure<Data> | null>(null);
  const frame = useFrame();
  const attach = useCallback(
    (element: HTMLDivElement) => {
      const mounted = mount(element, options);
      setFigure(mounted);
      const leaveFrame = frame?.add({ element, figure: mounted });
      return () => {
        leaveFrame?.();
        setFigure(null);
        mounted.destroy();
      };
    },
    [mount, options, frame],
  );
  useEffect(() => {
    if (!figure) return undefined;
    const draw = () => figure.update(transient ? transient.apply(data) : data);
    draw();
    onUpdated?.(data);
    return transient?.subscribe(draw);
  }, [figure, data, transient, onUpdated]);
  return <div ref={attach} className={className} />;
}
