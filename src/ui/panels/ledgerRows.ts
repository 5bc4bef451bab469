import type { ModelConfig } from '../../model/config/types';
import { type ParameterGroup, formulaOf, parameters, sizeOf } from '../../model/parameters';

/** One kind of parameter: the same matrix in every layer is one row. */
export interface LedgerRow {
  /** Name with the layer's number left out: "encoder.layers.*.selfAttention.q.weight". */
  readonly name: string;
  readonly group: ParameterGroup;
  readonly formula: string;
  /** Layers that have it. */
  readonly copies: number;
  /** Values in all copies together. */
  readonly count: number;
}

/** Every parameter of a configuration, layers taken together, in order of use. */
export function ledgerRows(config: ModelConfig): readonly LedgerRow[] {
  const rows = new Map<string, LedgerRow>();
  for (const spec of parameters(config)) {
    const name = spec.layer === null ? spec.name : spec.name.replace(`.${spec.layer}.`, '.*.');
    const formula = formulaOf(spec);
    const key = `${name} ${formula}`;
    const known = rows.get(key);
    rows.set(key, {
      name,
      group: spec.group,
      formula,
      copies: (known?.copies ?? 0) + 1,
      count: (known?.count ?? 0) + sizeOf(spec),
    });
  }
  return [...rows.values()];
}
