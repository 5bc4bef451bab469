import { mountArchitecture } from '../../src/figures/architecture';
import { mountAttentionMatrix } from '../../src/figures/attentionMatrix';
import { type BeamLabels, mountBeamTree } from '../../src/figures/beamTree';
import { mountDistribution } from '../../src/figures/distribution';
import { mountHeadStrip } from '../../src/figures/headStrip';
import { mountHeatMap } from '../../src/figures/heatMap';
import { mountRowEditor, type RowEditorData } from '../../src/figures/rowEditor';
import { cellsOf, type MaskEditorData, mountMaskEditor, type Stroke } from '../../src/figures/maskEditor';
import { mountScatter, type ScatterLabels } from '../../src/figures/scatter';
import type { Cell, Selection } from '../../src/figures/shared/selection';
import type { Figure } from '../../src/figures/shared/figure';
import { mountSightMatrix } from '../../src/figures/sightMatrix';
import { mountTensorStrips } from '../../src/figures/tensorStrips';
import { type LinksData, mountTokenLinks } from '../../src/figures/tokenLinks';
import { type CurvesLabels, mountTrainingCurves } from '../../src/figures/trainingCurves';
import { benchCompare } from '../../src/i18n/benchCompare.en';
import { benchInterventions } from '../../src/i18n/benchInterventions.en';
import { benchMasks } from '../../src/i18n/benchMasks.en';
import { beyond } from '../../src/i18n/beyond.en';
import { en } from '../../src/i18n/en';
import { links } from '../../src/i18n/links.en';
import { generation } from '../../src/i18n/generation.en';
import { inside } from '../../src/i18n/inside.en';
import { training } from '../../src/i18n/training.en';
import { maskLabels } from '../../src/ui/bench/masks/maskLabels';
import { architectureLabels } from '../../src/ui/architectureLabels';
import { rowLabels } from '../../src/ui/bench/interventions/rowLabels';
import { matrixLabels, stripLabels } from '../../src/ui/figureLabels';
import { formatInteger, formatPercent, formatScore } from '../../src/ui/format';
import { linksLabels } from '../../src/ui/views/links/linksLabels';
import { formatValue, heatLabels } from '../../src/ui/views/beyond/labels';
import { stripLabels as vectorLabels } from '../../src/ui/views/head/stripLabels';
import { edgeRow } from '../support/edgeRow';
import type { Recorded } from './recorded';

/** A figure without its data, which it has been given. */
export type Shown = Pick<Figure<unknown>, 'table' | 'destroy'>;

/** What a page that uses the figures has to do for them: hold the lock, and give it back with the data. */
function withLock<Data extends { readonly selection: Selection }>(
  data: Data,
  mount: (onLock: (cell: Cell | null) => void) => Figure<Data>,
): Shown {
  const figure = mount((cell) => figure.update({ ...data, selection: locked(cell) }));
  return given(figure, data);
}

function locked(cell: Cell | null): Selection {
  return { query: cell?.query ?? null, key: cell?.key ?? null, locked: cell !== null };
}

/** A mask after a stroke of the brush. Without a model the weights stay as they were recorded. */
function painted(data: MaskEditorData, { rects, shows }: Stroke): MaskEditorData {
  const masked = Uint8Array.from(data.masked ?? new Uint8Array(data.rows * data.cols));
  const changed = Uint8Array.from(data.painted);
  for (const { query, key } of cellsOf(rects, data)) {
    const index = query * data.cols + key;
    if (masked[index] === (shows ? 0 : 1)) continue;
    masked[index] = shows ? 0 : 1;
    changed[index] = changed[index] === 1 ? 0 : 1;
  }
  return { ...data, masked, painted: changed };
}

function given<Data>(figure: Figure<Data>, data: Data): Shown {
  figure.update(data);
  return figure;
}

/** Mounts the figure of a recording, with the words of the page, and gives it what was recorded. */
export function mountRecorded(element: HTMLElement, recorded: Recorded): Shown {
  const { place } = recorded;
  switch (recorded.figure) {
    case 'attentionMatrix': {
      const labels = matrixLabels(en, { ...place, kind: recorded.data.kind });
      return withLock(recorded.data, (onLock) =>
        mountAttentionMatrix(element, { labels, scale: 'sqrt', onLock }),
      );
    }
    case 'tokenLinks': {
      let { data } = recorded;
      const labels = linksLabels(en, links, { ...place, kind: data.kind }, data.heads.length);
      const give = (more: Partial<LinksData>): void => {
        data = { ...data, ...more };
        figure.update(data);
      };
      const figure = mountTokenLinks(element, {
        labels,
        onLock: (cell) => give({ selection: locked(cell) }),
        onHide: (hidden) => give({ hidden }),
      });
      return given(figure, data);
    }
    case 'headStrip': {
      const { data } = recorded;
      const strip = mountHeadStrip(element, {
        labels: stripLabels(en),
        scale: 'sqrt',
        onPick: (selectedHead) => strip.update({ ...data, selectedHead }),
      });
      return given(strip, data);
    }
    case 'distribution':
      return given(mountDistribution(element, { labels: distributionLabels }), recorded.data);
    case 'beamTree': {
      const { data } = recorded;
      const onTake = (taken: number): void => tree.update({ ...data, taken });
      const tree = mountBeamTree(element, { labels: beamLabels, onTake });
      return given(tree, data);
    }
    case 'trainingCurves': {
      const { data } = recorded;
      const onMove = (marker: number): void => curves.update({ ...data, marker });
      const curves = mountTrainingCurves(element, { labels: curvesLabels, onMove });
      return given(curves, data);
    }
    case 'architecture':
      return given(mountArchitecture(element, { labels: architectureLabels(en) }), recorded.data);
    case 'heatMap':
      return withLock(recorded.data, (onLock) =>
        mountHeatMap(element, { labels: contributionLabels, onLock }),
      );
    case 'rowEditor': {
      let { data } = recorded;
      const { query, kind, queryTokens } = data;
      const text = queryTokens[query]?.text ?? '';
      const editor = mountRowEditor(element, {
        labels: rowLabels(en, benchInterventions.row, { ...place, kind }, text),
        onLock: (cell) => become({ ...data, selection: locked(cell) }),
        onSet: (key, weight) => become(withWeight(data, key, weight)),
      });
      const become = (next: RowEditorData): void => {
        data = next;
        editor.update(data);
      };
      return given(editor, data);
    }
    case 'maskEditor': {
      let { data } = recorded;
      const labels = maskLabels(en, benchMasks, { ...place, kind: data.kind });
      const editor = mountMaskEditor(element, {
        ...{ labels, scale: 'sqrt' },
        onLock: (cell) => become({ ...data, selection: locked(cell) }),
        onStroke: (stroke) => become(painted(data, stroke)),
      });
      const become = (next: MaskEditorData): void => {
        data = next;
        editor.update(data);
      };
      return given(editor, data);
    }
    case 'sightMatrix': {
      const { data } = recorded;
      const labels = {
        ...matrixLabels(en, { ...place, kind: data.kind }),
        ...benchCompare.sight.marks(['A']),
      };
      return withLock(data, (onLock) => mountSightMatrix(element, { labels, scale: 'sqrt', onLock }));
    }
    case 'scatter':
      return withLock(recorded.data, (onLock) => mountScatter(element, { labels: scatterLabels, onLock }));
    case 'tensorStrips': {
      const labels = vectorLabels(inside, inside.projections.title, [en.figures.sqrtScale]);
      return withLock(recorded.data, (onLock) => mountTensorStrips(element, { labels, onLock }));
    }
  }
}

/** No model runs here: a recorded row goes on by the rule that the model follows. */
function withWeight(data: RowEditorData, key: number, weight: number): RowEditorData {
  const { query, cols, keyTokens, masked, set } = data;
  const row = Array.from(data.weights.subarray(query * cols, (query + 1) * cols));
  const hidden = keyTokens.map((_, index) => masked?.[query * cols + index] === 1);
  const weights = data.weights.slice();
  weights.set(edgeRow(row, hidden, key, weight), query * cols);
  return { ...data, weights, set: set.with(key, weight) };
}

const contributionLabels = heatLabels(beyond, {
  figure: en.figures.views.contributions,
  rowAxis: beyond.contributions.rows,
  columnAxis: beyond.contributions.columns,
  legend: beyond.contributions.legend,
  words: beyond.contributions.words,
});

const scatterLabels: ScatterLabels = {
  ...beyond.embeddings,
  xAxis: beyond.embeddings.columns.x,
  yAxis: beyond.embeddings.columns.y,
  marked: beyond.embeddings.ofText,
  point: ({ text, id, x, y }) => beyond.embeddings.point(text, id, formatValue(x), formatValue(y)),
  summary: ({ nMarked, all }) => beyond.embeddings.summary(nMarked, all),
  columns: {
    ...beyond.embeddings.columns,
    text: beyond.embeddings.columns.token,
    marked: beyond.embeddings.columns.inText,
  },
};

const distributionLabels = {
  figure: en.results.distribution,
  percent: formatPercent,
  tick: (probability: number) => `${Number((probability * 100).toPrecision(2))} %`,
  entry: (entry: { readonly text: string; readonly probability: number }) =>
    `${entry.text}: ${formatPercent(entry.probability)}`,
  rest: (nRest: number) => en.results.rest(formatInteger(nRest)),
  columns: en.results.columns,
};

const beamLabels: BeamLabels = {
  figure: generation.tree,
  hint: generation.treeHint,
  legend: generation.legend,
  columns: generation.columns,
  number: formatScore,
  node: ({ text, probability, logProbability, isKept }) =>
    generation.node({
      token: text,
      percent: formatPercent(probability),
      logProbability: formatScore(logProbability),
      isKept,
    }),
  part: ({ from, to, of }) => `Drawn: steps ${from} to ${to} of ${of}`,
  summary: ({ nNodes, nSteps }) => generation.treeSummary(nNodes, nSteps),
};

const curvesLabels: CurvesLabels = {
  ...training.curves,
  loss: (value) => value.toFixed(3),
  accuracy: formatPercent,
  reading: (step, values) => training.curves.reading(formatInteger(step), values.join('; ')),
  values: ({ name, loss, accuracy, test }) =>
    training.curves.values(name, loss, accuracy) + (test === null ? '' : training.curves.test(test)),
};
