import { ChevronDown } from 'lucide-react';
import { examplesFor } from '../../state/examples';
import type { Texts } from '../../state/types';
import { MenuButton } from '../controls/MenuButton';
import { useActions, useApp, useMessages } from '../page';
import styles from './text.module.css';

/** Texts to start from; one of them fills all fields of the family. */
export function ExamplesMenu() {
  const { tokens: text } = useMessages();
  const { setTexts } = useActions();
  const typed = useApp((state) => state.texts);
  const examples = useApp(examplesFor);
  const current = examples.findIndex((example) => isTyped(example, typed));
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
      choices={examples.map((example, index) => {
        const note = example.second ?? example.target ?? '';
        return {
          value: String(index),
          label: example.first ?? example.prompt ?? example.source ?? '',
          ...(note === '' ? {} : { note }),
        };
      })}
      value={current < 0 ? null : String(current)}
      onChoose={(index) => {
        const example = examples[Number(index)];
        if (example) setTexts(example);
      }}
    />
  );
}

function isTyped(example: Partial<Texts>, typed: Texts): boolean {
  return (Object.keys(example) as (keyof Texts)[]).every((field) => example[field] === typed[field]);
}
