import type { StateCreator } from 'zustand/vanilla';
import type { BeamHypothesis, Engine, GenerateStep, ModelSlot } from '../../engine/engine';
import { type BeamNode, beamPath, MOST_BEAMS } from '../../model/beam';
import type { ModelInput, StackInput } from '../../model/input';
import { appliedInterventions } from '../appliedInterventions';
import { failureOf } from '../failure';
import { tokenizerOf } from '../prepare';
import { selectIsNextToken, selectPrediction, selectPrepared } from '../selectors';
import type { AppState, BeamState, GenerationSlice, GenerationState } from '../types';

const SLOT: ModelSlot = 'A';
const MOST_NEW_TOKENS = 512;
const N_ALTERNATIVES = 8;

const idleGeneration: GenerationState = {
  status: 'idle',
  steps: [],
  nBefore: 0,
  total: 0,
  milliseconds: null,
  failure: null,
};

/** What the decoder writes after the typed text. It ends, and is forgotten, when what it continues changes. */
export function createGenerationSlice(engine: Engine): StateCreator<AppState, [], [], GenerationSlice> {
  return (set, get, store) => {
    let generation: AbortController | null = null;
    /** The ids that were written here; any others were put there by someone else. */
    let own: readonly number[] | null = null;

    const stop = (): void => {
      generation?.abort();
      generation = null;
    };

    store.subscribe((state, before) => {
      const continuesOther =
        state.config !== before.config ||
        state.weights !== before.weights ||
        state.texts !== before.texts ||
        state.tokenization !== before.tokenization ||
        (state.generatedIds !== before.generatedIds && state.generatedIds !== own);
      if (!continuesOther) return;
      stop();
      const { generation: now, beam, shownStep, generatedIds } = state;
      if (now === idleGeneration && beam === null && shownStep === null && generatedIds.length === 0) return;
      own = generatedIds.length === 0 ? generatedIds : [];
      set({ generation: idleGeneration, beam: null, shownStep: null, generatedIds: own });
    });

    /** The written tokens are these now. */
    const write = (steps: readonly GenerateStep[], part: Partial<GenerationState> = {}): void => {
      own = steps.map(({ id }) => id);
      set({ generatedIds: own, generation: { ...get().generation, ...part, steps } });
    };

    /** Writes by hand: whatever is being generated ends. */
    const rewrite = (steps: readonly GenerateStep[], beam: BeamState | null): void => {
      stop();
      set({ beam, shownStep: null, predictionPosition: null });
      write(steps, { ...idleGeneration, nBefore: steps.length });
    };

    /** A piece of writing after what is there, by `work`, which gives its time. */
    const writing = async (
      wanted: number,
      work: (piece: Piece, isCurrent: () => boolean) => Promise<number>,
    ): Promise<void> => {
      stop();
      // A model on its way cannot write.
      if (get().loading !== null) return;
      const controller = new AbortController();
      generation = controller;
      const isCurrent = (): boolean => generation === controller;
      const state = get();
      const { config, weights } = state;
      const { steps: before } = state.generation;
      const input = firstRow(selectPrepared({ ...state, batchRow: 0, shownStep: null }).input);
      const length = input.decoder?.ids[0]?.length ?? 0;
      const total = Math.max(0, Math.min(wanted, config.contextLength - length));
      const endId = tokenizerOf(state).specials.eos;
      const finish = (part: Partial<GenerationState>): void => {
        if (!isCurrent()) return;
        generation = null;
        set({ generation: { ...get().generation, ...part } });
      };
      set({
        generation: {
          ...idleGeneration,
          status: 'running',
          steps: before,
          nBefore: before.length,
          total,
        },
        beam: null,
        shownStep: null,
        predictionPosition: null,
      });
      if (total === 0) {
        finish({ status: 'done' });
        return;
      }
      try {
        const found = appliedInterventions(state);
        // Without any, the model runs in this very turn.
        const applied = found instanceof Promise ? await found : found;
        if (!isCurrent()) return;
        const request = { slot: SLOT, config, weights, input, maxNewTokens: total, endId, ...applied };
        const milliseconds = await work({ request, before, signal: controller.signal }, isCurrent);
        finish({ status: 'done', milliseconds });
      } catch (error) {
        const failure = failureOf(error);
        finish({ status: failure ? 'failed' : 'cancelled', failure });
      }
    };

    const writeTokens = (count: number): Promise<void> =>
      writing(count, async ({ request, before, signal }, isCurrent) => {
        const { sampling, useCache } = get();
        const { milliseconds } = await engine.generate(
          { ...request, sampling, useCache, drawsBefore: before.length },
          (step) => {
            if (!isCurrent()) return;
            write([...get().generation.steps, { ...step, index: before.length + step.index }]);
          },
          { signal },
        );
        return milliseconds;
      });

    const searchBeams = (): Promise<void> =>
      writing(get().maxNewTokens, async ({ request, before, signal }, isCurrent) => {
        const settings = get().beamSettings;
        const begun: BeamState = { settings, base: before, nodes: [], hypotheses: [], taken: null };
        const { nodes, hypotheses, milliseconds } = await engine.beam(
          { ...request, ...settings },
          (step) => {
            if (isCurrent()) set({ beam: { ...begun, nodes: step.nodes } });
          },
          { signal },
        );
        const [best] = hypotheses;
        if (isCurrent() && best) {
          set({ beam: { ...begun, nodes, hypotheses, taken: best.node } });
          write(stepsOf(before, nodes, best));
        }
        return milliseconds;
      });

    return {
      generation: idleGeneration,
      sampling: { kind: 'greedy' },
      maxNewTokens: 16,
      useCache: true,
      shownStep: null,
      decoding: 'tokens',
      beamSettings: { width: 3, alpha: 0.6 },
      beam: null,
      setSampling: (sampling) => set({ sampling }),
      setMaxNewTokens: (count) =>
        set({ maxNewTokens: Math.max(1, Math.min(MOST_NEW_TOKENS, Math.round(count))) }),
      setUseCache: (useCache) => set({ useCache }),
      setDecoding: (decoding) => set({ decoding }),
      setBeamSettings: (settings) => {
        const { width, alpha } = { ...get().beamSettings, ...settings };
        set({
          beamSettings: {
            width: Math.max(1, Math.min(MOST_BEAMS, Math.round(width))),
            alpha: Math.max(0, alpha),
          },
        });
      },
      generate: () => (get().decoding === 'beam' ? searchBeams() : writeTokens(get().maxNewTokens)),
      generateOne: () => writeTokens(1),
      cancelGeneration: () => generation?.abort(),
      showStep: (step) => {
        const last = get().generatedIds.length - 1;
        const shownStep = step === null || step >= last ? null : Math.max(-1, Math.round(step));
        set({ shownStep, predictionPosition: null });
      },
      branchAt: (step, id) => {
        const { steps } = get().generation;
        const old = steps[step];
        if (!old) return;
        const { alternatives, nAllowed } = old;
        const probability = alternatives.find((one) => one.id === id)?.probability;
        if (probability === undefined) return;
        rewrite([...steps.slice(0, step), { index: step, id, probability, alternatives, nAllowed }], null);
      },
      appendPredicted: (id) => {
        const state = get();
        const prediction = selectPrediction(state);
        const chosen = prediction?.entries.find((entry) => entry.id === id);
        if (!prediction || !chosen || !selectIsNextToken(state)) return;
        // What is shown may still belong to what was there before.
        if (state.run.of?.prepared.input !== selectPrepared(state).input) return;
        const { steps } = state.generation;
        const written = state.shownStep === null ? steps : steps.slice(0, state.shownStep + 1);
        const alternatives = prediction.entries
          .slice(0, N_ALTERNATIVES)
          .map((entry) => ({ id: entry.id, probability: entry.probability }));
        const { probability } = chosen;
        const chosenByHand = { index: written.length, id, probability, alternatives, nAllowed: null };
        rewrite([...written, chosenByHand], null);
      },
      takeHypothesis: (node) => {
        const { beam } = get();
        const hypothesis = beam?.hypotheses.find((one) => one.node === node);
        if (beam && hypothesis) rewrite(stepsOf(beam.base, beam.nodes, hypothesis), { ...beam, taken: node });
      },
    };
  };
}

/** What is asked of the engine, after which tokens, and how it can be ended. */
interface Piece {
  readonly request: Omit<Parameters<Engine['beam']>[0], 'width' | 'alpha'>;
  readonly before: readonly GenerateStep[];
  readonly signal: AbortSignal;
}

/** A hypothesis as if it had been written token by token. */
function stepsOf(
  base: readonly GenerateStep[],
  nodes: readonly BeamNode[],
  { node, alternatives }: BeamHypothesis,
): readonly GenerateStep[] {
  const written = beamPath(nodes, node).map(({ id, logProbability, step, parent }): GenerateStep => {
    const before = parent === null ? 0 : (nodes[parent]?.logProbability ?? 0);
    return {
      index: base.length + step,
      id,
      probability: Math.exp(logProbability - before),
      alternatives: alternatives[step] ?? [],
      nAllowed: null,
    };
  });
  return [...base, ...written];
}

/** Generation continues one text: the typed one, without its padding. */
function firstRow({ encoder, decoder }: ModelInput): ModelInput {
  return {
    ...(encoder ? { encoder: withoutPadding(encoder) } : {}),
    ...(decoder ? { decoder: withoutPadding(decoder) } : {}),
  };
}

function withoutPadding({ ids: rows, attentionMask }: StackInput): StackInput {
  const [ids = []] = rows;
  const mask = attentionMask?.[0];
  return { ids: [mask ? ids.filter((_, index) => mask[index] === 1) : ids] };
}
