import type { Rect } from './types';

const DIRECTIONS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

/** The box that an arrow key leads to: the nearest on that side, sideways distance counting twice; null: none. */
export function walk<T extends Rect>(boxes: readonly T[], from: T, key: string): T | null {
  const direction = DIRECTIONS[key];
  if (!direction) return null;
  const [dx, dy] = direction;
  let best: { box: T; cost: number } | null = null;
  for (const box of boxes) {
    if (box === from) continue;
    const x = box.x + box.width / 2 - from.x - from.width / 2;
    const y = box.y + box.height / 2 - from.y - from.height / 2;
    const along = x * dx + y * dy;
    if (along <= 1) continue;
    const cost = along + 2 * Math.abs(x * dy - y * dx);
    if (best === null || cost < best.cost) best = { box, cost };
  }
  return best?.box ?? null;
}
