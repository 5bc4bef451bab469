import { useMemo } from 'react';
import { Button } from 'react-aria-components';
import { alignTokens } from '../../../analysis/alignTokens';
import controls from '../../controls/controls.module.css';
import { Toggle } from '../../controls/Toggle';
import { formatMilliseconds } from '../../format';
import { useBench, useToolState } from '../workspace';
import styles from './interventions.module.css';
import { useFastestPass } from './useFastestPass';
import { useWriting } from './useWriting';
import { useWords } from './words';
import { MOST_TOKENS, type Written } from './writeBoth';

/** Text whose passes take no longer, in milliseconds, is written after each change unless that is switched off. */
const SOON = 1000;

/** What the model writes without and with its interventions, after each change or when asked to. */
export function Writing() {
  const words = useWords().writing;
  const { setToolState } = useBench();
  const wanted = useToolState('writeEach');
  const pass = useFastestPass();
  // With interventions each token takes a pass.
  const isFast = pass !== null && pass * MOST_TOKENS <= SOON;
  const isEach = wanted === 'on' || (wanted !== 'off' && isFast);
  const { written, nTokens, failure, isCurrent, write, stop } = useWriting(isEach);
  const differences = useMemo(() => written && differencesOf(written), [written]);
  const isRunning = nTokens !== null;
  return (
    <section className={styles.block} aria-labelledby="writing">
      <div className={styles.head}>
        <h3 id="writing">{words.title}</h3>
        {!isEach && (
          <Button
            className={controls.button ?? ''}
            isDisabled={!isRunning && write === null}
            onPress={() => (isRunning ? stop() : write?.())}
          >
            {isRunning ? words.stop : words.run}
          </Button>
        )}
      </div>
      <Toggle
        label={words.each}
        isSelected={isEach}
        onChange={(isOn) => setToolState('writeEach', isOn ? 'on' : 'off')}
      />
      {pass !== null && <p className={styles.note}>{words.pace(formatMilliseconds(pass), isFast)}</p>}
      {failure && <p role="alert">{failure.message}</p>}
      {written && differences && <BothTexts written={written} differences={differences} />}
      {isRunning ? (
        <p className={styles.note}>
          {words.writing(nTokens, MOST_TOKENS)} {written && !isCurrent ? words.old : ''}
        </p>
      ) : (
        written && differences && <Difference written={written} differences={differences} />
      )}
    </section>
  );
}

/** Which tokens of each text the other does not have. */
interface Differences {
  readonly gone: readonly boolean[];
  readonly come: readonly boolean[];
}

function differencesOf({ before: { tokens }, after }: Written): Differences {
  const places = alignTokens(tokens, after);
  const kept = new Set(places);
  return { gone: places.map((place) => place === null), come: after.map((_, index) => !kept.has(index)) };
}

interface TextsProps {
  readonly written: Written;
  readonly differences: Differences;
}

function BothTexts({ written: { before, after }, differences: { gone, come } }: TextsProps) {
  const words = useWords().writing;
  return (
    <dl className={styles.written}>
      <dt>{words.before}</dt>
      <dd>
        <Tokens tokens={before.tokens} marks={gone} as="del" />
      </dd>
      <dt>{words.after}</dt>
      <dd>
        <Tokens tokens={after} marks={come} as="ins" />
      </dd>
    </dl>
  );
}

/** The difference in a sentence, and how long the text after took. */
function Difference({ written, differences: { gone, come } }: TextsProps) {
  const words = useWords().writing;
  const {
    before: { tokens },
    after,
    milliseconds,
  } = written;
  const [nGone = 0, nNew = 0] = [gone, come].map((marks) => marks.filter(Boolean).length);
  const part = after.findIndex((token, index) => token !== tokens[index]);
  const first = part === -1 && after.length !== tokens.length ? after.length : part;
  return (
    <output className={styles.note}>
      {first === -1 ? words.same : words.first(first + 1, nGone, nNew)} {words.tokens(after.length)}
      {milliseconds === null ? '' : words.took(formatMilliseconds(milliseconds))}
    </output>
  );
}

interface TokensProps {
  readonly tokens: readonly string[];
  /** Which of them the other text does not have. */
  readonly marks: readonly boolean[];
  readonly as: 'del' | 'ins';
}

function Tokens({ tokens, marks, as: Mark }: TokensProps) {
  return tokens.map((token, index) => {
    const text = `${token} `;
    return marks[index] ? <Mark key={index}>{text}</Mark> : <span key={index}>{text}</span>;
  });
}
