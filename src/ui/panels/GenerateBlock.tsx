import { Square, WandSparkles } from 'lucide-react';
import { Button, ProgressBar } from 'react-aria-components';
import { derive } from '../../model/config/derive';
import controls from '../controls/controls.module.css';
import { NumberBox } from '../controls/NumberBox';
import { classes } from '../controls/classes';
import { Toggle } from '../controls/Toggle';
import { formatMilliseconds } from '../format';
import { useActions, useApp, useMessages } from '../page';
import { selectPrepared } from '../../state/selectors';
import { GeneratedTokens } from './GeneratedTokens';
import { SamplingControls } from './SamplingControls';
import styles from './results.module.css';

const MOST_TOKENS = 256;

/** Lets the decoder write on. */
export function GenerateBlock() {
  const messages = useMessages();
  const { generate: text } = messages;
  const actions = useActions();
  const sampling = useApp((state) => state.sampling);
  const vocabSize = useApp((state) => derive(state.config).nOutputs);
  const maxNewTokens = useApp((state) => state.maxNewTokens);
  const useCache = useApp((state) => state.useCache);
  const { status, steps, total, milliseconds, failure } = useApp((state) => state.generation);
  const isFull = useApp(
    (state) => (selectPrepared(state).decoder?.nTokens ?? 0) >= state.config.contextLength,
  );
  const isRunning = status === 'running';
  return (
    <div className={styles.block}>
      <div className={styles.head}>
        <h2>{text.heading}</h2>
        {status === 'done' && milliseconds !== null && (
          <span className={styles.note}>{text.done(steps.length, formatMilliseconds(milliseconds))}</span>
        )}
      </div>
      <SamplingControls
        messages={messages}
        sampling={sampling}
        vocabSize={vocabSize}
        onChange={actions.setSampling}
      />
      <NumberBox
        label={text.maxNewTokens}
        value={maxNewTokens}
        min={1}
        max={MOST_TOKENS}
        onChange={actions.setMaxNewTokens}
      />
      <Toggle label={text.useCache} isSelected={useCache} onChange={actions.setUseCache} />
      <div className={styles.actions}>
        {isRunning ? (
          <>
            <Button className={controls.button ?? ''} onPress={actions.cancelGeneration}>
              <Square size={13} aria-hidden /> {text.cancel}
            </Button>
            <ProgressBar
              aria-label={text.heading}
              value={steps.length}
              maxValue={total}
              className={styles.progress ?? ''}
            >
              {({ percentage }) => (
                <>
                  <span>{text.progress(steps.length, total)}</span>
                  <span className={styles.progressTrack}>
                    <span style={{ width: `${percentage ?? 0}%` }} />
                  </span>
                </>
              )}
            </ProgressBar>
          </>
        ) : (
          <Button
            className={classes(controls.button, controls.primary)}
            isDisabled={isFull}
            onPress={() => void actions.generate()}
          >
            <WandSparkles size={15} aria-hidden /> {text.start}
          </Button>
        )}
      </div>
      {isFull && !isRunning && <p className={styles.note}>{text.full}</p>}
      {failure && <p role="alert">{messages.errors[failure.code]}</p>}
      <GeneratedTokens />
    </div>
  );
}
