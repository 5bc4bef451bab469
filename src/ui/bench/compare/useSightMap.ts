import { useMemo, useState } from 'react';
import { selectShown, type Shown } from '../../../state/bench/matched';
import { useOfAll } from '../useOfAll';
import { useToolState } from '../workspace';
import { sightMap } from './sight';
import type { Paired } from './usePaired';

/** Whether the maps mark what only some of the models see; in the link. */
export const MARKS = 'cMarks';
export const MARKS_OFF = 'off';

/** What is marked on the map of a model: [query, key]; null: nothing, or marks are switched off. */
export function useSightMap({ models, shown }: Paired): Uint8Array | null {
  const isOn = useToolState(MARKS) !== MARKS_OFF;
  const all = useOfAll(models, selectShown);
  const [kept] = useState(createKept);
  return useMemo(() => {
    const others = all.filter((other): other is Shown => other !== null && other !== shown);
    return kept(isOn ? sightMap(shown, others) : null);
  }, [kept, isOn, all, shown]);
}

/** The same array for the same marks: a map is painted again when its own are others, not whenever another model has run. */
function createKept(): (map: Uint8Array | null) => Uint8Array | null {
  let last: Uint8Array | null = null;
  return (map) => {
    const before = last;
    const isSame =
      before && map?.length === before.length && map.every((mark, cell) => mark === before[cell]);
    if (!isSame) last = map;
    return last;
  };
}
