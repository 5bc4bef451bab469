import { useCallback, useMemo } from 'react';
import type { InsideMessages } from '../../../i18n/insideMessages';
import { headChain } from '../../../model/headChain';
import type { VectorPlace } from '../../../model/vectorPlace';
import type { Failure, RunSubject } from '../../../state/types';
import { useMessages } from '../../page';
import { useStudy } from '../beyond/useStudy';
import type { ChainPart, ChainVector } from './chainStrips';
import type { HeadRow } from './headRow';
import { type Naming, tokenName, tokenStack } from './naming';

/** The vectors of a head as they are shown. All of it belongs to one run. */
export interface ShownChain {
  readonly naming: Naming;
  /** From the stream to q, and to k and v. */
  readonly start: readonly ChainPart[];
  /** From the head's output to the stream. */
  readonly end: readonly ChainPart[];
}

/** Asks the worker for the vectors of a head at a query and a key. The last ones stay until the next ones are there. */
export function useChain(
  { attention, query, key }: HeadRow,
  text: InsideMessages,
): { readonly chain: ShownChain | null; readonly failure: Failure | null } {
  const { kind, layer, head } = attention.selection;
  const ask = useCallback(
    ({ config }: RunSubject) => {
      const chain = headChain(config, {
        stack: kind === 'encoderSelf' ? 'encoder' : 'decoder',
        attention: kind === 'cross' ? 'crossAttention' : 'selfAttention',
        ...{ layer, head, query, key },
      });
      return { of: [...chain.query, ...chain.key, ...chain.output] };
    },
    [kind, layer, head, query, key],
  );
  const { options } = useMessages();
  const { studied, failure } = useStudy('vectors', ask);
  const chain = useMemo((): ShownChain | null => {
    if (!studied) return null;
    const naming = { text, activations: options.choices, of: studied.of };
    const { vectors } = studied.answer;
    // The answer may be one of before: where q and v end is read off it.
    const after = (part: VectorPlace['part']): number => vectors.findIndex(({ of }) => of.part === part) + 1;
    const [queryEnd, keyEnd] = [after('q'), after('v')];
    const words = text.projections;
    return {
      naming,
      start: [
        partOf(naming, vectors.slice(0, queryEnd), words.ofQuery),
        partOf(
          naming,
          vectors.slice(queryEnd, keyEnd),
          vectors[queryEnd]?.of.part === 'stackOutput' ? words.ofMemory : words.ofKey,
        ),
      ],
      end: [{ heading: null, vectors: vectors.slice(keyEnd) }],
    };
  }, [studied, text, options]);
  return { chain, failure };
}

function partOf(
  naming: Naming,
  vectors: readonly ChainVector[],
  headingOf: (token: string) => string,
): ChainPart {
  const of = vectors[0]?.of;
  return { heading: of ? headingOf(tokenName(naming, tokenStack(of), of.position)) : null, vectors };
}
