import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createBackends } from './backends';

/** Lets a kernel of the CPU backend give wrong numbers. */
function breakSoftmax(): () => void {
  const right = tf.getKernel('Softmax', 'cpu');
  tf.unregisterKernel('Softmax', 'cpu');
  tf.registerKernel({
    ...right,
    kernelFunc: () => {
      const shape = [2, 2];
      const zeros = new Float32Array(4);
      return { dataId: tf.backend().write(zeros, shape, 'float32'), shape, dtype: 'float32' };
    },
  });
  return () => {
    tf.unregisterKernel('Softmax', 'cpu');
    tf.registerKernel(right);
  };
}

let repair: () => void = () => undefined;
afterEach(() => {
  repair();
  repair = () => undefined;
  vi.useRealTimers();
});

describe('the choice of a backend', () => {
  it('reports what was chosen and how long its probe took', async () => {
    const backends = createBackends();
    const report = await backends.use('cpu');
    expect(report).toMatchObject({ backend: 'cpu', chosenBy: 'user', halfPrecision: false });
    const [candidate] = report.candidates;
    expect(candidate?.milliseconds).toBeGreaterThan(0);
    expect(backends.expectedMilliseconds(1e9)).toBeGreaterThan(backends.expectedMilliseconds(1e6));
  });

  it('falls back from one that does not start here, and keeps its reason', async () => {
    const report = await createBackends().use('webgpu');
    expect(report.chosenBy).toBe('fallback');
    expect(['wasm', 'cpu']).toContain(report.backend);
    expect(report.candidates.find(({ backend }) => backend === 'webgpu')).toMatchObject({
      milliseconds: null,
    });
    expect(report.candidates.find(({ backend }) => backend === 'webgpu')?.reason).toMatchObject({
      code: 'didNotStart',
      detail: expect.stringMatching(/./),
    });
  });

  it('rejects a backend that gives wrong numbers, and names what was wrong', async () => {
    repair = breakSoftmax();
    const report = await createBackends().use('cpu');
    expect(report.backend).not.toBe('cpu');
    expect(report.candidates.find(({ backend }) => backend === 'cpu')?.reason).toEqual({
      code: 'wrongNumber',
      got: 0,
      expected: 1,
    });
  });

  it('leaves no tensor behind, even of a self-test that failed', async () => {
    await createBackends().use('cpu');
    const before = tf.memory().numTensors;
    await createBackends().use('cpu');
    expect(tf.memory().numTensors).toBe(before);
    repair = breakSoftmax();
    await createBackends().use('cpu');
    expect(tf.memory().numTensors).toBe(before);
  });

  it('compares with no GPU where the user chose', async () => {
    const backends = createBackends();
    await backends.use('cpu');
    expect(await backends.improve()).toBeNull();
  });
});

describe('a backend that is lost', () => {
  it('is started anew twice in a minute; the third time the next one takes its place', async () => {
    const backends = createBackends();
    await backends.use('cpu');
    expect(await backends.recover()).toMatchObject({ backend: 'cpu', chosenBy: 'recovery' });
    expect(await backends.recover()).toMatchObject({ backend: 'cpu' });
    const third = await backends.recover();
    expect(third.backend).toBe('wasm');
    expect(third.candidates.find(({ backend }) => backend === 'cpu')?.reason).toEqual({
      code: 'lostOften',
      times: 3,
    });
  });

  it('is forgiven losses that are long past', async () => {
    const backends = createBackends();
    await backends.use('cpu');
    const now = vi.spyOn(Date, 'now');
    for (let loss = 0; loss < 5; loss += 1) {
      now.mockReturnValue(1e12 + loss * 40_000);
      expect((await backends.recover()).backend).toBe('cpu');
    }
    now.mockRestore();
  });

  it('that never started cannot be recovered', async () => {
    await expect(createBackends().recover()).rejects.toMatchObject({ code: 'backendLost' });
  });
});
