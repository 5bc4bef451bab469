import type { Experiment, Outcome, PatchedPart, PatchSweepAnswer } from '../../model/experiment';
import type { Stack } from '../../model/config/types';
import type { ModelInput } from '../../model/input';
import type { Intervention } from '../../model/intervention';
import { isPooled } from '../../model/interventionProblem';
import { hasActivation } from '../../model/activations';
import type { TraceName } from '../../model/traceNames';
import { AppError } from '../../shared/errors';
import type { Donor } from '../applyIntervention';
import { checkInterventions } from '../forward';
import { type ExperimentControl, outcomeWith, runOnce, type Specimen } from './specimen';
import { checkWatched, nOutputPositions, readOutcome } from './outcome';
import { layersOf } from './places';

type Asked = Extract<Experiment, { kind: 'patchSweep' }>;

/**
 * The watched output with one activation from another text, for each layer and position (activation patching; causal
 * tracing: Meng 2022, section 2.1).
 */
export async function patchSweep(
  specimen: Specimen,
  asked: Asked,
  control: ExperimentControl,
): Promise<PatchSweepAnswer> {
  const { config, input, interventions, row } = specimen;
  checkWatched(config, input, row, asked);
  checkDonor(specimen, asked);
  const layers = layersOf(config, asked.stack);
  const positions = sharedPositions(asked.stack, input, asked.donor);
  const names = layers.map((layer) => patchedName(asked.stack, layer, asked.at));
  const copied = new Set<TraceName>([
    ...names,
    ...interventions.flatMap(({ at, change }) => (change.kind === 'copy' ? [at] : [])),
  ]);
  const donor: Donor = {
    input: asked.donor,
    trace: runOnce({ ...specimen, input: asked.donor, interventions: [] }, control, null, (name) =>
      copied.has(name),
    ),
  };
  try {
    const ofDonor = await donorOutcome(specimen, asked, donor);
    await control.pause();
    const baseline = await outcomeWith(specimen, control, donor, [], asked);
    const count = layers.length * positions.length;
    const logits = new Float32Array(count);
    const probabilities = new Float32Array(count);
    for (let index = 0; index < count; index += 1) {
      await control.pause();
      const layer = Math.floor(index / positions.length);
      const position = index % positions.length;
      const patch: Intervention = {
        at: patchedName(asked.stack, layer, asked.at),
        where: { query: position },
        change: { kind: 'copy' },
      };
      const outcome = await outcomeWith(specimen, control, donor, [patch], asked);
      logits[index] = outcome.logit;
      probabilities[index] = outcome.probability;
      control.onStep({ kind: 'patchSweep', index, count, effect: { layer, position, ...outcome } });
    }
    return {
      kind: 'patchSweep',
      baseline,
      donor: ofDonor,
      nLayers: layers.length,
      nPositions: positions.length,
      logits,
      probabilities,
    };
  } finally {
    donor.trace.dispose();
  }
}

function patchedName(stack: Stack, layer: number, at: PatchedPart): TraceName {
  return `${stack}.layers.${layer}.${at}.output`;
}

function sharedPositions(stack: Stack, input: ModelInput, donor: ModelInput): readonly number[] {
  const length = Math.min(input[stack]?.ids[0]?.length ?? 0, donor[stack]?.ids[0]?.length ?? 0);
  return Array.from({ length }, (_, position) => position);
}

function checkDonor({ config, input, interventions, donor }: Specimen, { stack, at, ...asked }: Asked): void {
  const first = patchedName(stack, 0, at);
  if (!hasActivation(config, first)) {
    throw new AppError('invalidInput', `${first} does not appear in this model.`, first);
  }
  // A run copies from one text.
  const copies = interventions.some(({ change }) => change.kind === 'copy');
  if (copies && JSON.stringify(donor) !== JSON.stringify(asked.donor)) {
    throw new AppError(
      'invalidInput',
      'The interventions copy from another text than the sweep does; switch them off, or sweep over the same text.',
      'donor',
    );
  }
  const patch: Intervention = { at: first, where: { query: 0 }, change: { kind: 'copy' } };
  checkInterventions(config, [patch], { input, donor: asked.donor });
}

/** The same output of the donor. A donor with one row for all stands for every row. */
async function donorOutcome(
  { config, row }: Specimen,
  asked: Asked,
  { input, trace }: Donor,
): Promise<Outcome | null> {
  if (!isPooled(config) && asked.position >= nOutputPositions(config, input)) return null;
  const nRows = (input.encoder ?? input.decoder)?.ids.length ?? 1;
  return await readOutcome(config, trace, nRows === 1 ? 0 : row, asked);
}
