import { useState } from 'react';
import { Button, Input, Label, TextField } from 'react-aria-components';
import controls from '../controls/controls.module.css';
import { download } from '../download';
import { useActions, useApp, useMessages } from '../page';
import { trainedName } from '../trainedName';
import styles from './backend.module.css';

/** Keeps the model in the browser under a name, or saves it to a file. */
export function KeepButtons() {
  const { trained: text } = useMessages();
  const { keepModel, modelFile, deleteKept } = useActions();
  const model = useApp((state) => state.trained);
  const [name, setName] = useState(() => (model ? trainedName(model, text) : text.unnamed));
  const save = async (): Promise<void> => {
    const file = await modelFile(name);
    if (file) download(file, `${name.replaceAll(/[^\p{L}\p{N}-]+/gu, '-')}.safetensors`);
  };
  return (
    <div className={styles.keep}>
      <TextField value={name} onChange={(next) => setName(next.slice(0, 80))}>
        <Label className={styles.why ?? ''}>{text.name}</Label>
        <Input className={controls.textInput ?? ''} />
      </TextField>
      <div className={styles.keepActions}>
        <Button className={controls.button ?? ''} onPress={() => void keepModel(name)}>
          {text.keep}
        </Button>
        <Button className={controls.button ?? ''} onPress={() => void save()}>
          {text.save}
        </Button>
        {model?.origin === 'kept' && (
          <Button className={controls.button ?? ''} onPress={() => void deleteKept(model.id)}>
            {text.remove}
          </Button>
        )}
      </div>
    </div>
  );
}
