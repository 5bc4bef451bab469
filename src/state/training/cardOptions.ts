import { defaultTraining, type TrainingOptions, trainingRanges } from '../../model/training';

/** How a model card says that its model was trained; what it does not say, or what the page does not offer, is usual. */
export function optionsOf(training: Readonly<Record<string, unknown>>): TrainingOptions {
  const chosen = trainingRanges.flatMap(([key, min, max]) => {
    const value = training[key];
    return typeof value === 'number' && value >= min && value <= max ? [[key, value] as const] : [];
  });
  return { ...defaultTraining, ...Object.fromEntries(chosen) };
}
