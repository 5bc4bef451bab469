/** Calls back when the element's size or the screen's pixel ratio changes; gives the undo. */
export function observeSize(element: Element, onChange: () => void): () => void {
  let [width, height] = [element.clientWidth, element.clientHeight];
  // An observer also reports the size that it finds at first, with which the figure is drawn anyway.
  const observer = new ResizeObserver(() => {
    if (element.clientWidth === width && element.clientHeight === height) return;
    [width, height] = [element.clientWidth, element.clientHeight];
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
  return () => {
    observer.disconnect();
    query?.removeEventListener('change', ratioChanged);
  };
}
