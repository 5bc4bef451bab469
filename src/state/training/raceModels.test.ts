import { describe, expect, it } from 'vitest';
import { presetOf } from '../../model/config/presets';
import { validate } from '../../model/config/validate';
import { countParameters } from '../../model/parameters';
import { createTask } from '../../tasks/registry';
import { exampleOf, fitModel, textsOf } from './fitModel';
import { raceModels, verdictOf } from './raceModels';
import type { TrainingPoint } from './types';

const reverse = () => createTask({ id: 'reverse', sizes: { length: 5, nSymbols: 6 } });

describe('the models of a race', () => {
  it.each(['small', 'medium', 'current'] as const)('are about equally large: %s', async (size) => {
    for (const preset of ['originalTransformer', 'llama', 'bert'] as const) {
      const models = raceModels(presetOf(preset).config, await reverse(), size);
      expect(models.map(({ family }) => family)).toEqual(['encoder-only', 'decoder-only', 'encoder-decoder']);
      const counts = models.map(countParameters);
      expect(Math.max(...counts) / Math.min(...counts)).toBeLessThan(1.02);
      expect(models.flatMap((model) => validate(model))).toEqual([]);
    }
  });
});

describe('a task', () => {
  it('says which variables of the model change', async () => {
    const task = await reverse();
    const { config, changes } = fitModel(presetOf('bert').config, task);
    expect(config).toMatchObject({ vocabSize: 11, contextLength: 13, nSegments: 2 });
    expect(changes.map(({ key, to }) => [key, to])).toEqual([
      ['vocabSize', 11],
      ['contextLength', 13],
    ]);
    expect(fitModel(config, task).changes).toEqual([]);
  });

  it('gives each family an example as the page would read it', async () => {
    const task = await reverse();
    const { first, second } = textsOf(exampleOf(task, 'encoder-only'));
    expect(second?.split(' ').every((word) => word === '[MASK]')).toBe(true);
    expect(second?.split(' ')).toHaveLength(first?.split(' ').length ?? 0);
    const { prompt } = textsOf(exampleOf(task, 'decoder-only'));
    const [input, output] = (prompt ?? '').split(' → ');
    expect(output?.split(' ').reverse().join(' ')).toBe(input);
  });
});

describe('the verdict', () => {
  const history = (...accuracies: readonly number[]): readonly TrainingPoint[] =>
    accuracies.map((accuracy, index) => ({
      step: 10 * (index + 1),
      loss: 1,
      accuracy,
      nTokens: 1,
      milliseconds: 1,
      // The ends of texts are easy; they must not count.
      test: { loss: 0, accuracy: 1, answers: { loss: 1 - accuracy, accuracy } },
    }));
  const limits = { lossFloor: 0, accuracyCeiling: null, chance: 0.1 };

  it('is the best accuracy on unseen examples, and the step that reached it first', () => {
    const verdict = verdictOf([
      { family: 'encoder-only', history: history(0.2, 0.9, 0.9), limits },
      { family: 'decoder-only', history: history(0.1, 0.1), limits: { ...limits, accuracyCeiling: 0.1 } },
    ]);
    expect(verdict?.ranking).toMatchObject([
      { family: 'encoder-only', accuracy: 0.9, step: 20, ceiling: null },
      { family: 'decoder-only', accuracy: 0.1, step: 10, ceiling: 0.1 },
    ]);
    expect(verdict?.equal).toEqual(['encoder-only']);
  });

  it('names all that the test cannot tell apart, the faster first', () => {
    const verdict = verdictOf([
      { family: 'encoder-only', history: history(0.5, 1), limits },
      { family: 'decoder-only', history: history(1), limits },
    ]);
    expect(verdict?.equal).toEqual(['decoder-only', 'encoder-only']);
  });

  it('waits until every family was tested', () => {
    expect(verdictOf([{ family: 'encoder-only', history: [], limits }])).toBeNull();
  });
});
