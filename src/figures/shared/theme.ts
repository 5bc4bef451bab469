const COLORS = {
  masked: ['--color-masked', '#d8d4cc'],
  maskedLine: ['--color-masked-line', '#9a948a'],
} as const;

/** What canvases need of the page's style tokens; everything in SVG and HTML uses the tokens directly in CSS. */
export type Theme = Readonly<Record<keyof typeof COLORS, string> & { labelFont: string }>;

/**
 * Reads the tokens as they are seen at `element`. They are read through a probe's `color`, because the computed value
 * of a custom property is its text (`light-dark(...)`), which a canvas does not understand.
 */
export function readTheme(element: HTMLElement): Theme {
  const probe = document.createElement('span');
  probe.className = 'fig-label fig-hidden';
  probe.setAttribute('aria-hidden', 'true');
  element.append(probe);
  const style = getComputedStyle(probe);
  const labelFont = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  const color = ([token, fallback]: readonly [string, string]): string => {
    probe.style.setProperty('color', `var(${token}, ${fallback})`);
    return style.color;
  };
  const theme = { masked: color(COLORS.masked), maskedLine: color(COLORS.maskedLine), labelFont };
  probe.remove();
  return theme;
}

/** Calls back when the page's theme or palette changes, by its switches or by the system's; gives the undo. */
export function observeTheme(onChange: () => void): () => void {
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, {
    attributeFilter: ['data-theme', 'data-palette', 'class', 'style'],
  });
  const queries = ['(prefers-color-scheme: dark)', '(forced-colors: active)'].map((query) =>
    matchMedia(query),
  );
  for (const query of queries) query.addEventListener('change', onChange);
  return () => {
    observer.disconnect();
    for (const query of queries) query.removeEventListener('change', onChange);
  };
}
