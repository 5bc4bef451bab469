import type { Texts } from '../../state/types';
import { selectPrepared } from '../../state/selectors';
import { useActions, useApp, useMessages } from '../page';
import { BatchRow } from './BatchRow';
import { ExamplesMenu } from './ExamplesMenu';
import { StackTokens } from './StackTokens';
import { TextNotices } from './TextNotices';
import { TextBox } from './TextBox';
import styles from './text.module.css';

/** What the model reads: the texts of its stacks, and their tokens. */
export function TextPanel() {
  const { tokens: text, app } = useMessages();
  const family = useApp((state) => state.config.family);
  return (
    <section className={styles.panel} aria-label={app.text}>
      <h2 className={styles.hidden}>{text.heading}</h2>
      {family === 'encoder-only' && (
        <>
          <div className={styles.columns}>
            <Field field="first" label={text.sentence} stack="encoder" counted examples />
            <Field field="second" label={text.secondSentence} stack="encoder" placeholder={text.optional} />
          </div>
          <StackTokens stack="encoder" label={text.sentence} action="mask" />
          <TextNotices stack="encoder" />
        </>
      )}
      {family === 'decoder-only' && (
        <>
          <Field field="prompt" label={text.prompt} stack="decoder" counted examples />
          <StackTokens stack="decoder" label={text.prompt} action="lock" />
          <TextNotices stack="decoder" />
        </>
      )}
      {family === 'encoder-decoder' && (
        <div className={styles.columns}>
          <div className={styles.column}>
            <Field field="source" label={text.source} stack="encoder" counted examples />
            <StackTokens stack="encoder" label={text.source} action="lock" />
            <TextNotices stack="encoder" />
          </div>
          <div className={styles.column}>
            <Field field="target" label={text.target} stack="decoder" counted />
            <StackTokens stack="decoder" label={text.target} action="lock" />
            <TextNotices stack="decoder" />
          </div>
        </div>
      )}
      <BatchRow />
    </section>
  );
}

interface FieldProps {
  readonly field: keyof Texts;
  readonly label: string;
  readonly stack: 'encoder' | 'decoder';
  readonly placeholder?: string;
  readonly counted?: boolean;
  /** Offers texts to start from; once in a family, since they fill all of its fields. */
  readonly examples?: boolean;
}

function Field({ field, label, stack, placeholder, counted = false, examples = false }: FieldProps) {
  const { tokens: text } = useMessages();
  const { setText } = useActions();
  const value = useApp((state) => state.texts[field]);
  const nTokens = useApp((state) => selectPrepared(state)[stack]?.nTokens ?? 0);
  const contextLength = useApp((state) => state.config.contextLength);
  return (
    <TextBox
      label={label}
      stack={stack}
      value={value}
      placeholder={placeholder}
      count={counted ? text.count(nTokens, contextLength) : null}
      aside={examples && <ExamplesMenu />}
      onChange={(next) => setText(field, next)}
    />
  );
}
