import type { ArchitectureData } from '../../src/figures/architecture';
import type { MatrixData } from '../../src/figures/attentionMatrix';
import type { BeamTreeData } from '../../src/figures/beamTree';
import type { DistributionData } from '../../src/figures/distribution';
import type { HeadStripData } from '../../src/figures/headStrip';
import type { HeatMapData } from '../../src/figures/heatMap';
import type { RowEditorData } from '../../src/figures/rowEditor';
import type { MaskEditorData } from '../../src/figures/maskEditor';
import type { ScatterData } from '../../src/figures/scatter';
import type { SightMatrixData } from '../../src/figures/sightMatrix';
import type { TensorStripsData } from '../../src/figures/tensorStrips';
import type { LinksData } from '../../src/figures/tokenLinks';
import type { CurvesData } from '../../src/figures/trainingCurves';

/** What a figure was given on the page, once: written by `scripts/record-figures.ts`, which runs the models. */
export type Recorded = Readonly<
  { name: string; model: string; text: string; place: { layer: number; head: number } } & (
    | { figure: 'attentionMatrix'; data: MatrixData }
    | { figure: 'tokenLinks'; data: LinksData }
    | { figure: 'headStrip'; data: HeadStripData }
    | { figure: 'distribution'; data: DistributionData }
    | { figure: 'beamTree'; data: BeamTreeData }
    | { figure: 'trainingCurves'; data: CurvesData }
    | { figure: 'architecture'; data: ArchitectureData }
    | { figure: 'heatMap'; data: HeatMapData }
    | { figure: 'rowEditor'; data: RowEditorData }
    | { figure: 'maskEditor'; data: MaskEditorData }
    | { figure: 'sightMatrix'; data: SightMatrixData }
    | { figure: 'scatter'; data: ScatterData }
    | { figure: 'tensorStrips'; data: TensorStripsData }
  )
>;

/** JSON has no typed arrays: each is written with its kind. A float32 keeps its value with nine digits. */
export function encodeRecorded(recorded: Recorded): string {
  return JSON.stringify(recorded, (_, value: unknown) => {
    if (value instanceof Float32Array)
      return { float32: Array.from(value, (one) => Number(one.toPrecision(9))) };
    return value instanceof Uint8Array ? { uint8: Array.from(value) } : value;
  });
}

export function decodeRecorded(text: string): Recorded {
  return JSON.parse(text, (_, value: unknown) => {
    if (typeof value !== 'object' || value === null) return value;
    if ('float32' in value && Array.isArray(value.float32)) return Float32Array.from(value.float32);
    return 'uint8' in value && Array.isArray(value.uint8) ? Uint8Array.from(value.uint8) : value;
  }) as Recorded;
}
