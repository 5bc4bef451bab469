import type { Strip } from '../../../figures/tensorStrips';
import { originOf } from '../../../model/origins';
import type { VectorPlace } from '../../../model/vectorPlace';
import { type Naming, tokenStack } from './naming';

/** A vector of the chain: where it is, and its numbers. */
export interface ChainVector {
  readonly of: VectorPlace;
  readonly values: Float32Array;
}

/** Vectors that stand together under one heading. */
export interface ChainPart {
  readonly heading: string | null;
  readonly vectors: readonly ChainVector[];
}

/** The vectors of a part of the chain as they are drawn. @param isEnd of the chain, where the stream is joined */
export function chainStrips(naming: Naming, parts: readonly ChainPart[], isEnd: boolean): readonly Strip[] {
  return parts.flatMap(({ heading, vectors }) =>
    vectors.map(({ of, values }, index): Strip => ({
      heading: index === 0 ? heading : null,
      hue: tokenStack(of),
      name: stripName(naming, of, isEnd),
      shape: shapeOf(of, values.length),
      formula: formulaOf(naming, of, isEnd),
      values,
    })),
  );
}

const IN_HEAD: readonly VectorPlace['part'][] = [
  ...(['qProjected', 'qNormed', 'q', 'kProjected', 'kNormed', 'k', 'v', 'z'] as const),
];

/** Whether a vector has the width of a head. */
export const isInHead = ({ part }: VectorPlace): boolean => IN_HEAD.includes(part);

function shapeOf(of: VectorPlace, length: number): string {
  return `${isInHead(of) ? 'dHead' : 'dModel'} = ${length}`;
}

function stripName({ text }: Naming, { part }: VectorPlace, isEnd: boolean): string {
  const { names } = text.strips;
  if (part === 'stream') return isEnd ? names.before : names.stream;
  return part in names ? names[part as keyof typeof names] : part;
}

function formulaOf(naming: Naming, of: VectorPlace, isEnd: boolean): string {
  const { text } = naming;
  const { config } = naming.of;
  const { formulas, names } = text.strips;
  switch (of.part) {
    case 'stream':
      if (of.point !== 'input') return formulas.streamAfter(text.vectors.subLayers.selfAttention);
      return of.layer === 0 ? formulas.embedding : formulas.stream(of.layer + 1);
    case 'stackOutput':
      return formulas.memory;
    case 'output':
      return formulas.heads(config.nHeads, config.bias.attentionOutput);
    case 'after':
      if (config.norm.placement === 'post') return formulas.normed;
      return formulas.added(config.norm.placement === 'both' ? names.outputNorm : names.output);
    case 'headPart':
      return formulas.headPart(of.head + 1);
    case 'z':
      return formulas.weighted;
    default: {
      const origin = originOf(config, of);
      if (origin.kind === 'rotation') return formulas.rotation;
      if (origin.kind === 'linear') {
        const matrix = `W_${of.part.charAt(0).toUpperCase()}`;
        return formulas.linear(stripName(naming, origin.from, isEnd), matrix, config.bias.queryKeyValue);
      }
      return config.norm.kind === 'layerNorm' ? formulas.layerNorm(config.bias.norm) : formulas.rmsNorm;
    }
  }
}
