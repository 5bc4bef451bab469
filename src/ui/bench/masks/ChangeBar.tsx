import { Dices } from 'lucide-react';
import { Input, Label, TextField } from 'react-aria-components';
import { leakTest, typedTokens } from '../../../state/bench/leakTest';
import type { BenchModel } from '../../../state/bench/types';
import { visibleToken } from '../../../figures/shared/text';
import controls from '../../controls/controls.module.css';
import { IconButton } from '../../controls/IconButton';
import { Segmented } from '../../controls/Segmented';
import { useApp, useMessages } from '../../page';
import { OfModel, useBench, useWorkspace } from '../workspace';
import bench from '../bench.module.css';
import styles from './masks.module.css';
import { KEYS, LONGEST_WORD, useLeakChoice } from './toolChoices';
import { useMaskWords } from './useMaskWords';

/** Which token of the shared texts is changed for the leak test, and into what. */
export function ChangeBar() {
  const text = useMaskWords();
  const { setToolState } = useBench();
  const { place, replacement } = useLeakChoice();
  const models = useWorkspace((state) => state.models);
  const withTarget = models.find(({ store }) => store.getState().config.family === 'encoder-decoder');
  const reader = place.text === 'target' ? withTarget : models[0];
  return (
    <section className={styles.change} aria-label={text.leak}>
      <div className={styles.bar}>
        <span className={styles.barName} aria-hidden>
          {text.leak}
        </span>
        {withTarget && (
          <Segmented
            label={text.leakIn}
            size="small"
            value={place.text}
            onChange={(chosen) => {
              setToolState(KEYS.text, chosen === 'target' ? chosen : null);
              setToolState(KEYS.at, null);
            }}
            segments={(['shared', 'target'] as const).map((value) => ({
              value,
              label: text.leakTexts[value],
            }))}
          />
        )}
        <TextField
          className={styles.word ?? ''}
          value={replacement.typed}
          onChange={(word) => setToolState(KEYS.word, word.slice(0, LONGEST_WORD))}
        >
          <Label>{text.replaceBy}</Label>
          <Input className={controls.textInput ?? ''} placeholder={text.replacePlaceholder} />
        </TextField>
        <IconButton
          icon={Dices}
          label={text.anotherRandom}
          onPress={() => {
            setToolState(KEYS.word, null);
            setToolState(KEYS.seed, String((replacement.seed % 999_999) + 1));
          }}
        />
        <p className={styles.quiet}>{text.leakExplained}</p>
      </div>
      {reader && (
        <OfModel model={reader}>
          <TokenChoice slot={reader.slot} />
        </OfModel>
      )}
    </section>
  );
}

/** The tokens as one model reads them; the others find the token at the same letter. */
function TokenChoice({ slot }: Pick<BenchModel, 'slot'>) {
  const text = useMaskWords();
  const { trained } = useMessages();
  const { setToolState } = useBench();
  const { place, replacement } = useLeakChoice();
  const of = useApp(({ run }) => run.of);
  if (!of) return <p className={styles.quiet}>{text.waiting}</p>;
  const test = leakTest(of, place, replacement);
  const chosen = test.kind === 'noText' ? null : test.before.typed;
  return (
    <fieldset className={styles.tokens} aria-label={`${text.leakTokens} (${slot})`}>
      {typedTokens(of, place.text).map(({ typed, display, unknown, position }) => (
        <button
          key={position}
          type="button"
          className={styles.token}
          data-unknown={unknown || undefined}
          aria-pressed={typed.start === chosen?.start && typed.end === chosen.end}
          onClick={() => setToolState(KEYS.at, String(typed.start))}
        >
          <span>{visibleToken(display)}</span>
          {unknown && <span className={bench.hidden}> ({trained.unknownToken})</span>}
        </button>
      ))}
    </fieldset>
  );
}
