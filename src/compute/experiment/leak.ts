import * as tf from '@tensorflow/tfjs-core';
import type { ModelConfig, Stack } from '../../model/config/types';
import type { Experiment, LeakAnswer, LeakLevels } from '../../model/experiment';
import type { ModelInput } from '../../model/input';
import type { TraceName } from '../../model/traceNames';
import { AppError } from '../../shared/errors';
import { runDonor } from '../patching';
import type { Trace } from '../trace';
import { type ExperimentControl, runOnce, type Specimen } from './specimen';
import { checkIndex } from './outcome';
import { layersOf, stacksOf } from './places';

/**
 * Which activations move when the text does. Both passes have the same shapes and so do the same operations in the same
 * order: what does not depend on the change is the same to the bit, on every backend, and differs by exactly 0.
 */
export async function leak(
  specimen: Specimen,
  { changed }: Extract<Experiment, { kind: 'leak' }>,
  control: ExperimentControl,
): Promise<LeakAnswer> {
  const { config, weights, input, interventions, row } = specimen;
  checkSameShape(input, changed);
  checkIndex('row', row, (input.encoder ?? input.decoder)?.ids.length ?? 0);
  const stacks = stacksOf(config);
  const recorded = new Set(stacks.flatMap((stack) => levelNames(config, stack)));
  const donor = runDonor(config, weights, specimen.donor, interventions);
  const traces: Trace[] = [];
  try {
    for (const [index, text] of [input, changed].entries()) {
      if (index > 0) await control.pause();
      traces.push(runOnce({ ...specimen, input: text }, control, donor, (name) => recorded.has(name)));
      // Only a read ends when the device has computed the pass.
      await traces.at(-1)?.get('head.logits')?.data();
      control.onStep({ kind: 'leak', index, count: 2 });
    }
    const [before, after] = traces;
    if (!before || !after) throw new AppError('internal', 'A leak test needs two runs.');
    const levels: LeakLevels[] = [];
    for (const stack of stacks) {
      const names = levelNames(config, stack);
      const rows = await Promise.all(names.map((name) => largestDifferences(before, after, name, row)));
      levels.push({
        stack,
        names,
        nPositions: rows[0]?.length ?? 0,
        differences: Float32Array.from(rows.flatMap((values) => [...values])),
      });
    }
    const logits = await largestDifferences(before, after, 'head.logits', row);
    return { kind: 'leak', stacks: levels, logits };
  } finally {
    for (const trace of traces) trace.dispose();
    donor?.trace.dispose();
  }
}

/** The embedding, the end of each layer and the end of the stack. */
function levelNames(config: ModelConfig, stack: Stack): readonly TraceName[] {
  return [
    `${stack}.embedding.output`,
    ...layersOf(config, stack).map((layer): TraceName => `${stack}.layers.${layer}.residual.output`),
    `${stack}.output`,
  ];
}

/** [position]: the largest absolute difference over the last axis. */
async function largestDifferences(
  before: Trace,
  after: Trace,
  name: TraceName,
  row: number,
): Promise<Float32Array> {
  const [a, b] = [before.get(name), after.get(name)];
  if (!a || !b) throw new AppError('internal', `${name} was not recorded.`, name);
  const largest = tf.tidy(() => {
    const difference = tf.abs(tf.sub(a, b)); // [batch, position, dModel or vocab]
    return tf.max(tf.slice(difference, [row, 0, 0], [1, -1, -1]), 2); // [1, position]
  });
  try {
    return Float32Array.from(await largest.data());
  } finally {
    largest.dispose();
  }
}

function checkSameShape(input: ModelInput, changed: ModelInput): void {
  for (const stack of ['encoder', 'decoder'] as const) {
    const shapes = [input, changed].map((text) => text[stack]?.ids.map((ids) => ids.length).join());
    if (shapes[0] !== shapes[1]) {
      throw new AppError(
        'invalidInput',
        `${stack}.ids: the changed text needs as many tokens as the text: a leak is a difference at the same position.`,
        `${stack}.ids`,
      );
    }
  }
}
