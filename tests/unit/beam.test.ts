import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readCheckpointFiles, readJsonFile } from '../../src/checkpoint/checkpointFiles';
import { importCheckpoint } from '../../src/checkpoint/importCheckpoint';
import { beamSearch } from '../../src/compute/generate/beam';
import { disposeWeights, uploadWeights } from '../../src/compute/weights';
import { filesOf, startInNode } from '../parity/node';

const folder = join(import.meta.dirname, '../fixtures');

interface Case {
  readonly model: string;
  readonly width: number;
  readonly endId: number | null;
  readonly prompt: readonly number[];
  readonly hypotheses: readonly { readonly ids: readonly number[]; readonly score: number }[];
}

const { cases }: { cases: readonly Case[] } = JSON.parse(readFileSync(join(folder, 'beam.json'), 'utf8'));

describe('beam search agrees with Hugging Face', () => {
  beforeAll(() => startInNode('wasm'));

  it.each(['gpt2', 'bart', 't5'])('%s', async (model) => {
    const files = filesOf(join(folder, model));
    const checkpoint = importCheckpoint(readJsonFile(files, 'config.json'), readCheckpointFiles(files));
    const weights = uploadWeights(checkpoint.config, checkpoint.weights);
    const ofModel = cases.filter((reference) => reference.model === model);
    expect(ofModel).toHaveLength(9);
    try {
      for (const { width, endId, prompt, hypotheses } of ofModel) {
        const text = { ids: [prompt] };
        const input =
          checkpoint.config.family === 'encoder-decoder'
            ? { encoder: text, decoder: { ids: [[checkpoint.decoderStartId ?? 0]] } }
            : { decoder: text };
        const found = await beamSearch(checkpoint.config, weights, input, {
          width,
          endId,
          alpha: 0,
          maxNewTokens: 8,
        });
        const best = found.hypotheses.slice(0, width);
        expect(best.map(({ ids }) => ids)).toEqual(hypotheses.map(({ ids }) => ids));
        best.forEach(({ score }, rank) => expect(score).toBeCloseTo(hypotheses[rank]?.score ?? NaN, 3));
      }
    } finally {
      disposeWeights(weights);
    }
  });
});
