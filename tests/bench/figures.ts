import { SEEN_ELSEWHERE } from '../../src/figures/sightMatrix';
import { maskWithPadding } from '../../src/model/mask';
import { graph } from '../../src/model/graph/graph';
import { presetOf } from '../../src/model/config/presets';
import { mountRecorded } from '../figures/mount';
import type { Recorded } from '../figures/recorded';

export interface FigureTimes {
  /** Milliseconds of work until everything is painted, over as many frames as it takes. */
  readonly draw: number;
  /** The longest that one of these frames kept the page waiting. */
  readonly longest: number;
  /** For each move of the pointer: its event, the frame that follows, and the layout that it causes. */
  readonly hovers: readonly number[];
}

declare global {
  interface Window {
    readonly figureKinds: readonly string[];
    measureFigure: (kind: string, nTokens: number, nMoves: number) => Promise<FigureTimes>;
  }
}

const about = { name: 'bench', model: 'none', text: '', place: { layer: 0, head: 0 } };
const selection = { query: null, key: null, locked: false };

/** Attention weights of a causal head, so that the picture has something to draw. */
export function causalWeights(nTokens: number, seed: number): Float32Array {
  const weights = new Float32Array(nTokens * nTokens);
  for (let query = 0; query < nTokens; query += 1) {
    let sum = 0;
    for (let key = 0; key <= query; key += 1) sum += (1 + Math.sin(seed + query * 7 + key * 13)) ** 4;
    for (let key = 0; key <= query; key += 1) {
      weights[query * nTokens + key] = (1 + Math.sin(seed + query * 7 + key * 13)) ** 4 / sum;
    }
  }
  return weights;
}

const maskOf = (n: number): Uint8Array =>
  maskWithPadding({ pattern: { kind: 'causal' }, nQueries: n, nKeys: n, firstQuery: 0 }, null);

function gridOf(n: number) {
  const tokens = Array.from({ length: n }, (_, index) => ({ text: `token${index % 97}` }));
  const sides = { rows: n, cols: n, queryTokens: tokens, keyTokens: tokens };
  return {
    ...sides,
    weights: causalWeights(n, 1),
    masked: maskOf(n),
    kind: 'decoderSelf',
    selection,
  } as const;
}

/** What each figure draws for a text of so many tokens; training curves have a step for each, a search writes them. */
const makers: Readonly<Record<Recorded['figure'], (n: number) => Recorded>> = {
  attentionMatrix: (n) => ({ ...about, figure: 'attentionMatrix', data: gridOf(n) }),
  maskEditor: (n) => {
    const painted = Uint8Array.from({ length: n * n }, (_, index) => (index % 7 === 0 ? 1 : 0));
    const data = { ...gridOf(n), tool: 'cell', path: [], painted, padded: new Uint8Array(n) } as const;
    return { ...about, figure: 'maskEditor', data };
  },
  sightMatrix: (n) => {
    // Beside a full mask: all that the causal one hides.
    const sight = Uint8Array.from({ length: n * n }, (_, index) =>
      index % n > Math.floor(index / n) ? SEEN_ELSEWHERE : 0,
    );
    return { ...about, figure: 'sightMatrix', data: { ...gridOf(n), sight } };
  },
  tokenLinks: (n) => {
    const { weights, ...grid } = gridOf(n);
    return {
      ...about,
      figure: 'tokenLinks',
      data: { ...grid, heads: [{ head: 0, weights }], shape: 'columns' },
    };
  },
  headStrip: (n) => {
    const maps = [0, 1, 2, 3].map((head) => ({
      layer: 0,
      head,
      weights: causalWeights(n, head),
      rows: n,
      cols: n,
    }));
    return { ...about, figure: 'headStrip', data: { maps, masked: maskOf(n), selectedHead: null } };
  },
  distribution: (n) => {
    const entries = Array.from({ length: 10 }, (_, id) => ({
      id,
      text: `token${id}`,
      probability: 1 / (id + 3) ** 2,
    }));
    const data = { entries, rest: 0.5, nRest: n, selectedId: null, stack: 'decoder' } as const;
    return { ...about, figure: 'distribution', data };
  },
  heatMap: (n) => {
    const cols = Array.from({ length: 13 }, (_, layer) => ({ text: `L${layer}` }));
    const values = Float32Array.from({ length: n * 13 }, (_, index) => Math.sin(index * 0.37) ** 2);
    const data = {
      rows: Array.from({ length: n }, (_, index) => ({ text: `token${index}` })),
      cols,
      values,
      absent: null,
      texts: Array.from(values, (value) => value.toFixed(2)),
      bars: { values: values.slice(0, n), high: 1 },
      scale: { kind: 'sequential', low: 0, high: 1 } as const,
      selection,
    };
    return { ...about, figure: 'heatMap', data };
  },
  rowEditor: (n) => {
    const grid = gridOf(n);
    const query = n - 1;
    const before = grid.weights.slice(query * n);
    return {
      ...about,
      figure: 'rowEditor',
      data: { ...grid, query, before, set: Array.from(before, () => null) },
    };
  },
  scatter: (n) => {
    const points = Array.from({ length: n + 500 }, (_, id) => ({
      id,
      text: `token${id}`,
      x: Math.sin(id * 1.7),
      y: Math.cos(id * 0.9) * Math.sin(id),
    }));
    return { ...about, figure: 'scatter', data: { points, nMarked: n, hue: 'decoder', selection } };
  },
  tensorStrips: (n) => {
    // The sizes of a vector do not grow with a text: n is the width of the model here.
    const strip = (name: string, length: number) => ({
      ...{ heading: null, name, shape: `dModel = ${length}`, formula: 'x W + b' },
      values: Float32Array.from({ length }, (_, index) => Math.sin(index * 0.37 + name.length)),
    });
    const strips = [...'abcdefgh'].map((name, index) => strip(name, index < 4 ? n : Math.ceil(n / 8)));
    return { ...about, figure: 'tensorStrips', data: { strips, selection, linked: [] } };
  },
  beamTree: (n) => {
    const width = 3;
    const nodes = Array.from({ length: n * width }, (_, index) => {
      const step = Math.floor(index / width);
      const parent = step === 0 ? null : (step - 1) * width + (index % width);
      const logProbability = -0.1 * (step + 1) - (index % width);
      return {
        index,
        parent,
        text: `token${index % 97}`,
        logProbability,
        step,
        isFinished: step === n - 1,
        isKept: true,
      };
    });
    const last = (n - 1) * width;
    const ends = [0, 1, 2].map((rank) => ({ node: last + rank, score: -rank }));
    return { ...about, figure: 'beamTree', data: { nodes, ends, taken: last, root: '<bos>' } };
  },
  trainingCurves: (n) => {
    const points = Array.from({ length: n }, (_, index) => ({
      step: index + 1,
      loss: 3 / (1 + index / 20) + 0.1 * Math.sin(index),
      accuracy: 1 - 1 / (1 + index / 20),
      test: index % 10 === 0 ? { loss: 3 / (1 + index / 20), accuracy: 0.5 } : null,
    }));
    const limits = { lossFloor: 0.1, accuracyCeiling: null, chance: 0.1 };
    const series = [{ id: 'a', name: 'a', hue: 'decoder' as const, points, ...limits }];
    return { ...about, figure: 'trainingCurves', data: { series, marker: n, snapshots: [1, n] } };
  },
  architecture: (n) => {
    const { config } = presetOf('originalTransformer');
    const drawn = graph(config, { batch: 1, source: n, target: n }, { encoder: 0, decoder: 0 });
    return { ...about, figure: 'architecture', data: { graph: drawn, selected: null } };
  },
};

/** All work that is asked for in animation frames, timed: a figure draws there, when the browser is ready. */
const frames = { total: 0, longest: 0, pending: 0 };
const request = window.requestAnimationFrame.bind(window);
function timedRequest(work: FrameRequestCallback): number {
  frames.pending += 1;
  return request((time) => {
    const started = performance.now();
    work(time);
    document.body.getBoundingClientRect();
    const spent = performance.now() - started;
    frames.pending -= 1;
    frames.total += spent;
    frames.longest = Math.max(frames.longest, spent);
  });
}

const nextFrame = (): Promise<void> => new Promise((resolve) => request(() => resolve()));

async function untilPainted(): Promise<void> {
  do await nextFrame();
  while (frames.pending > 0);
}

function reset(): void {
  Object.assign(frames, { total: 0, longest: 0 });
}

const kinds = Object.keys(makers) as Recorded['figure'][];
Object.assign(window, { figureKinds: kinds });

window.measureFigure = async (kind, nTokens, nMoves) => {
  const figure = kinds.find((one) => one === kind);
  if (!figure) throw new Error(`there is no figure ${kind}`);
  const recorded = makers[figure](nTokens);
  const element = document.createElement('div');
  element.style.width = '640px';
  element.style.height = '640px';
  document.body.append(element);
  await nextFrame();
  window.requestAnimationFrame = timedRequest;
  try {
    reset();
    const started = performance.now();
    const shown = mountRecorded(element, recorded);
    element.getBoundingClientRect();
    const mounting = performance.now() - started;
    await untilPainted();
    const draw = mounting + frames.total;
    const longest = Math.max(mounting, frames.longest);
    const hovers: number[] = [];
    const stage =
      element.querySelector<HTMLElement>('.fig-stage, .fig-curves-stage') ?? element.firstElementChild;
    const box = stage?.getBoundingClientRect() ?? element.getBoundingClientRect();
    for (let move = 0; move < nMoves; move += 1) {
      // Across the figure and down it: tokens stand at its sides, cells in its middle.
      const clientX = box.left + Math.min(box.width, 640) * ([0.16, 0.5, 0.8][move % 3] ?? 0.5);
      const clientY = box.top + Math.min(box.height, 640) * (0.2 + (0.7 * ((move * 7) % nMoves)) / nMoves);
      const target = document.elementFromPoint(clientX, clientY) ?? stage ?? element;
      reset();
      const began = performance.now();
      target.dispatchEvent(new PointerEvent('pointerover', { clientX, clientY, bubbles: true }));
      target.dispatchEvent(new PointerEvent('pointermove', { clientX, clientY, bubbles: true }));
      const handling = performance.now() - began;
      await untilPainted();
      hovers.push(handling + frames.total);
    }
    shown.destroy();
    return { draw, longest, hovers };
  } finally {
    window.requestAnimationFrame = request;
    element.remove();
  }
};
