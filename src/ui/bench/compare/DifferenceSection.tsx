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
  slot: string | undefined,
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
  // Maps are painted first; what is made of all of them comes after.
  const all = useDeferredValue(useSettled(models, selectCompared));
  const pairs = pairsOf(models);
  const pair = pairs.includes(wantedPair) ? wantedPair : (pairs[0] ?? '');
  const part = PARTS.find((one) => one === wantedPart) ?? 'attention';
  const made = useMemo((): Pair | null => {
    const [first, second] = [ofSlot(models, all, pair[0]), ofSlot(models, all, pair[1])];
    return first && second ? { first, second } : null;
  }, [models, all, pair]);
  const Figure = FIGURES[part];
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
      {made ? <Figure pair={made} /> : <p className={styles.note}>{text.waiting}</p>}
    </Framed>
  );
}
