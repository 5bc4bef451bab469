import * as tf from '@tensorflow/tfjs-core';
import { BackendFailure, detailOf, reasonOf } from './failure';
import { within } from './within';

const N_TIMED = 3;
/** Milliseconds after which a measurement is not repeated. */
const ENOUGH = 100;
/** Multiplications and additions of a timed pass: four layers, feed-forward and attention of 64 tokens. */
export const PROBE_OPERATIONS = 4 * 2 * (2 * 64 * 128 * 512 + 2 * 64 * 64 * 128);

/**
 * Computes a little attention with known answers on the current backend and measures a pass of the size of a small
 * model, its reading included.
 * @param limit milliseconds that the self-test and each pass may take
 * @returns milliseconds of the fastest pass
 * @throws BackendFailure when numbers are wrong or do not come
 */
export async function probe(name: string, limit: number): Promise<number> {
  try {
    await within(limit, selfTest());
    const first = await within(limit, timedPass());
    let best = first;
    let spent = 0;
    // The first pass of a GPU includes the building of its shaders. A slow backend is not worth more looks.
    for (let pass = 0; pass < N_TIMED && spent < ENOUGH; pass += 1) {
      const milliseconds = await within(limit, timedPass());
      best = Math.min(best, milliseconds);
      spent += milliseconds;
    }
    return best;
  } catch (error) {
    const message = `${name} failed its self-test: ${detailOf(error)}`;
    throw new BackendFailure(reasonOf(error, 'failedTest'), message, name);
  }
}

async function selfTest(): Promise<void> {
  const before = tf.memory().numTensors;
  const result = tf.tidy(() => {
    const table = tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2]);
    const rows = tf.gather(table, tf.tensor1d([2, 0], 'int32')); // [[5, 6], [1, 2]]
    const scores = tf.matMul(rows, rows, false, true); // [[61, 17], [17, 5]]
    const masked = tf.add(tf.mul(scores, 0.01), tf.tensor2d([0, -1e9, 0, 0], [2, 2]));
    return tf.concat([tf.softmax(masked), tf.transpose(rows)], 0);
  });
  const values = await result.data();
  result.dispose();
  const share = 1 / (1 + Math.exp(0.05 - 0.17));
  const expected = [1, 0, share, 1 - share, 5, 1, 6, 2];
  const wrong = expected.findIndex((value, index) => !(Math.abs((values[index] ?? NaN) - value) < 1e-3));
  if (wrong !== -1) {
    const [got, right] = [values[wrong] ?? Number.NaN, expected[wrong] ?? Number.NaN];
    const reason = { code: 'wrongNumber', got, expected: right } as const;
    throw new BackendFailure(reason, `it gives ${got} where ${right} is right`);
  }
  if (tf.memory().numTensors !== before) {
    throw new BackendFailure({ code: 'keepsTensors' }, 'it keeps tensors that were freed');
  }
}

async function timedPass(): Promise<number> {
  const started = performance.now();
  const result = tf.tidy(() => {
    let x: tf.Tensor2D = tf.fill([64, 128], 0.01);
    for (let layer = 0; layer < 4; layer += 1) {
      const wide = tf.relu(tf.matMul(x, tf.fill([128, 512], 0.01)));
      x = tf.add(x, tf.matMul(wide, tf.fill([512, 128], 0.01)));
      x = tf.add(x, tf.matMul(tf.softmax(tf.matMul(x, x, false, true)), x));
    }
    return x;
  });
  await result.data();
  result.dispose();
  return performance.now() - started;
}
