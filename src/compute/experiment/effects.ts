import type { ModelConfig } from '../../model/config/types';
import type {
  Experiment,
  ExperimentStep,
  HeadEffect,
  HeadEffectsAnswer,
  Outcome,
  SubLayerEffect,
  SubLayerEffectsAnswer,
  WatchedOutput,
} from '../../model/experiment';
import type { Intervention } from '../../model/intervention';
import { attentionName } from '../../model/traceNames';
import { runDonor } from '../patching';
import { type ExperimentControl, outcomeWith, type Specimen } from './specimen';
import { checkWatched } from './outcome';
import { attentionKinds, attentionsOf, layersOf, stacksOf } from './places';

/** A run to make: where its effect belongs, and what is switched off. */
interface Trial<Place> {
  readonly place: Place;
  readonly intervention: Intervention;
}

type Ask<Kind> = Extract<Experiment, { kind: Kind }>;

/** The watched output without each head (ablation: Michel 2019; by the mean: Wang 2022). */
export async function headEffects(
  specimen: Specimen,
  asked: Ask<'headEffects'>,
  control: ExperimentControl,
): Promise<HeadEffectsAnswer> {
  const found = await effectsOf(specimen, asked, headTrials(specimen.config, asked), control, (effect) => ({
    kind: 'headEffects',
    effect,
  }));
  return { kind: 'headEffects', ...found };
}

/** The watched output without each sub-layer, and without each layer. */
export async function subLayerEffects(
  specimen: Specimen,
  asked: Ask<'subLayerEffects'>,
  control: ExperimentControl,
): Promise<SubLayerEffectsAnswer> {
  const trials = subLayerTrials(specimen.config, asked);
  const found = await effectsOf(specimen, asked, trials, control, (effect) => ({
    kind: 'subLayerEffects',
    effect,
  }));
  return { kind: 'subLayerEffects', ...found };
}

function headTrials(
  config: ModelConfig,
  { by }: Ask<'headEffects'>,
): Trial<Omit<HeadEffect, keyof Outcome>>[] {
  return attentionsOf(config).flatMap(({ stack, attention, layer }) =>
    Array.from({ length: config.nHeads }, (_, head) => ({
      place: { stack, attention, layer, head },
      intervention: {
        at: attentionName(stack, layer, attention, 'headOutputs'),
        where: { head },
        change: { kind: by },
      },
    })),
  );
}

function subLayerTrials(
  config: ModelConfig,
  { by }: Ask<'subLayerEffects'>,
): Trial<Omit<SubLayerEffect, keyof Outcome>>[] {
  return stacksOf(config).flatMap((stack) =>
    layersOf(config, stack).flatMap((layer) => [
      ...[...attentionKinds(config, stack), 'feedForward' as const].map(
        (part): Trial<Omit<SubLayerEffect, keyof Outcome>> => ({
          place: { stack, layer, part },
          intervention: { at: `${stack}.layers.${layer}.${part}.output`, change: { kind: by } },
        }),
      ),
      {
        place: { stack, layer, part: 'layer' as const },
        intervention: { at: `${stack}.layers.${layer}.residual.output`, change: { kind: 'bypass' } } as const,
      },
    ]),
  );
}

/** @param told what a step says of an effect */
async function effectsOf<Place extends object>(
  specimen: Specimen,
  watched: WatchedOutput,
  trials: readonly Trial<Place>[],
  control: ExperimentControl,
  told: (effect: Place & Outcome) => EffectOfStep,
): Promise<{ readonly baseline: Outcome; readonly effects: readonly (Place & Outcome)[] }> {
  const { config, weights, input, interventions, row } = specimen;
  checkWatched(config, input, row, watched);
  const donor = runDonor(config, weights, specimen.donor, interventions);
  try {
    const baseline = await outcomeWith(specimen, control, donor, [], watched);
    const effects: (Place & Outcome)[] = [];
    for (const [index, { place, intervention }] of trials.entries()) {
      await control.pause();
      const effect = { ...place, ...(await outcomeWith(specimen, control, donor, [intervention], watched)) };
      effects.push(effect);
      control.onStep({ index, count: trials.length, ...told(effect) });
    }
    return { baseline, effects };
  } finally {
    donor?.trace.dispose();
  }
}

type EffectOfStep =
  | Pick<Extract<ExperimentStep, { kind: 'headEffects' }>, 'kind' | 'effect'>
  | Pick<Extract<ExperimentStep, { kind: 'subLayerEffects' }>, 'kind' | 'effect'>;
