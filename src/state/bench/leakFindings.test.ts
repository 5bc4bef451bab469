import { describe, expect, it } from 'vitest';
import { tinyDecoder, tinyEncoder } from '../../../tests/support/tinyConfig';
import type { ModelConfig, Stack } from '../../model/config/types';
import type { LeakAnswer } from '../../model/experiment';
import { paintMask } from '../../model/paintMask';
import { leakFindings } from './leakFindings';

const N = 4;

/** Query 1 sees key 3, which its causal rule hides; token 3 is changed. */
function painted(config: ModelConfig, field: 'encoderMask' | 'decoderMask'): ModelConfig {
  const mask = paintMask({ kind: 'causal' }, [{ query: 1, key: 3 }], true);
  return { ...config, attention: { ...config.attention, [field]: mask } };
}

function answer(stack: Stack, logits: readonly number[]): LeakAnswer {
  const levels = [
    [0, 0, 0, 0.5],
    [0, 0.25, 0, 0.5],
    [0, 0.125, 0, 0.5],
  ];
  const names = [
    `${stack}.embedding.output`,
    `${stack}.layers.0.residual.output`,
    `${stack}.output`,
  ] as const;
  return {
    kind: 'leak',
    stacks: [{ stack, names, nPositions: N, differences: new Float32Array(levels.flat()) }],
    logits: new Float32Array(logits),
  };
}

const at = (stack: Stack) => [{ stack, position: 3 }, { [stack]: { nPositions: N, isToken: null } }] as const;

describe('a leak', () => {
  it('is as large as its logits moved, where every position has some', () => {
    const config = painted(tinyDecoder, 'decoderMask');
    const { leaks } = leakFindings(config, answer('decoder', [0, 0.75, 0, 2]), ...at('decoder'));
    expect(leaks).toHaveLength(1);
    expect(leaks[0]).toMatchObject({ stack: 'decoder', position: 1, difference: 0.75, at: 'logits' });
    expect(leaks[0]?.path.at(-1)).toMatchObject({ query: 1, key: 3 });
  });

  it('is as large as the end of its stack moved, where the head reads the whole text', () => {
    const config = painted(tinyEncoder, 'encoderMask');
    const { leaks } = leakFindings(config, answer('encoder', [2]), ...at('encoder'));
    expect(leaks[0]).toMatchObject({ stack: 'encoder', position: 1, difference: 0.125, at: 'end' });
  });
});
