// Records what the figures draw, from real runs of the shipped models: `npm run figures -- --record`. Node, one thread.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';
import { createLocalEngine } from '../src/engine/local';
import { beyond } from '../src/i18n/beyond.en';
import { graph } from '../src/model/graph/graph';
import { paintMask } from '../src/model/paintMask';
import type { ShippedId } from '../src/model/shippedIds';
import { rowOfAttention, weightsSet, withLastIntervention } from '../src/state/bench/interventionList';
import { maskedText, maskOf, paintedCells, withMask } from '../src/state/bench/masks';
import { selectShown } from '../src/state/bench/matched';
import { type AppStore, createAppStore } from '../src/state/createAppStore';
import { headWeights } from '../src/ui/headWeights';
import { tokenizerOf } from '../src/state/prepare';
import {
  type AttentionView,
  selectAttention,
  selectPrediction,
  selectPrepared,
} from '../src/state/selectors';
import type { FigureKind } from '../src/state/types';
import { headChain } from '../src/model/headChain';
import { sightMap } from '../src/ui/bench/compare/sight';
import { chainStrips } from '../src/ui/views/head/chainStrips';
import { en } from '../src/i18n/en';
import { inside } from '../src/i18n/inside.en';
import { contributionsMap } from '../src/ui/views/beyond/contributionsMap';
import { encodeRecorded, type Recorded } from '../tests/figures/recorded';
import { startInNode } from '../tests/parity/node';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = join(root, 'tests', 'figures', 'recorded');
const NOTHING = { query: null, key: null, locked: false };
const TRAINING_STEPS = 120;

tf.enableProdMode();
await startInNode('cpu');
mkdirSync(folder, { recursive: true });

function keep(recorded: Recorded): void {
  writeFileSync(join(folder, `${recorded.name}.json`), `${encodeRecorded(recorded)}\n`);
  console.log(`${recorded.name}: ${recorded.model}, “${recorded.text}”`);
}

const storeOf = (): AppStore =>
  createAppStore(createLocalEngine(), { backendChoice: 'cpu' }, async (id) =>
    Uint8Array.from(readFileSync(join(root, 'public', 'models', `${id}.safetensors`))),
  );

/** Until a part of the state is as wanted. */
async function until(
  store: AppStore,
  isSo: (state: ReturnType<AppStore['getState']>) => boolean,
): Promise<void> {
  await new Promise<void>((resolve) => {
    const look = (): void => {
      if (!isSo(store.getState())) return;
      stop();
      resolve();
    };
    const stop = store.subscribe(look);
    look();
  });
}

async function opened(id: ShippedId): Promise<AppStore> {
  const store = storeOf();
  await store.getState().start();
  await store.getState().openShipped(id);
  await until(store, ({ run, config }) => run.status === 'done' && run.of?.config === config);
  return store;
}

/** The shipped model that each attention is shown by. */
const maps: readonly { kind: FigureKind; id: ShippedId }[] = [
  { kind: 'cross', id: 'translator' },
  { kind: 'encoderSelf', id: 'masked-words' },
  { kind: 'decoderSelf', id: 'stories' },
];

for (const { kind, id } of maps) {
  const store = await opened(id);
  store.getState().chooseKind(kind);
  await until(store, (state) => state.run.status === 'done' && selectAttention(state) !== null);
  const view = selectAttention(store.getState());
  if (!view) throw new Error(`${id} has no ${kind}`);
  const { layer, head } = view.selection;
  const [rows, cols] = [view.queries.tokens.length, view.keys.tokens.length];
  const headMap = (index: number): Float32Array =>
    view.weights.slice(index * rows * cols, (index + 1) * rows * cols);
  const text = [...new Set([view.keys, view.queries])]
    .map(({ tokens }) => tokens.map(({ display }) => display).join(' '))
    .join(' / ');
  const grid = {
    weights: headMap(head),
    rows,
    cols,
    masked: view.masked,
    queryTokens: view.queries.tokens.map((token) => ({ text: token.display })),
    keyTokens: view.keys.tokens.map((token) => ({ text: token.display })),
    kind,
    selection: NOTHING,
  };
  const about = { model: id, text, place: { layer, head } };
  keep({ ...about, name: `matrix-${kind}`, figure: 'attentionMatrix', data: grid });
  const { weights, ...tokens } = grid;
  const own = { ...tokens, heads: [{ head, weights }], shape: 'columns' as const };
  keep({ ...about, name: `links-${kind}`, figure: 'tokenLinks', data: own });
  const all = Array.from({ length: view.nHeads }, (_, index) => ({ head: index, weights: headMap(index) }));
  const arcs = { ...tokens, heads: all, shape: 'arcs' as const };
  keep({ ...about, name: `links-of-heads-${kind}`, figure: 'tokenLinks', data: arcs });
  const heads = Array.from({ length: view.nHeads }, (_, index) => ({
    layer,
    head: index,
    weights: headMap(index),
    rows,
    cols,
  }));
  const strip = { maps: heads, masked: view.masked, selectedHead: { layer, head } };
  keep({ ...about, name: `heads-${kind}`, figure: 'headStrip', data: strip });
  const state = store.getState();
  const sizes = {
    batch: 1,
    source: selectPrepared(state).encoder?.tokens.length ?? 0,
    target: selectPrepared(state).decoder?.tokens.length ?? 0,
  };
  const drawing = { graph: graph(state.config, sizes, { encoder: 0, decoder: 0 }), selected: null };
  keep({ ...about, name: `architecture-${state.config.family}`, figure: 'architecture', data: drawing });
  const prediction = selectPrediction(state);
  if (prediction) {
    const { entries, rest, nRest } = prediction;
    const data = {
      entries: entries.map(({ id: token, display, probability }) => ({
        id: token,
        text: display,
        probability,
      })),
      rest,
      nRest,
      selectedId: null,
      stack: kind === 'encoderSelf' ? ('encoder' as const) : ('decoder' as const),
    };
    keep({ ...about, name: `distribution-${kind}`, figure: 'distribution', data });
  }
  if (kind === 'decoderSelf') await recordVectors(store, about);
  if (kind === 'decoderSelf') await recordSight(store, about);
  if (kind === 'decoderSelf') await recordRow(store, about);
  if (kind === 'decoderSelf') await recordMask(store, about);
  if (kind === 'cross') await recordBeyond(store, about);
  if (kind === 'cross') await recordBeam(store);
}
await recordTraining();
process.exit(0);

async function recordBeyond(
  store: AppStore,
  about: Pick<Recorded, 'model' | 'text' | 'place'>,
): Promise<void> {
  const { study, run } = store.getState();
  const position = (run.of?.prepared.decoder?.nTokens ?? 1) - 1;
  const parts = await study({ kind: 'contributions', position, id: null });
  if (parts.kind !== 'contributions') throw new Error('contributions were asked for');
  const map = { ...contributionsMap(parts, 'decoder', beyond.contributions), selection: NOTHING };
  keep({ ...about, name: 'contributions', figure: 'heatMap', data: map });
  const table = await study({ kind: 'embeddings', stack: 'decoder', most: 300 });
  if (table.kind !== 'embeddings') throw new Error('embeddings were asked for');
  const tokenizer = tokenizerOf(store.getState(), 'decoder');
  const points = Array.from(table.ids, (id, index) => ({
    id,
    text: tokenizer.tokenAt(id).display,
    x: table.coordinates[2 * index] ?? 0,
    y: table.coordinates[2 * index + 1] ?? 0,
  }));
  const data = { points, nMarked: table.nOfText, hue: 'decoder' as const, selection: NOTHING };
  keep({ ...about, name: 'embeddings', figure: 'scatter', data });
}

async function recordVectors(
  store: AppStore,
  about: Pick<Recorded, 'model' | 'text' | 'place'>,
): Promise<void> {
  const { study, run } = store.getState();
  const { of } = run;
  if (!of) throw new Error('nothing has run');
  const place = { stack: 'decoder', attention: 'selfAttention', ...about.place, query: 5, key: 4 } as const;
  const chain = headChain(of.config, place);
  const asked = await study({ kind: 'vectors', of: [...chain.query, ...chain.key] });
  if (asked.kind !== 'vectors') throw new Error('vectors were asked for');
  const [ofQuery, ofKey] = [
    asked.vectors.slice(0, chain.query.length),
    asked.vectors.slice(chain.query.length),
  ];
  const parts = [
    { heading: inside.query, vectors: ofQuery },
    { heading: inside.key, vectors: ofKey },
  ];
  const strips = chainStrips({ text: inside, activations: en.options.choices, of }, parts, false);
  const data = { strips, selection: NOTHING, linked: [] };
  keep({ ...about, name: 'vectors', figure: 'tensorStrips', data });
}

/** The same model with a window that looks both ways beside its own causal mask: what only one of the two sees is marked. */
async function recordSight(
  store: AppStore,
  about: Pick<Recorded, 'model' | 'text' | 'place'>,
): Promise<void> {
  const causal = selectShown(store.getState());
  const { config: own } = store.getState();
  const window = withMask(own, 'decoderSelf', {
    kind: 'slidingWindow',
    window: 4,
    causal: false,
  });
  store.setState({ config: window });
  await until(store, ({ run, config }) => run.status === 'done' && run.of?.config === config);
  const shown = selectShown(store.getState());
  if (!causal || !shown) throw new Error('a mask has no attention');
  const { queries, keys, masked, selection, weights } = shown.attention;
  const [rows, cols] = [queries.tokens.length, keys.tokens.length];
  const data = {
    ...{ rows, cols, masked, selection: NOTHING, sight: sightMap(shown, [causal]) },
    weights: weights.slice(selection.head * rows * cols, (selection.head + 1) * rows * cols),
    kind: 'decoderSelf' as const,
    queryTokens: queries.tokens.map(({ display }) => ({ text: display })),
    keyTokens: keys.tokens.map(({ display }) => ({ text: display })),
  };
  keep({ ...about, name: 'sight', figure: 'sightMatrix', data });
  store.setState({ config: own });
  await until(store, ({ run, config }) => run.status === 'done' && run.of?.config === config);
}

/** A row of attention with two weights set, as the model computes it then. */
async function recordRow(store: AppStore, about: Pick<Recorded, 'model' | 'text' | 'place'>): Promise<void> {
  const viewOf = (): AttentionView => {
    const view = selectAttention(store.getState());
    if (!view) throw new Error('the row has no weights');
    return view;
  };
  const query = 9;
  const row = rowOfAttention({ ...viewOf(), selection: { ...viewOf().selection, query } });
  if (!row) throw new Error('there is no such row');
  const { head, pattern } = row;
  const before = viewOf();
  let list: readonly string[] = [];
  for (const [key, weight] of [
    [2, 0.3],
    [4, 0.5],
  ] as const) {
    list = withLastIntervention(list, {
      ...{ at: pattern, where: { head, query, key }, change: { kind: 'edge', weight } },
    });
  }
  store.getState().setInterventions(list);
  await until(store, ({ run }) => run.status === 'done' && run.of?.applied.interventions.length === 2);
  const now = viewOf();
  const cols = now.keys.tokens.length;
  const headMap = ({ weights, nHeads }: AttentionView): Float32Array =>
    headWeights(weights, nHeads)[head] ?? new Float32Array();
  const data = {
    ...{ rows: now.queries.tokens.length, cols, masked: now.masked, kind: 'decoderSelf' as const, query },
    weights: headMap(now),
    before: headMap(before).slice(query * cols, (query + 1) * cols),
    set: weightsSet(list, row, cols),
    queryTokens: now.queries.tokens.map((token) => ({ text: token.display })),
    keyTokens: now.keys.tokens.map((token) => ({ text: token.display })),
    selection: NOTHING,
  };
  keep({ ...about, name: 'row-decoderSelf', figure: 'rowEditor', data });
  store.getState().setInterventions([]);
  await until(store, ({ run }) => run.status === 'done' && run.of?.applied.interventions.length === 0);
}

/** A causal mask with two blocks painted over it: one word reads ahead, and one reads itself alone. */
async function recordMask(store: AppStore, about: Pick<Recorded, 'model' | 'text' | 'place'>): Promise<void> {
  const kind = 'decoderSelf';
  const ahead = [4, 5, 6].map((key) => ({ query: 3, key }));
  const alone = [0, 1, 2, 3].map((key) => ({ query: 4, key }));
  const pattern = paintMask(paintMask(maskOf(store.getState().config, kind), ahead, true), alone, false);
  store.setState({ config: withMask(store.getState().config, kind, pattern) });
  await until(store, ({ run, config }) => run.status === 'done' && run.of?.config === config);
  const view = selectAttention(store.getState());
  if (!view) throw new Error('the painted mask has no attention');
  const { queries, keys, masked, selection } = view;
  const [rows, cols] = [queries.tokens.length, keys.tokens.length];
  const data = {
    ...{ rows, cols, masked, path: [], selection: NOTHING },
    weights: view.weights.slice(selection.head * rows * cols, (selection.head + 1) * rows * cols),
    kind: 'decoderSelf' as const,
    tool: 'cell' as const,
    painted: paintedCells(pattern, maskedText(selectPrepared(store.getState()), kind)),
    padded: new Uint8Array(cols),
    queryTokens: queries.tokens.map(({ display }) => ({ text: display })),
    keyTokens: keys.tokens.map(({ display }) => ({ text: display })),
  };
  keep({ ...about, name: 'mask', figure: 'maskEditor', data });
}

async function recordBeam(store: AppStore): Promise<void> {
  const source = 'she says that the old man bought a red car yesterday.';
  store.getState().setTexts({ source, target: '' });
  store.getState().setDecoding('beam');
  await store.getState().generate();
  const { beam } = store.getState();
  if (!beam) throw new Error('the search left nothing');
  const tokenizer = tokenizerOf(store.getState());
  const nodes = beam.nodes.map((node) => ({ ...node, text: tokenizer.tokenAt(node.id).display }));
  const data = { nodes, ends: beam.hypotheses, taken: beam.taken, root: '<bos>' };
  const about = { model: 'translator', text: source, place: { layer: 0, head: 0 } };
  keep({ ...about, name: 'beam', figure: 'beamTree', data });
}

async function recordTraining(): Promise<void> {
  const store = storeOf();
  await store.getState().start();
  store.getState().choosePreset('originalTransformer');
  store.getState().planTask({ id: 'reverse', sizes: { length: 4, nSymbols: 6 } });
  const training = store.getState().startTraining();
  await until(store, (state) => (state.training?.history.at(-1)?.step ?? 0) >= TRAINING_STEPS);
  await store.getState().pauseTraining();
  await training;
  const made = store.getState().training;
  if (!made) throw new Error('the training left nothing');
  const { history, limits, snapshots } = made;
  const series = [{ id: 'reverse', name: 'reverse', hue: 'cross' as const, points: history, ...limits }];
  const data = { series, marker: snapshots.at(-1) ?? null, snapshots };
  const about = { model: 'original Transformer, in training', text: 'reverse', place: { layer: 0, head: 0 } };
  keep({ ...about, name: 'curves', figure: 'trainingCurves', data });
}
