/** The words of the lines between tokens. */
export const links = {
  whose: 'Lines of',
  heads: { one: 'one head', all: 'all heads' },
  shape: 'Laid out as',
  shapes: { columns: 'columns', arcs: 'arcs' },
  allName: (kind: string, layer: number, nHeads: number) => `${kind}, layer ${layer}, all ${nHeads} heads`,
  reads: 'reads',
  readBy: 'is read by',
  above: 'above: what a token reads',
  below: 'below: who reads it',
  wrapped: (drawn: string) => `${drawn}. Arcs stay in a line of the text; curves lead to another one`,
  readsList: (token: string, list: string) => `${token} reads ${list}`,
  isReadList: (token: string, list: string) => `${token} is read by ${list}`,
  byHead: (weight: string, head: number) => `${weight} (head ${head})`,
  headWeight: (weight: string, head: number) => `${head}: ${weight}`,
  drawn: (threshold: string, shown: string, total: string) =>
    `Weights from ${threshold}; ${shown} of ${total} lines`,
  share: (share: string) => `they carry ${share} of the attention`,
  /** Statements in one line. */
  joined: (statements: readonly string[]) => statements.join('; '),
  toggles: {
    group: 'Heads that are drawn',
    head: 'head',
    name: (head: number) => `Head ${head}`,
    lines: (shown: string, total: string) => `${shown} of ${total} lines`,
    hint: 'Click hides or shows; double-click or Shift + Enter shows it alone',
    alone: (head: number) => `Head ${head} alone.`,
    all: 'All heads.',
  },
  togglesNote:
    'Click a head to hide or show it; double-click it, or press Shift + Enter, to see it alone, and again to see all.',
  dashes: 'From the ninth head on, colours come again with dashes.',
};

export type LinksMessages = typeof links;
