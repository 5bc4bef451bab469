import type { Axis } from './axes';
import { derive, layerMask, nLayersOf } from './config/derive';
import type { ModelConfig } from './config/types';
import type { ModelInput, StackInput } from './input';
import { copiesMemory, type Intervention } from './intervention';
import { formProblem, type InterventionProblem, textWhereAxis, whereAxis } from './interventionForm';
import { maskWithPadding } from './mask';
import { hasActivation, textAxis, tracePlace } from './activations';
import { traceAxes, type TraceName } from './traceNames';

/** The texts of a run. */
export interface RunTexts {
  readonly input: ModelInput;
  /** The text that is copied from, if there is one. */
  readonly donor?: ModelInput;
}

/**
 * Why an intervention cannot be made in a model; null: it can. Positions are compared with the context only: whether a
 * text is that long, `textProblem` says.
 */
export function interventionProblem(
  config: ModelConfig,
  intervention: Intervention,
): InterventionProblem | null {
  const { at, change } = intervention;
  const form = formProblem(intervention);
  if (form) return form;
  if (!hasActivation(config, at)) return { kind: 'absent', at, why: whyAbsent(config, at) };
  const index = indexProblem(intervention, (axis) => ownCount(config, at, axis));
  if (index) return index;
  if (change.kind === 'copy' && change.position !== undefined && change.position >= config.contextLength) {
    return { kind: 'index', at, axis: 'position', index: change.position, count: config.contextLength };
  }
  return null;
}

/** Why an intervention cannot be made in a run of these texts; null: it can. */
export function textProblem(
  config: ModelConfig,
  intervention: Intervention,
  texts: RunTexts,
): InterventionProblem | null {
  return (
    interventionProblem(config, intervention) ??
    indexProblem(intervention, (axis) => countOf(config, intervention.at, axis, texts.input)) ??
    maskProblem(config, intervention, texts.input) ??
    donorProblem(config, intervention, texts)
  );
}

/** Whether the positions that an intervention names are there yet, in a text that is being written. */
export function isThereYet(config: ModelConfig, intervention: Intervention, input: ModelInput): boolean {
  const problem = indexProblem(intervention, (axis) =>
    axis === 'batch' ? null : countOf(config, intervention.at, axis, input),
  );
  return problem === null;
}

/** The text along the axis of positions, queries or keys of an activation. */
export function textOf(
  config: ModelConfig,
  at: TraceName,
  axis: Axis | undefined,
  input: ModelInput,
): StackInput | undefined {
  const { stack, attention } = tracePlace(at);
  if (axis === 'key' && attention === 'crossAttention') return input.encoder;
  return input[stack ?? derive(config).outputStack];
}

function whyAbsent(config: ModelConfig, at: TraceName): string {
  const { stack, layer } = tracePlace(at);
  const { hasEncoder, hasDecoder } = derive(config);
  if (stack === 'encoder' && !hasEncoder) return 'it has no encoder';
  if (stack === 'decoder' && !hasDecoder) return 'it has no decoder';
  if (stack && layer !== null && layer >= nLayersOf(config, stack)) {
    return `its ${stack} has the layers 0 … ${nLayersOf(config, stack) - 1}`;
  }
  return `a ${config.family} model of this kind has no such part`;
}

/** Indices that are not on their axes. @param count null: whatever there is */
function indexProblem(
  { at, where = {} }: Intervention,
  count: (axis: Axis) => number | null,
): InterventionProblem | null {
  for (const axis of traceAxes(at)) {
    const chosenBy = whereAxis(axis);
    const index = chosenBy ? where[chosenBy] : undefined;
    const length = count(axis);
    if (index !== undefined && length !== null && index >= length) {
      return { kind: 'index', at, axis, index, count: length };
    }
  }
  return null;
}

/** Length of an axis as far as the configuration decides it. */
function ownCount(config: ModelConfig, at: TraceName, axis: Axis): number | null {
  if (axis === 'heads') return config.nHeads;
  if (axis === 'kvHeads') return config.nKvHeads;
  if (axis !== 'position' && axis !== 'query' && axis !== 'key') return null;
  return at === 'head.logits' && isPooled(config) ? 1 : config.contextLength;
}

/** Whether the head reads the whole text at once, so that there is one output. */
export function isPooled({ head }: ModelConfig): boolean {
  return head.kind === 'sequenceClassification' || (head.kind === 'none' && head.pooler);
}

function countOf(config: ModelConfig, at: TraceName, axis: Axis, input: ModelInput): number | null {
  if (axis === 'batch') return (input.encoder ?? input.decoder)?.ids.length ?? 0;
  if (axis !== 'position' && axis !== 'query' && axis !== 'key') return null;
  if (at === 'head.logits' && isPooled(config)) return 1;
  return textOf(config, at, axis, input)?.ids[0]?.length ?? 0;
}

function maskProblem(
  config: ModelConfig,
  { at, where = {}, change }: Intervention,
  input: ModelInput,
): InterventionProblem | null {
  const { query, key, batch } = where;
  if (change.kind !== 'edge' || query === undefined || key === undefined) return null;
  const { stack, layer, attention } = tracePlace(at);
  const keys = textOf(config, at, 'key', input);
  if (stack === null || layer === null || !keys) return null;
  const pattern =
    attention === 'crossAttention' ? config.attention.crossMask : layerMask(config, stack, layer);
  const nKeys = keys.ids[0]?.length ?? 0;
  const rows = batch === undefined ? keys.ids.map((_, row) => row) : [batch];
  const isHidden = rows.some((row) => {
    const isToken = keys.attentionMask?.[row] ?? null;
    return maskWithPadding({ pattern, nQueries: 1, nKeys, firstQuery: query }, isToken)[key] === 1;
  });
  return isHidden ? { kind: 'masked', at, query, key } : null;
}

function donorProblem(
  config: ModelConfig,
  intervention: Intervention,
  { input, donor }: RunTexts,
): InterventionProblem | null {
  const { at, where = {}, change } = intervention;
  if (change.kind !== 'copy') return null;
  if (!donor) return { kind: 'noDonor', at };
  const chosenAxis = textWhereAxis(at);
  const chosen = where[chosenAxis];
  for (const [index, axis] of traceAxes(at).entries()) {
    const count = countOf(config, at, axis, input);
    const there = countOf(config, at, axis, donor);
    if (count === null || there === null) continue;
    if (axis === 'batch') {
      if (there !== count && there !== 1) return { kind: 'donorShape', at, axis, donor: there, count };
    } else if (index === textAxis(at) && chosen !== undefined) {
      const position = change.position ?? chosen;
      if (position >= there)
        return { kind: 'index', at, axis: `${axis} of the other text`, index: position, count: there };
    } else if (there !== count && !copiesMemory(intervention)) {
      return { kind: 'donorShape', at, axis, donor: there, count };
    }
  }
  return null;
}

/** [batch, position]: what is a token (1) and what padding (0) along the text of an activation; null: no padding. */
export function tokensAlong(
  config: ModelConfig,
  at: TraceName,
  input: ModelInput,
): readonly (readonly number[])[] | null {
  return textOf(config, at, traceAxes(at)[textAxis(at)], input)?.attentionMask ?? null;
}
