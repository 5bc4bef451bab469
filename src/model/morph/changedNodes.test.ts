import { describe, expect, it } from 'vitest';
import { presetOf } from '../config/presets';
import { changedNodes } from './changedNodes';
import { type MorphPath, stepsOf } from './paths';

const head = { kind: 'languageModel', tied: true, scale: 1, softCap: null } as const;

/** For each step after the first: what is marked. */
function marks(path: MorphPath): readonly (readonly string[])[] {
  const steps = stepsOf(path, presetOf('originalTransformer').config, { head });
  return steps.slice(1).map(({ config }, index) => {
    const before = steps[index]?.config ?? config;
    return [...changedNodes(before, config)].map(([id, change]) => `${change} ${id}`);
  });
}

describe('the parts that a step marks', () => {
  it('are those that it adds or changes, along the families', () => {
    const [causal, output, memory, cross] = marks('family');
    expect(causal).toEqual(['changed encoder.selfAttention']);
    // The stack is the one that was there, under another name.
    expect(output).toEqual(['new head.output', 'new head.softmax']);
    expect(
      memory?.every((mark) => mark.startsWith('new encoder.') || mark === 'changed decoder.tokenEmbedding'),
    ).toBe(true);
    expect(memory).toContain('new encoder.memory');
    expect(cross).toEqual(['new decoder.crossAttention', 'new decoder.crossAttentionNorm']);
  });

  it('are norms that moved, then the final norm', () => {
    const [pre, final] = marks('norm');
    expect(pre?.length).toBe(5);
    expect(pre?.every((mark) => /^moved .*Norm$/.test(mark))).toBe(true);
    expect(final).toEqual(['new encoder.finalNorm', 'new decoder.finalNorm']);
  });

  it('are the attentions whose keys and values are shared, and the feed-forward blocks', () => {
    for (const step of marks('keyValueHeads'))
      expect(step.every((mark) => /^changed .*Attention$/.test(mark))).toBe(true);
    for (const step of marks('feedForward')) {
      expect(step).toEqual(['changed encoder.feedForward', 'changed decoder.feedForward']);
    }
  });
});
