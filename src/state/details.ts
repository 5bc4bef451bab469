/** What a view lets its user choose, as a link has it: `name-value.name-value`, without what is as usual. */
const FORM = /^[\w.-]{1,300}$/;

/** Whether a text from a link may be one. A choice in it that the view does not know is as usual. */
export function isDetails(text: string): boolean {
  return FORM.test(text);
}

/** One choice; undefined: it is as usual. */
export function detailIn(details: string | undefined, name: string): string | undefined {
  return details
    ?.split('.')
    .find((part) => part.startsWith(`${name}-`))
    ?.slice(name.length + 1);
}

/** Another head of the same attention, as `layer_head` from 0, that a view subtracts; null: none. */
export function comparedHead(details: string | undefined): Readonly<{ layer: number; head: number }> | null {
  const [, layer, head] = /^(\d{1,3})_(\d{1,3})$/.exec(detailIn(details, 'less') ?? '') ?? [];
  return layer === undefined ? null : { layer: Number(layer), head: Number(head) };
}
