import { readCheckpointFiles, readJsonFile } from '../../src/checkpoint/checkpointFiles';
import { type Checkpoint, importCheckpoint } from '../../src/checkpoint/importCheckpoint';
import { forwardWithDonor } from '../../src/compute/patching';
import { disposeWeights, uploadWeights } from '../../src/compute/weights';
import type { ModelInput } from '../../src/model/input';
import type { Intervention } from '../../src/model/intervention';
import { parseIntervention } from '../../src/model/interventionSchema';
import { isTraceName, type TraceName } from '../../src/model/traceNames';
import { largestDifference } from '../support/onBackend';
import type { CaseFiles } from './caseFiles';

type Inputs = Readonly<Record<'input_ids' | 'attention_mask' | 'decoder_input_ids', number[][] | undefined>>;

export interface InterventionCase {
  readonly name: string;
  readonly inputs: Inputs;
  readonly donor?: Inputs;
  readonly interventions: readonly unknown[];
  /** Of each position, every so many. */
  readonly logits: readonly number[];
  readonly pattern?: { readonly at: string; readonly values: readonly number[] };
}

export interface InterventionReference {
  readonly stride: number;
  readonly cases: readonly InterventionCase[];
}

export interface InterventionResult {
  readonly name: string;
  /** Largest difference of a logit over max(1, largest expected one). */
  readonly logits: number;
  /** Largest difference of a weight; null: the case has none. */
  readonly pattern: number | null;
}

/** Runs every case of a model on tfjs's current backend. */
export async function runInterventionCases(
  files: CaseFiles,
  reference: InterventionReference,
): Promise<InterventionResult[]> {
  const checkpoint = importCheckpoint(readJsonFile(files, 'config.json'), readCheckpointFiles(files));
  const weights = uploadWeights(checkpoint.config, checkpoint.weights);
  try {
    const results: InterventionResult[] = [];
    for (const one of reference.cases) {
      const at = one.pattern ? nameOf(one.pattern.at) : null;
      const trace = forwardWithDonor(
        checkpoint.config,
        weights,
        inputOf(one.inputs, checkpoint),
        one.donor && inputOf(one.donor, checkpoint),
        { interventions: one.interventions.map(interventionOf), record: (name) => name === at },
      );
      try {
        const logits = trace.get('head.logits');
        const [, length = 0, nOutputs = 0] = logits?.shape ?? [];
        const isCompared = (index: number): boolean =>
          (index % nOutputs) % reference.stride === 0 &&
          isToken(one.inputs, Math.floor(index / nOutputs), length);
        const found = ((await logits?.data()) ?? []).filter((_, index) => isCompared(index));
        const perPosition = Math.ceil(nOutputs / reference.stride);
        const wanted = one.logits.filter((_, index) =>
          isToken(one.inputs, Math.floor(index / perPosition), length),
        );
        const scale = wanted.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1);
        results.push({
          name: one.name,
          logits: largestDifference(found, wanted) / scale,
          pattern:
            at && one.pattern
              ? largestDifference((await trace.get(at)?.data()) ?? [], one.pattern.values)
              : null,
        });
      } finally {
        trace.dispose();
      }
    }
    return results;
  } finally {
    disposeWeights(weights);
  }
}

/** Values at padded positions are not defined. */
function isToken(
  { attention_mask: mask, decoder_input_ids: target }: Inputs,
  place: number,
  length: number,
): boolean {
  return target !== undefined || mask?.[Math.floor(place / length)]?.[place % length] !== 0;
}

function interventionOf(value: unknown): Intervention {
  const intervention = parseIntervention(value);
  if (!intervention) throw new Error(`${JSON.stringify(value)} is not an intervention`);
  return intervention;
}

function nameOf(text: string): TraceName {
  if (!isTraceName(text)) throw new Error(`${text} is not an activation`);
  return text;
}

function inputOf(inputs: Inputs, { config }: Checkpoint): ModelInput {
  const { input_ids: ids = [], attention_mask: attentionMask, decoder_input_ids: target } = inputs;
  const text = attentionMask ? { ids, attentionMask } : { ids };
  if (config.family === 'encoder-only') return { encoder: text };
  return target ? { encoder: text, decoder: { ids: target } } : { decoder: text };
}
