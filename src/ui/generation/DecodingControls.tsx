import { useRef } from 'react';
import { MOST_BEAMS } from '../../model/beam';
import { derive } from '../../model/config/derive';
import type { Sampling } from '../../model/sampling';
import { NumberBox } from '../controls/NumberBox';
import { Segmented } from '../controls/Segmented';
import { useActions, useApp } from '../page';
import styles from './generation.module.css';
import { useGenerationMessages } from './useGeneration';

type Sampled = Extract<Sampling, { kind: 'sample' }>;

/** What sampling starts with: the full distribution. */
const FULL: Sampled = { kind: 'sample', temperature: 1, topK: null, topP: null, seed: 1 };
const MOST_ALPHA = 3;

/** How the decoder chooses: the most probable token, a drawn one, or the best of several hypotheses. */
export function DecodingControls() {
  const text = useGenerationMessages();
  const { setDecoding, setSampling } = useActions();
  const sampling = useApp((state) => state.sampling);
  const decoding = useApp((state) => state.decoding);
  /** So that a look at the other ways does not lose what was set. */
  const lastSampled = useRef(sampling.kind === 'sample' ? sampling : FULL);
  const method = decoding === 'beam' ? 'beam' : sampling.kind;
  const change = (next: Sampled): void => {
    lastSampled.current = next;
    setSampling(next);
  };
  const choose = (next: typeof method): void => {
    setDecoding(next === 'beam' ? 'beam' : 'tokens');
    if (next !== 'beam') setSampling(next === 'greedy' ? { kind: next } : lastSampled.current);
  };
  return (
    <>
      <Segmented
        label={text.method}
        value={method}
        onChange={choose}
        segments={(['greedy', 'sample', 'beam'] as const).map((value) => ({
          value,
          label: text.methods[value],
        }))}
      />
      {method === 'beam' && <BeamControls />}
      {method === 'sample' && sampling.kind === 'sample' && (
        <SamplingControls sampling={sampling} onChange={change} />
      )}
    </>
  );
}

function BeamControls() {
  const text = useGenerationMessages();
  const { setBeamSettings } = useActions();
  const { width, alpha } = useApp((state) => state.beamSettings);
  return (
    <div className={styles.numbers}>
      <NumberBox
        label={text.width}
        value={width}
        min={1}
        max={MOST_BEAMS}
        onChange={(next) => setBeamSettings({ width: next })}
      />
      <NumberBox
        label={text.alpha}
        value={alpha}
        min={0}
        max={MOST_ALPHA}
        step={0.1}
        onChange={(next) => setBeamSettings({ alpha: next })}
      />
      <p className={styles.note}>{text.scoreFormula}</p>
    </div>
  );
}

interface SamplingProps {
  readonly sampling: Sampled;
  readonly onChange: (sampling: Sampled) => void;
}

/** Top-k 0 and top-p 1 cut nothing. */
function SamplingControls({ sampling, onChange }: SamplingProps) {
  const text = useGenerationMessages();
  const vocabSize = useApp((state) => derive(state.config).nOutputs);
  return (
    <div className={styles.numbers}>
      <NumberBox
        label={text.temperature}
        value={sampling.temperature}
        min={0.05}
        max={5}
        step={0.05}
        onChange={(temperature) => onChange({ ...sampling, temperature })}
      />
      <NumberBox
        label={text.topK}
        value={sampling.topK ?? 0}
        min={0}
        max={vocabSize}
        onChange={(topK) => onChange({ ...sampling, topK: topK === 0 ? null : Math.round(topK) })}
      />
      <NumberBox
        label={text.topP}
        value={sampling.topP ?? 1}
        min={0.01}
        max={1}
        step={0.01}
        onChange={(topP) => onChange({ ...sampling, topP: topP >= 1 ? null : topP })}
      />
      <NumberBox
        label={text.seed}
        value={sampling.seed}
        min={0}
        max={4294967295}
        step={1}
        onChange={(seed) => onChange({ ...sampling, seed })}
      />
    </div>
  );
}
