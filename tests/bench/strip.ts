import { mountHeadStrip } from '../../src/figures/headStrip';
import { pictureOn } from '../../src/figures/shared/paintGrid';
import { causalWeights } from './figures';

declare global {
  interface Window {
    /** Draws all heads of all layers once. @returns milliseconds until the last of them is painted */
    drawStrip: (nLayers: number, nHeads: number, nTokens: number) => Promise<number>;
  }
}

const nextFrame = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => resolve()));

window.drawStrip = async (nLayers, nHeads, nTokens) => {
  const element = document.createElement('div');
  element.style.width = '1000px';
  document.body.append(element);
  const maps = Array.from({ length: nLayers * nHeads }, (_, index) => ({
    layer: Math.floor(index / nHeads),
    head: index % nHeads,
    weights: causalWeights(nTokens, index),
    rows: nTokens,
    cols: nTokens,
  }));
  const figure = mountHeadStrip(element, {
    labels: {
      figure: 'heads',
      head: ({ layer, head }) => `${layer} ${head}`,
      layerCaption: String,
      headCaption: String,
      columns: { head: 'head', query: 'query', key: 'key', value: 'weight' },
    },
  });
  await nextFrame();
  const started = performance.now();
  figure.update({ maps, masked: null, selectedHead: null });
  // Reading pixels back would be a part of what is measured.
  const painted = (): boolean => {
    const canvases = [...element.querySelectorAll('canvas')];
    return canvases.length === maps.length && canvases.every((canvas) => pictureOn(canvas) !== null);
  };
  while (!painted()) await nextFrame();
  const milliseconds = performance.now() - started;
  figure.destroy();
  element.remove();
  return milliseconds;
};
