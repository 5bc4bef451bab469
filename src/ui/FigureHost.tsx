import { useCallback, useEffect, useRef } from 'react';

/** What a figure gives back when it is mounted. */
export interface Figure<Data> {
  update(data: Data): void;
  destroy(): void;
}

interface Props<Data, Options> {
  /** Keep it and `options` stable: another function or object mounts the figure anew. */
  readonly mount: (element: HTMLElement, options: Options) => Figure<Data>;
  readonly options: Options;
  readonly data: Data;
  readonly className?: string | undefined;
  /** Told after each drawing. */
  readonly onDrawn?: (() => void) | undefined;
}

/**
 * Where React ends: it owns one empty element, the figure everything below. Mounting hangs on the element's ref, whose
 * clean-up destroys the figure, so that StrictMode's second mounting leaves nothing behind.
 */
export function FigureHost<Data, Options>({ mount, options, data, className, onDrawn }: Props<Data, Options>) {
  const figure = useRef<Figure<Data> | null>(null);
  const attach = useCallback(
    (element: HTMLDivElement) => {
      const mounted = mount(element, options);
      figure.current = mounted;
      return () => {
        figure.current = null;
        mounted.destroy();
      };
    },
    [mount, options],
  );
  useEffect(() => {
    figure.current?.update(data);
    onDrawn?.();
  }, [attach, data, onDrawn]);
  return <div ref={attach} className={className} />;
}
