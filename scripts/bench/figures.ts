import type { Page } from 'playwright';

/** Tokens of the texts that figures are measured with. */
export const figureSizes = [32, 128, 512, 2048] as const;
const DRAWS = 5;
const MOVES = 24;

export interface FigureMeasurement {
  readonly kind: string;
  readonly nTokens: number;
  readonly draws: readonly number[];
  readonly longest: readonly number[];
  readonly hovers: readonly number[];
}

/** Draws each figure at each size, some times, and moves a pointer over it; the first drawing is not counted. */
export async function* measureFigures(page: Page): AsyncGenerator<FigureMeasurement> {
  await page.waitForFunction(() => 'measureFigure' in window);
  const kinds = await page.evaluate(() => window.figureKinds);
  for (const kind of kinds) {
    for (const nTokens of figureSizes) {
      const times = [];
      for (let draw = 0; draw <= DRAWS; draw += 1) {
        times.push(
          await page.evaluate(([name, n, moves]) => window.measureFigure(name, n, moves), [
            kind,
            nTokens,
            MOVES,
          ] as const),
        );
      }
      const counted = times.slice(1);
      yield {
        kind,
        nTokens,
        draws: counted.map(({ draw }) => draw),
        longest: counted.map(({ longest }) => longest),
        hovers: counted.flatMap(({ hovers }) => hovers),
      };
    }
  }
}
