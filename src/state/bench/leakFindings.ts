import { derive } from '../../model/config/derive';
import type { ModelConfig, Stack } from '../../model/config/types';
import type { LeakAnswer } from '../../model/experiment';
import { mayAttend } from '../../model/mask';
import {
  type ChangedToken,
  type Reach,
  reach,
  reachPath,
  type ReachStep,
  type ReachTexts,
  withoutPainting,
} from '../../model/reach';

/** A position that the rules of the masks protect, and that moved. */
export interface Leak {
  readonly stack: Stack;
  readonly position: number;
  /** How far it moved: its logits, where it has some, else the end of its stack. */
  readonly difference: number;
  readonly at: 'logits' | 'end';
  /** The reads by which the change came, the first first. */
  readonly path: readonly ReachStep[];
}

/** One stack: how far each position moved at each level, and what of that the rules do not allow. */
export interface StackFindings {
  readonly stack: Stack;
  readonly nPositions: number;
  /** Of embedding, layers and the end of the stack. */
  readonly nLevels: number;
  /** [level, position] */
  readonly differences: Float32Array;
  /** [level, position]: 1 = the rules protect it. */
  readonly isProtected: Uint8Array;
}

export interface LeakFindings {
  readonly stacks: readonly StackFindings[];
  readonly outputStack: Stack;
  /** [position], or one value where the head reads the whole text. */
  readonly logits: Float32Array;
  /** As many as the logits: 1 = the rules protect it. */
  readonly protectedLogits: Uint8Array;
  readonly leaks: readonly Leak[];
}

/** What a leak test says beside what the rules of the masks promise, and by which cells it came otherwise. */
export function leakFindings(
  config: ModelConfig,
  answer: LeakAnswer,
  changed: ChangedToken,
  texts: ReachTexts,
): LeakFindings {
  const now = reach(config, changed, texts);
  const byRule = reach(withoutPainting(config), changed, texts);
  const stacks = answer.stacks.map(({ stack, names, nPositions, differences }): StackFindings => {
    const levels = levelsOf(byRule, stack);
    const isProtected = new Uint8Array(names.length * nPositions).map((_, index) => {
      // The end of the stack is its last layer, perhaps normalised.
      const level = levels[Math.min(Math.floor(index / nPositions), levels.length - 1)];
      return level?.[index % nPositions] === 1 ? 0 : 1;
    });
    return { stack, nPositions, nLevels: names.length, differences, isProtected };
  });
  const isPainted = (step: ReachStep): boolean => isPaintedCell(config, step);
  const { outputStack } = derive(config);
  const protectedLogits = byRule.logits.map((mayMove) => 1 - mayMove);
  const leaks = stacks.flatMap(({ stack, nPositions, nLevels, differences, isProtected }) => {
    // The same numbers as the sentence about the output has, wherever each position has an output.
    const hasLogits = stack === outputStack && answer.logits.length === nPositions;
    const last = (nLevels - 1) * nPositions;
    const [moved, guarded] = hasLogits
      ? [answer.logits, protectedLogits]
      : [differences.subarray(last), isProtected.subarray(last)];
    return Array.from({ length: nPositions }, (_, position): Leak | null => {
      const difference = moved[position] ?? 0;
      if (guarded[position] !== 1 || difference === 0) return null;
      const path = reachPath(config, now, { stack, position }, texts, isPainted) ?? [];
      return { stack, position, difference, at: hasLogits ? 'logits' : 'end', path };
    }).filter((leak) => leak !== null);
  });
  return { stacks, outputStack, logits: answer.logits, protectedLogits, leaks };
}

function levelsOf({ stacks }: Reach, stack: Stack): readonly Uint8Array[] {
  return stacks.find((one) => one.stack === stack)?.levels ?? [];
}

/** Whether a read is one that was painted over the rule. */
export function isPaintedCell({ attention }: ModelConfig, step: ReachStep): boolean {
  const pattern =
    step.attention === 'crossAttention'
      ? attention.crossMask
      : step.stack === 'encoder'
        ? attention.encoderMask
        : attention.decoderMask;
  return pattern.kind === 'custom' && !mayAttend(pattern.base, step.query, step.key);
}

/** How far the outputs moved, in numbers for a sentence. */
export interface LeakNumbers {
  readonly nPositions: number;
  /** Exactly 0. */
  readonly nStill: number;
  readonly nBefore: number;
  /** Whether the positions that stay still are all those before the changed token, and no others. */
  readonly stillAreBefore: boolean;
  readonly largest: number;
}

export function leakNumbers({ logits, outputStack }: LeakFindings, changed: ChangedToken): LeakNumbers {
  const values = Array.from(logits);
  const nStill = values.filter((value) => value === 0).length;
  const nBefore = changed.stack === outputStack && values.length > 1 ? changed.position : 0;
  const stillAreBefore = nStill === nBefore && values.slice(0, nBefore).every((value) => value === 0);
  const largest = values.reduce((most, value) => Math.max(most, value), 0);
  return { nPositions: values.length, nStill, nBefore, stillAreBefore, largest };
}
