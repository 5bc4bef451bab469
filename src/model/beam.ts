/** A token of the tree of hypotheses: every one that was ever kept, with what it continues. */
export interface BeamNode {
  /** Its place in the list of nodes; parents come before their children. */
  readonly index: number;
  /** The index of the node that it continues; null: the prompt. */
  readonly parent: number | null;
  readonly id: number;
  /** Sum of the log probabilities from the prompt to here. */
  readonly logProbability: number;
  /** 0: the first token after the prompt. */
  readonly step: number;
  /** Ends with the end token, or with the last token that was allowed. */
  readonly isFinished: boolean;
  /** A hypothesis that is finished or still alive goes through it; the others were dropped. */
  readonly isKept: boolean;
}

export interface BeamSettings {
  /** Hypotheses that live on after each step, 1 … 8. */
  readonly width: number;
  /** How much longer hypotheses are favoured; 0: the sum of the log probabilities decides. */
  readonly alpha: number;
}

export const MOST_BEAMS = 8;

/** The length penalty of Wu et al. 2016 (GNMT), equation 14; the end token counts. */
export function lengthPenalty(length: number, alpha: number): number {
  return ((5 + length) / 6) ** alpha;
}

/** What hypotheses of different lengths are compared by. */
export function normalizedScore(
  { logProbability, step }: Pick<BeamNode, 'logProbability' | 'step'>,
  alpha: number,
): number {
  return logProbability / lengthPenalty(step + 1, alpha);
}

/** The nodes from the prompt to a node. */
export function beamPath(nodes: readonly BeamNode[], index: number): readonly BeamNode[] {
  const path: BeamNode[] = [];
  for (let at: number | null = index; at !== null;) {
    const node: BeamNode | undefined = nodes[at];
    if (!node) break;
    path.push(node);
    at = node.parent;
  }
  return path.reverse();
}
