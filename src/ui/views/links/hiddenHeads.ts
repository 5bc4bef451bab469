/** `2_5`: heads 2 and 5; `but_2_5`: all but these; `all`. Heads count from 0. */
const FORM = /^(but_)?(\d{1,3}(?:_\d{1,3})*)$/;

/**
 * Heads whose lines are not drawn, as the link of the view has them.
 * @returns in order; none where it says nothing of the heads that there are
 */
export function hiddenHeads(written: string | undefined, nHeads: number): readonly number[] {
  const heads = Array.from({ length: nHeads }, (_, head) => head);
  if (written === 'all') return heads;
  const [, but, list = ''] = FORM.exec(written ?? '') ?? [];
  const named = new Set(list.split('_').filter(Boolean).map(Number));
  if (!heads.some((head) => named.has(head))) return [];
  return heads.filter((head) => named.has(head) === (but === undefined));
}

/** The shorter way to write them; null: none are hidden, as usual. */
export function writtenHidden(hidden: readonly number[], nHeads: number): string | null {
  if (hidden.length === 0) return null;
  if (hidden.length === nHeads) return 'all';
  if (hidden.length <= nHeads / 2) return hidden.toSorted((a, b) => a - b).join('_');
  const shown = Array.from({ length: nHeads }, (_, head) => head).filter((head) => !hidden.includes(head));
  return `but_${shown.join('_')}`;
}
