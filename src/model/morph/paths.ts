import { architectureOptions, type OptionId } from '../config/options';
import type { ModelConfig } from '../config/types';
import { validate } from '../config/validate';
import { type LanguageModelHead, familySteps } from './family';

/** The ways along which a model becomes another, one change at a time. */
export const morphPaths = ['family', 'norm', 'position', 'keyValueHeads', 'feedForward'] as const;
export type MorphPath = (typeof morphPaths)[number];

export type StepId =
  | 'bidirectional'
  | 'causal'
  | 'output'
  | 'memory'
  | 'cross'
  | 'postNorm'
  | 'preNorm'
  | 'finalNorm'
  | 'sinusoidal'
  | 'rotary'
  | 'multiHead'
  | 'groupedQuery'
  | 'multiQuery'
  | 'relu'
  | 'silu'
  | 'gate';

export interface MorphStep {
  readonly id: StepId;
  /** The whole model at this step. */
  readonly config: ModelConfig;
}

export interface MorphOptions {
  /** What the decoders of the family path predict with when the model has no such head itself. */
  readonly head: LanguageModelHead;
  /** Steps of the model's own family keep its vocabulary, head and segments, so that its weights fit them. */
  readonly keepsOwn?: boolean;
}

type Choice = readonly [option: OptionId, choice: string];

/** The steps of the other paths as choices of the options panel; each holds for the steps before it too, or is made anew. */
const OPTION_STEPS: Readonly<
  Record<Exclude<MorphPath, 'family'>, readonly (readonly [StepId, readonly Choice[]])[]>
> = {
  norm: [
    ['postNorm', [['normPlacement', 'post']]],
    [
      'preNorm',
      [
        ['normPlacement', 'pre'],
        ['finalNorm', 'no'],
      ],
    ],
    [
      'finalNorm',
      [
        ['normPlacement', 'pre'],
        ['finalNorm', 'yes'],
      ],
    ],
  ],
  position: [
    ['sinusoidal', [['position', 'sinusoidal']]],
    ['rotary', [['position', 'rotary']]],
  ],
  keyValueHeads: [
    ['multiHead', [['keyValueHeads', 'multiHead']]],
    ['groupedQuery', [['keyValueHeads', 'groupedQuery']]],
    ['multiQuery', [['keyValueHeads', 'multiQuery']]],
  ],
  feedForward: [
    [
      'relu',
      [
        ['activation', 'relu'],
        ['gated', 'no'],
      ],
    ],
    [
      'silu',
      [
        ['activation', 'silu'],
        ['gated', 'no'],
      ],
    ],
    [
      'gate',
      [
        ['activation', 'silu'],
        ['gated', 'yes'],
      ],
    ],
  ],
};

/**
 * The steps of a path, made from any model; from any of its own steps a path is the same. Steps that this model cannot
 * take (no groups among two heads, a model that would be too large) are left out; fewer than two are no path.
 */
export function stepsOf(path: MorphPath, base: ModelConfig, options: MorphOptions): readonly MorphStep[] {
  const steps = path === 'family' ? familySteps(base, options) : optionSteps(path, base);
  const possible = steps.filter(({ config }) => validate(config).length === 0);
  return possible.length < 2 ? [] : possible;
}

function optionSteps(path: Exclude<MorphPath, 'family'>, base: ModelConfig): readonly MorphStep[] {
  // A parallel block has no post-norm; along this path both norms stand in the same kind of block.
  const start: ModelConfig = path === 'norm' ? { ...base, block: { kind: 'sequential' } } : base;
  return OPTION_STEPS[path].flatMap(([id, choices]) =>
    choices.every((choice) => isOffered(start, choice))
      ? [{ id, config: choices.reduce(withChoice, start) }]
      : [],
  );
}

function isOffered(config: ModelConfig, [id, choice]: Choice): boolean {
  const option = architectureOptions.find((candidate) => candidate.id === id);
  return option !== undefined && option.applies(config) && (option.offers?.(config, choice) ?? true);
}

function withChoice(config: ModelConfig, [id, choice]: Choice): ModelConfig {
  return architectureOptions.find((candidate) => candidate.id === id)?.apply(config, choice) ?? config;
}
