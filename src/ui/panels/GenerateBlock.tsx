import { BeamBlock } from '../generation/BeamBlock';
import { DecodingControls } from '../generation/DecodingControls';
import styles from '../generation/generation.module.css';
import { useGenerationMessages, writingOf } from '../generation/useGeneration';
import { WritingButtons } from '../generation/WritingButtons';
import { WrittenTokens } from '../generation/WrittenTokens';
import { NumberBox } from '../controls/NumberBox';
import { Toggle } from '../controls/Toggle';
import { formatMilliseconds } from '../format';
import { useActions, useApp, useMessages } from '../page';
import results from './results.module.css';

const MOST_TOKENS = 256;

/** Lets the decoder write, token by token or by a beam search, and steps through what it wrote. */
export function GenerateBlock() {
  const text = useGenerationMessages();
  const { errors } = useMessages();
  const { setMaxNewTokens, setUseCache } = useActions();
  const writing = useApp(writingOf);
  const isSearch = useApp((state) => state.decoding === 'beam');
  const maxNewTokens = useApp((state) => state.maxNewTokens);
  const useCache = useApp((state) => state.useCache);
  const { status, steps, nBefore, milliseconds, failure } = useApp((state) => state.generation);
  return (
    <div className={results.block}>
      <div className={results.head}>
        <h2>{text.headings[writing]}</h2>
        {status === 'done' && milliseconds !== null && (
          <span className={styles.note}>
            {text.done(steps.length - nBefore, formatMilliseconds(milliseconds))}
          </span>
        )}
      </div>
      <DecodingControls />
      <NumberBox
        label={text.maxNewTokens}
        value={maxNewTokens}
        min={1}
        max={MOST_TOKENS}
        onChange={setMaxNewTokens}
      />
      {!isSearch && <Toggle label={text.useCache} isSelected={useCache} onChange={setUseCache} />}
      <WritingButtons />
      {failure && <p role="alert">{errors[failure.code]}</p>}
      <WrittenTokens />
      <BeamBlock />
    </div>
  );
}
