import { derive, nLayersOf } from '../../model/config/derive';
import type { ModelConfig, Stack } from '../../model/config/types';
import type { AttentionPlace } from '../../model/study';

/** The stacks of a model, in the order in which they compute. */
export function stacksOf(config: ModelConfig): readonly Stack[] {
  const { hasEncoder, hasDecoder } = derive(config);
  return (['encoder', 'decoder'] as const).filter((stack) => (stack === 'encoder' ? hasEncoder : hasDecoder));
}

/** The layers of a stack from the first. */
export function layersOf(config: ModelConfig, stack: Stack): readonly number[] {
  return Array.from({ length: nLayersOf(config, stack) }, (_, layer) => layer);
}

/** Every attention of a model, in the order in which they compute. */
export function attentionsOf(config: ModelConfig): readonly AttentionPlace[] {
  return stacksOf(config).flatMap((stack) =>
    layersOf(config, stack).flatMap((layer) =>
      attentionKinds(config, stack).map((attention) => ({ stack, attention, layer })),
    ),
  );
}

export function attentionKinds(config: ModelConfig, stack: Stack): readonly AttentionPlace['attention'][] {
  return stack === 'decoder' && derive(config).hasCross
    ? ['selfAttention', 'crossAttention']
    : ['selfAttention'];
}
