import { memo, useMemo } from 'react';
import type { BenchModel } from '../../../state/bench/types';
import { figureKinds } from '../../../state/slices/selection';
import type { AppState, FigureKind } from '../../../state/types';
import { Choice } from '../../controls/Choice';
import { Segmented } from '../../controls/Segmented';
import { Toggle } from '../../controls/Toggle';
import { PaletteTool } from '../../exporting/FigureTools';
import { useActions, useApp, useMessages } from '../../page';
import { KIND_TONES } from '../../panels/KindChoice';
import { useBench, useToolState } from '../workspace';
import { useOfAll } from '../useOfAll';
import styles from './compare.module.css';
import { useCompareMessages } from './useCompareMessages';
import { MARKS, MARKS_OFF } from './useSightMap';

/** How the maps are drawn; in the link. */
export const VIEW = 'cView';

const KINDS: readonly FigureKind[] = ['cross', 'encoderSelf', 'decoderSelf'];
const VIEWS = ['matrix', 'links'] as const;
const SCALES = ['linear', 'sqrt'] as const;
const MOST_SEGMENTS = 6;

const selectConfig = (state: AppState): AppState['config'] => state.config;

/** Which attention all models show, and how it is drawn. A model that lacks what is chosen shows what is nearest to it. */
export const PickRow = memo(function PickRow({ models }: { readonly models: readonly BenchModel[] }) {
  const { pick } = useCompareMessages();
  const { figures } = useMessages();
  const { select, setToolState } = useBench();
  const { setScale } = useActions();
  const configs = useOfAll(models, selectConfig);
  const kind = useApp((state) => state.selection.kind);
  const layer = useApp((state) => state.selection.layer);
  const head = useApp((state) => state.selection.head);
  const scale = useApp((state) => state.scale);
  const view = useToolState(VIEW) === 'links' ? 'links' : 'matrix';
  const hasMarks = useToolState(MARKS) !== MARKS_OFF;
  const kinds = KINDS.filter((one) => configs.some((config) => figureKinds(config).includes(one)));
  const shownKind = kinds.includes(kind) ? kind : (kinds[0] ?? kind);
  const nLayers = Math.max(
    ...configs.map((config) =>
      figureKinds(config).includes('encoderSelf') && shownKind === 'encoderSelf'
        ? config.nEncoderLayers
        : Math.max(config.nDecoderLayers, config.family === 'encoder-only' ? config.nEncoderLayers : 0),
    ),
  );
  const nHeads = Math.max(...configs.map((config) => config.nHeads));
  return (
    <div className={styles.pick}>
      {kinds.length > 1 && (
        <Segmented
          label={pick.kind}
          size="small"
          value={shownKind}
          onChange={(value) => select({ kind: value, query: null, key: null })}
          segments={kinds.map((value) => ({
            value,
            label: figures.shortKinds[value],
            tone: KIND_TONES[value],
          }))}
        />
      )}
      <Counted
        label={pick.layer}
        count={nLayers}
        value={layer}
        onChange={(value) => select({ layer: value })}
      />
      <Counted label={pick.head} count={nHeads} value={head} onChange={(value) => select({ head: value })} />
      <Segmented
        label={pick.view}
        size="small"
        value={view}
        onChange={(value) => setToolState(VIEW, value === 'matrix' ? null : value)}
        segments={VIEWS.map((value) => ({ value, label: pick.views[value] }))}
      />
      {view === 'matrix' && (
        <Segmented
          label={pick.scale}
          size="small"
          value={scale}
          onChange={setScale}
          segments={SCALES.map((value) => ({ value, label: figures.scales[value] }))}
        />
      )}
      <PaletteTool />
      {models.length > 1 && view === 'matrix' && (
        <Toggle
          label={pick.marks}
          isSelected={hasMarks}
          onChange={(isOn) => setToolState(MARKS, isOn ? null : MARKS_OFF)}
        />
      )}
    </div>
  );
});

interface CountedProps {
  readonly label: string;
  readonly count: number;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

/** One of so many, counted from 1. */
function Counted({ label, count, value, onChange }: CountedProps) {
  const options = useMemo(
    () => Array.from({ length: count }, (_, index) => ({ value: String(index), label: String(index + 1) })),
    [count],
  );
  const chosen = String(Math.min(value, count - 1));
  const choose = (next: string): void => onChange(Number(next));
  if (count > MOST_SEGMENTS) {
    return <Choice label={label} value={chosen} options={options} onChange={choose} />;
  }
  return (
    <span className={styles.counted}>
      <span aria-hidden>{label}</span>
      <Segmented label={label} size="small" value={chosen} onChange={choose} segments={options} />
    </span>
  );
}
