import { describe, expect, it } from 'vitest';
import { presetOf, switchFamily } from '../../model/config/presets';
import type { Family } from '../../model/config/types';
import { defaultSizes } from '../../tasks/algorithmic/sizes';
import { algorithmicTasks } from '../../tasks/algorithmic/registry';
import { asBatch, taskWords } from '../../tasks/batch';
import { createTask, taskIds } from '../../tasks/registry';
import { firstMerges } from '../../text/merges';
import { prepare } from '../prepare';
import { initialTexts } from '../slices/text';
import { exampleOf, fitModel, textsOf } from './fitModel';

const families: readonly Family[] = ['encoder-only', 'decoder-only', 'encoder-decoder'];

describe.each(taskIds)('the page reads an example of %s as the training does', (id) => {
  it.each(families)('in a model of the family %s', async (family) => {
    const sizes = algorithmicTasks.find((task) => task.id === id)?.sizes ?? [];
    const task = await createTask({ id, sizes: { ...defaultSizes(sizes) } as Record<string, number> });
    const before = switchFamily(presetOf('originalTransformer').config, family);
    if (!task.families.includes(family)) {
      expect(() => fitModel(before, task)).toThrow(/not for/);
      return;
    }
    const { config, tokenization } = fitModel(before, task);
    expect(fitModel(config, task).changes).toEqual([]);
    for (let seed = 1; seed <= 5; seed += 1) {
      const example = exampleOf(task, family, 'train', seed);
      const { input } = prepare({
        config,
        tokenization,
        texts: { ...initialTexts, ...textsOf(example) },
        merges: firstMerges,
        maskedPositions: [],
        generatedIds: [],
        examples: [],
        batchRow: 0,
      });
      const learned = asBatch([example], taskWords(family, task.vocabulary(family))).input;
      expect(input.encoder?.ids).toEqual(learned.encoder?.ids);
      expect(input.decoder?.ids).toEqual(learned.decoder?.ids);
    }
  });
});
