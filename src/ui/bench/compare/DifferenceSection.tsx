import { useDeferredValue, useMemo } from 'react';
import { type BenchModel, type BenchSlot, benchSlots } from '../../../state/bench/types';
import { Segmented } from '../../controls/Segmented';
import { useSettled } from '../useOfAll';
import { useBench, useToolState } from '../workspace';
import { AttentionDifference } from './AttentionDifference';
import { type Compared, type Pair, selectCompared } from './compared';
import styles from './compare.module.css';
import { Framed } from './Framed';
import { OutputDifference } from './OutputDifference';
import { StreamDifference } from './StreamDifference';
import { useCompareMessages } from './useCompareMessages';

const PARTS = ['attention', 'stream', 'output'] as const;
/** In the link: which two, and what of them. */
const PAIR = 'cPair';
const PART = 'cPart';

const FIGURES = {
  attention: AttentionDifference,
  stream: StreamDifference,
  output: OutputDifference,
} as const;

/** All pairs of models, A less B first. */
function pairsOf(models: readonly BenchModel[]): readonly string[] {
  const slots = benchSlots.filter((slot) => models.some((model) => model.slot === slot));
  return slots.flatMap((slot, index) => slots.slice(index + 1).map((other) => `${slot}${other}`));
}

function ofSlot(
  models: readonly BenchModel[],
  all: readonly Compared[],
  slot: string,
): (Compared & { readonly slot: BenchSlot }) | null {
  const index = models.findIndex((model) => model.slot === slot);
  const [model, compared] = [models[index], all[index]];
  return model && compared ? { ...compared, slot: model.slot } : null;
}

/** One model less another: attention, residual stream, output. Where they cannot be subtracted, it says why. */
export function DifferenceSection({ models }: { readonly models: readonly BenchModel[] }) {
  const { difference: text } = useCompareMessages();
  const { setToolState } = useBench();
  const wantedPair = useToolState(PAIR);
  const wantedPart = useToolState(PART);
  const pairs = pairsOf(models);
  const pair = pairs.includes(wantedPair) ? wantedPair : (pairs[0] ?? '');
  const part = PARTS.find((one) => one === wantedPart) ?? 'attention';
  return (
    <Framed
      title={text.heading}
      choices={
        <>
          {pairs.length > 1 && (
            <Segmented
              label={text.pair}
              size="small"
              value={pair}
              onChange={(value) => setToolState(PAIR, value === pairs[0] ? null : value)}
              segments={pairs.map((value) => ({ value, label: text.minus(value[0] ?? '', value[1] ?? '') }))}
            />
          )}
          <Segmented
            label={text.part}
            size="small"
            value={part}
            onChange={(value) => setToolState(PART, value === 'attention' ? null : value)}
            segments={PARTS.map((value) => ({ value, label: text.parts[value] }))}
          />
        </>
      }
    >
      <Difference models={models} first={pair[0] ?? ''} second={pair[1] ?? ''} part={part} />
    </Framed>
  );
}

interface Props {
  readonly models: readonly BenchModel[];
  /** Slots. */
  readonly first: string;
  readonly second: string;
  readonly part: (typeof PARTS)[number];
}

function Difference({ models, first, second, part }: Props) {
  const { difference: text } = useCompareMessages();
  // Maps are painted first; what is made of all of them comes after.
  const all = useDeferredValue(useSettled(models, selectCompared));
  const pair = useMemo((): Pair | null => {
    const [one, other] = [ofSlot(models, all, first), ofSlot(models, all, second)];
    return one && other ? { first: one, second: other } : null;
  }, [models, all, first, second]);
  const Figure = FIGURES[part];
  return pair ? <Figure pair={pair} /> : <p className={styles.note}>{text.waiting}</p>;
}
