import { useState } from 'react';
import { Button, Label, TextArea, TextField } from 'react-aria-components';
import controls from '../../controls/controls.module.css';
import { useActions, useApp } from '../../page';
import text from '../../panels/text.module.css';
import styles from './interventions.module.css';
import { useWords } from './words';

/** Another sentence whose encoder memory the decoder reads. */
export function Memory() {
  const words = useWords().memory;
  const memory = useApp((state) => state.memoryText);
  const { setMemoryText } = useActions();
  const [typed, setTyped] = useState(memory ?? '');
  return (
    <section className={styles.block} aria-labelledby="memory">
      <h3 id="memory">{words.title}</h3>
      <TextField
        className={text.field ?? ''}
        data-stack="encoder"
        value={typed}
        onChange={(value) => {
          setTyped(value);
          if (memory !== null) setMemoryText(value);
        }}
      >
        <Label className={text.label ?? ''}>{words.label}</Label>
        <TextArea className={text.area ?? ''} rows={2} spellCheck={false} placeholder={words.placeholder} />
      </TextField>
      <div className={styles.buttons}>
        {memory === null ? (
          <Button
            className={controls.button ?? ''}
            isDisabled={typed.trim() === ''}
            onPress={() => setMemoryText(typed)}
          >
            {words.use}
          </Button>
        ) : (
          <Button className={controls.button ?? ''} onPress={() => setMemoryText(null)}>
            {words.back}
          </Button>
        )}
      </div>
      <p className={styles.note}>{words.note}</p>
    </section>
  );
}
