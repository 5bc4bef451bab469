import { ChevronDown } from 'lucide-react';
import type { Family } from '../../model/config/types';
import type { Texts } from '../../state/types';
import { decoderExamples, encoderExamples, translationExamples } from '../../text/examples';
import { MenuButton } from '../controls/MenuButton';
import { useActions, useApp, useMessages } from '../page';
import styles from './text.module.css';

interface Example {
  readonly label: string;
  readonly note: string;
  readonly texts: Partial<Texts>;
}

/** What each family may start from, as the fields that it reads. */
const EXAMPLES: Readonly<Record<Family, readonly Example[]>> = {
  'encoder-only': encoderExamples.map((texts) => ({ label: texts.first, note: texts.second, texts })),
  'decoder-only': decoderExamples.map(({ text }) => ({ label: text, note: '', texts: { prompt: text } })),
  'encoder-decoder': translationExamples.map((texts) => ({
    label: texts.source,
    note: texts.target,
    texts,
  })),
};

/** Texts to start from; one of them fills all fields of the family. */
export function ExamplesMenu() {
  const { tokens: text } = useMessages();
  const { setTexts } = useActions();
  const family = useApp((state) => state.config.family);
  const typed = useApp((state) => state.texts);
  const examples = EXAMPLES[family];
  const current = examples.findIndex((example) => isTyped(example.texts, typed));
  return (
    <MenuButton
      label={text.examples}
      className={styles.examples}
      button={
        <>
          {text.examples}
          <ChevronDown size={12} aria-hidden />
        </>
      }
      choices={examples.map(({ label, note }, index) => ({
        value: String(index),
        label,
        ...(note === '' ? {} : { note }),
      }))}
      value={current < 0 ? null : String(current)}
      onChoose={(index) => {
        const example = examples[Number(index)];
        if (example) setTexts(example.texts);
      }}
    />
  );
}

function isTyped(example: Partial<Texts>, typed: Texts): boolean {
  return (
    (example.first === undefined || (example.first === typed.first && example.second === typed.second)) &&
    (example.prompt === undefined || example.prompt === typed.prompt) &&
    (example.source === undefined || (example.source === typed.source && example.target === typed.target))
  );
}
