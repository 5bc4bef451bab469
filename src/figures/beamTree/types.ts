export type BeamTreeNode = Readonly<{
  /** Its place in the list; parents come before their children. */
  index: number;
  /** null: it comes right after what was read. */
  parent: number | null;
  text: string;
  /** Sum of the log probabilities up to here. */
  logProbability: number;
  step: number;
  isFinished: boolean;
  /** A hypothesis that is finished or still alive goes through it. */
  isKept: boolean;
}>;

/** A finished hypothesis, by its last node, and what it is compared by. */
export type BeamEnd = Readonly<{ node: number; score: number }>;

export type BeamTreeData = Readonly<{
  /** A new array for new nodes: the figure compares by identity. */
  nodes: readonly BeamTreeNode[];
  /** The best first; empty while the search goes on. */
  ends: readonly BeamEnd[];
  /** The last node of the hypothesis that is the written text; null: none. */
  taken: number | null;
  /** The token that the search goes on from. */
  root: string;
}>;

/** What there is to say of a node. */
export type BeamFacts = Readonly<{
  text: string;
  /** Of the token after those before it. */
  probability: number;
  logProbability: number;
  /** Of the hypothesis that ends here: its rank, from 1, among how many, and its score; null: none ends here. */
  end: Readonly<{ rank: number; of: number; score: number; isTaken: boolean }> | null;
  isKept: boolean;
}>;

export type BeamMark = 'best' | 'kept' | 'dropped' | 'finished' | 'taken';

export type BeamLabels = Readonly<{
  figure: string;
  hint: string;
  legend: Readonly<Record<BeamMark, string>>;
  /** Heads of the columns of its table. */
  columns: Readonly<
    Record<
      'node' | 'parent' | 'step' | 'token' | 'probability' | 'logProbability' | 'state' | 'rank' | 'score',
      string
    >
  >;
  /** A log probability or a score. */
  number: (value: number) => string;
  node: (facts: BeamFacts) => string;
  /** Which steps are drawn, counted from 1, where not all are. */
  part: (facts: Readonly<{ from: number; to: number; of: number }>) => string;
  summary: (facts: Readonly<{ nNodes: number; nSteps: number; best: BeamFacts | null }>) => string;
}>;

export type BeamTreeOptions = Readonly<{
  labels: BeamLabels;
  /** The hypothesis that ends at this node is to be the written text. */
  onTake?: (node: number) => void;
}>;
