import type { Messages } from '../../i18n';
import type { Sampling } from '../../model/sampling';
import { NumberBox } from '../controls/NumberBox';
import { Segmented } from '../controls/Segmented';

type Sampled = Extract<Sampling, { kind: 'sample' }>;

/** What sampling starts with: the full distribution. */
const FULL: Sampled = { kind: 'sample', temperature: 1, topK: null, topP: null, seed: 1 };

interface Props {
  readonly messages: Messages;
  readonly sampling: Sampling;
  readonly vocabSize: number;
  readonly onChange: (sampling: Sampling) => void;
}

/** How the next token is chosen. Top-k 0 and top-p 1 cut nothing. */
export function SamplingControls({ messages, sampling, vocabSize, onChange }: Props) {
  const { generate: text } = messages;
  return (
    <>
      <Segmented
        label={text.method}
        value={sampling.kind}
        onChange={(kind) => onChange(kind === 'greedy' ? { kind } : FULL)}
        segments={[
          { value: 'greedy', label: text.methods.greedy },
          { value: 'sample', label: text.methods.sample },
        ]}
      />
      {sampling.kind === 'sample' && (
        <div>
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
            min={0.05}
            max={1}
            step={0.05}
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
      )}
    </>
  );
}
