import type { Position, RotaryScaling } from '../../model/config/types';
import { unsupported, type ConfigReader } from '../configReader';

type Rotary = Extract<Position, { kind: 'rotary' }>;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** `rope_parameters` (of one kind of layer), or, in older files, `rope_theta` and `rope_scaling`. */
export function rotaryOf(
  reader: ConfigReader,
  usual: { readonly base: number; readonly fraction?: number; readonly layerType?: string },
): Rotary {
  const nested = reader.record('rope_parameters');
  const own = usual.layerType === undefined ? undefined : nested?.[usual.layerType];
  const parameters = isRecord(own) ? own : nested;
  const scaling = parameters ?? reader.record('rope_scaling');
  const number = (record: Readonly<Record<string, unknown>> | null, name: string): number | null => {
    const value = record?.[name];
    return typeof value === 'number' && Number.isFinite(value) ? value : null;
  };
  return {
    kind: 'rotary',
    base: number(parameters, 'rope_theta') ?? reader.number(['rope_theta', 'rotary_emb_base'], usual.base),
    fraction:
      number(parameters, 'partial_rotary_factor') ??
      reader.number(['partial_rotary_factor', 'rotary_pct'], usual.fraction ?? 1),
    pairing: 'halves',
    scaling: scaling && scalingOf(reader, scaling),
    localBase: null,
  };
}

function scalingOf(reader: ConfigReader, scaling: Readonly<Record<string, unknown>>): RotaryScaling | null {
  const named = scaling['rope_type'] ?? scaling['type'] ?? 'default';
  const type = typeof named === 'string' ? named : JSON.stringify(named);
  const number = (name: string, usual?: number): number => {
    const value = scaling[name] ?? usual;
    if (typeof value !== 'number') throw unsupported(`Rotary scaling ${type} needs ${name}.`, 'rope_scaling');
    return value;
  };
  const maximal = (): number => reader.number('max_position_embeddings');
  switch (type) {
    case 'default':
      return null;
    case 'linear':
      return { kind: 'linear', factor: number('factor') };
    case 'dynamic':
      return { kind: 'dynamic', factor: number('factor'), originalContextLength: maximal() };
    case 'llama3':
      return {
        kind: 'llama3',
        factor: number('factor'),
        lowFrequencyFactor: number('low_freq_factor'),
        highFrequencyFactor: number('high_freq_factor'),
        originalContextLength: number('original_max_position_embeddings'),
      };
    case 'yarn': {
      if (scaling['mscale'] !== undefined || scaling['truncate'] === false) {
        throw unsupported('YaRN with mscale or without truncation is not supported.', 'rope_scaling');
      }
      const attentionFactor = scaling['attention_factor'];
      return {
        kind: 'yarn',
        factor: number('factor'),
        betaFast: number('beta_fast', 32),
        betaSlow: number('beta_slow', 1),
        originalContextLength: number('original_max_position_embeddings', maximal()),
        attentionFactor: typeof attentionFactor === 'number' ? attentionFactor : null,
      };
    }
    default:
      throw unsupported(`Rotary scaling of the type ${type} is not supported.`, 'rope_scaling');
  }
}

/** Layers of one type, from `layer_types` or a rule; null where all layers are of that type. */
export function layersOfType(
  reader: ConfigReader,
  type: string,
  nLayers: number,
  rule: (layer: number) => boolean,
): readonly number[] {
  const types = reader.list('layer_types');
  return Array.from({ length: nLayers }, (_, layer) => layer).filter((layer) =>
    types ? types[layer] === type : rule(layer),
  );
}
