/** F1 of whole entities: right only with the right words and the right kind (CoNLL-2003, Tjong Kim Sang 2003). */
export function entityF1(
  wanted: readonly (readonly string[])[],
  found: readonly (readonly string[])[],
): { readonly f1: number; readonly nWanted: number } {
  let nWanted = 0;
  let nFound = 0;
  let nRight = 0;
  wanted.forEach((labels, row) => {
    const right = new Set(entitiesOf(labels));
    const answered = entitiesOf(found[row] ?? []);
    nWanted += right.size;
    nFound += answered.length;
    nRight += answered.filter((entity) => right.has(entity)).length;
  });
  return { f1: (2 * nRight) / (nWanted + nFound), nWanted };
}

/** Kind and place of each entity, as text: "PERSON 3 4". An I- that continues nothing begins an entity. */
function entitiesOf(labels: readonly string[]): string[] {
  const entities: string[] = [];
  let kind: string | null = null;
  let start = 0;
  [...labels, 'O'].forEach((label, position) => {
    const [place, next = null] = label.split('-');
    if (kind !== null && (place !== 'I' || next !== kind)) {
      entities.push(`${kind} ${start} ${position - 1}`);
      kind = null;
    }
    if (place === 'B' || (place === 'I' && kind === null)) {
      kind = next;
      start = position;
    }
  });
  return entities;
}
