import { useState } from 'react';
import { Segmented } from '../../controls/Segmented';
import { useScreen } from '../../hooks/useScreen';
import { useWorkspace } from '../workspace';
import { BrushBar } from './BrushBar';
import { ChangeBar } from './ChangeBar';
import { MaskColumn } from './MaskColumn';
import styles from './masks.module.css';
import { useMaskWords } from './useMaskWords';

/** Who may see whom, in every model; and what leaks when a token changes. */
export default function MasksTool() {
  const text = useMaskWords();
  const models = useWorkspace((state) => state.models);
  const isNarrow = useScreen() === 'narrow';
  const [chosen, setChosen] = useState('A');
  const one = models.find(({ slot }) => slot === chosen) ?? models[0];
  const shown = isNarrow ? models.filter((model) => model === one) : models;
  return (
    <div className={styles.masks}>
      <BrushBar />
      <ChangeBar />
      {isNarrow && models.length > 1 && (
        <Segmented
          label={text.whose}
          value={one?.slot ?? 'A'}
          onChange={setChosen}
          segments={models.map(({ slot }) => ({ value: slot, label: slot }))}
        />
      )}
      <div className={styles.columns} data-count={shown.length}>
        {shown.map((model) => (
          <MaskColumn key={model.slot} model={model} />
        ))}
      </div>
    </div>
  );
}
