export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface SizeWatch {
  /** The size at the last layout. Reading it costs nothing, while asking the element makes the browser lay out anew. */
  readonly current: () => Size;
  readonly stop: () => void;
}

/** Calls back when the element's size or the screen's pixel ratio changes. */
export function observeSize(element: Element, onChange: () => void): SizeWatch {
  let size = sizeOf(element);
  // An observer also reports the size that it finds at first, with which the figure is drawn anyway.
  const observer = new ResizeObserver(() => {
    const next = sizeOf(element);
    if (next.width === size.width && next.height === size.height) return;
    size = next;
    onChange();
  });
  observer.observe(element);
  let query: MediaQueryList | null = null;
  // A resolution query tells of one change only, away from the ratio that it names.
  const watchRatio = (): void => {
    query?.removeEventListener('change', ratioChanged);
    query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    query.addEventListener('change', ratioChanged);
  };
  const ratioChanged = (): void => {
    watchRatio();
    onChange();
  };
  watchRatio();
  return {
    current: () => size,
    stop: () => {
      observer.disconnect();
      query?.removeEventListener('change', ratioChanged);
    },
  };
}

/** Calls back when the width changes, for figures whose height follows from what they draw. */
export function observeWidth(element: Element, onChange: () => void): SizeWatch {
  let width = 0;
  const size = observeSize(element, () => {
    if (size.current().width === width) return;
    ({ width } = size.current());
    onChange();
  });
  return size;
}

function sizeOf(element: Element): Size {
  return { width: element.clientWidth, height: element.clientHeight };
}
