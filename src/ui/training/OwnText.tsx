import { Label, TextArea, TextField } from 'react-aria-components';
import { LONGEST_TEXT, type Pieces } from '../../tasks/ownText';
import { OWN_TEXT, type TaskChoice } from '../../tasks/registry';
import { classes } from '../controls/classes';
import { Choice } from '../controls/Choice';
import { NumberBox } from '../controls/NumberBox';
import { formatInteger } from '../format';
import { useActions, useApp } from '../page';
import textStyles from '../panels/text.module.css';
import styles from './training.module.css';
import { useTrainingMessages } from './useTraining';

const PIECES: readonly Pieces[] = ['characters', 'bytePairs'];

/** Without a text there is nothing to learn yet. */
export const firstOwnText: TaskChoice = {
  id: OWN_TEXT,
  sizes: { length: 48, nMerges: 200 },
  own: { text: '', pieces: 'characters' },
};

/** A text that the user pastes, types or drops, for a decoder to learn. */
export function OwnText() {
  const text = useTrainingMessages();
  const { planTask } = useActions();
  const choice = useApp((state) => state.trainingPlan.task);
  const { own = { text: '', pieces: 'characters' as const }, sizes } = choice;
  const change = (part: Partial<typeof own>): void => planTask({ ...choice, own: { ...own, ...part } });
  const resize = (part: Record<string, number>): void =>
    planTask({ ...choice, sizes: { ...sizes, ...part } });
  const drop = async (file: File | undefined): Promise<void> => {
    // Four bytes are the longest character.
    if (file) change({ text: (await file.slice(0, 4 * LONGEST_TEXT).text()).slice(0, LONGEST_TEXT) });
  };
  return (
    <>
      <TextField value={own.text} onChange={(next) => change({ text: next.slice(0, LONGEST_TEXT) })}>
        <div className={textStyles.fieldHead}>
          <Label className={textStyles.label ?? ''}>{text.ownText}</Label>
          <span className={textStyles.count}>{text.characters(formatInteger(own.text.length))}</span>
        </div>
        <TextArea
          className={classes(textStyles.area, styles.ownText)}
          rows={5}
          spellCheck={false}
          placeholder={text.ownTextHint}
          onDragOver={(event) => event.preventDefault()}
          onDrop={(event) => {
            event.preventDefault();
            const dropped = event.dataTransfer.getData('text/plain');
            if (dropped) change({ text: dropped.slice(0, LONGEST_TEXT) });
            else void drop(event.dataTransfer.files[0]);
          }}
        />
      </TextField>
      <Choice
        label={text.pieces}
        options={PIECES.map((value) => ({ value, label: text.piecesOf[value] }))}
        value={own.pieces}
        onChange={(pieces) => change({ pieces })}
      />
      <NumberBox
        label={text.sizes['length'] ?? ''}
        value={sizes['length'] ?? 48}
        min={8}
        max={256}
        step={1}
        onChange={(length) => resize({ length })}
      />
      {own.pieces === 'bytePairs' && (
        <NumberBox
          label={text.merges}
          value={sizes['nMerges'] ?? 200}
          min={1}
          max={2000}
          step={1}
          onChange={(nMerges) => resize({ nMerges })}
        />
      )}
    </>
  );
}
