import { expect, it } from 'vitest';
import { forgetFailures, loadedOnce } from './loadedOnce';

it('is loaded once, and a failure stays until it is forgotten', async () => {
  let asked = 0;
  const load = loadedOnce(async () => {
    asked += 1;
    if (asked === 1) throw new Error('no network');
    return await Promise.resolve(asked);
  });
  const first = load();
  await expect(first).rejects.toThrow('no network');
  expect(load()).toBe(first);
  forgetFailures();
  expect(await load()).toBe(2);
  expect(await load()).toBe(2);
  forgetFailures();
  expect(await load()).toBe(2);
});
