import { useState } from 'react';
import type { BackendName } from '../../../engine/engine';
import type { ModelConfig } from '../../../model/config/types';
import { useApp } from '../../page';

interface Measured {
  readonly config: ModelConfig;
  readonly backend: BackendName;
  readonly milliseconds: number;
}

/** Milliseconds of the fastest pass of this model that was seen on this backend: the first ones warm it up. */
export function useFastestPass(): number | null {
  const { of, result } = useApp((state) => state.run);
  const [best, setBest] = useState<Measured | null>(null);
  if (of && result) {
    const { backend, milliseconds } = result;
    const isSame = best?.config === of.config && best.backend === backend;
    if (!isSame || milliseconds < best.milliseconds) setBest({ config: of.config, backend, milliseconds });
  }
  return best?.milliseconds ?? null;
}
