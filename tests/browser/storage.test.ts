import { afterEach, describe, expect, it, vi } from 'vitest';
import { createKeptModels } from '../../src/state/keptModels';
import { createSavedTrainings, type SavedTraining } from '../../src/state/training/savedTraining';

const bytes = (length: number): Uint8Array => Uint8Array.from({ length }, (_, index) => index % 251);

afterEach(() => {
  vi.restoreAllMocks();
});

describe('a model that is kept in the browser', () => {
  it('is listed, read back to the byte, and deleted', async () => {
    const kept = createKeptModels();
    await kept.keep('kept:1', 'mine', bytes(1000));
    expect((await kept.list()).find(({ id }) => id === 'kept:1')).toMatchObject({
      name: 'mine',
      bytes: 1000,
    });
    // Another page sees it too.
    expect(await createKeptModels().read('kept:1')).toEqual(bytes(1000));
    await kept.remove('kept:1');
    expect(await kept.read('kept:1')).toBeNull();
  });

  it('is refused with a way out when the browser has no room, and the others stay', async () => {
    const kept = createKeptModels();
    await kept.keep('kept:2', 'small', bytes(10));
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    await expect(kept.keep('kept:3', 'large', bytes(3_000_000))).rejects.toMatchObject({
      code: 'storageFull',
      message: expect.stringMatching(/3 MB/) as string,
    });
    expect((await kept.list()).map(({ id }) => id)).toEqual(['kept:2']);
    vi.restoreAllMocks();
    await kept.remove('kept:2');
  });
});

describe('the training that an earlier page has left', () => {
  const training = (step: number): SavedTraining => ({
    record: { id: 'training-1', stepsDone: step } as SavedTraining['record'],
    state: { step, values: Float32Array.of(step), mean: Float32Array.of(1), square: Float32Array.of(2) },
  });

  it('is the newest that was saved, with its vectors', async () => {
    const saved = createSavedTrainings();
    await saved.save(training(20));
    await saved.save(training(40));
    const next = createSavedTrainings();
    expect(await next.read()).toEqual(training(40));
    await next.remove();
    expect(await saved.read()).toBeNull();
  });

  it('is still the one before when a newer one has no room', async () => {
    const saved = createSavedTrainings();
    await saved.save(training(20));
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    await expect(saved.save(training(40))).rejects.toThrow();
    vi.restoreAllMocks();
    expect(await saved.read()).toEqual(training(20));
    await saved.remove();
  });
});
