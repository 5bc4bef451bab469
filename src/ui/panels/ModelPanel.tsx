import { Redo2, RotateCcw, Undo2 } from 'lucide-react';
import { useCallback, useState } from 'react';
import { VARIABLE_KEYS } from '../../model/config/variables';
import { countParameters } from '../../model/parameters';
import { IconButton } from '../controls/IconButton';
import { formatCompact, formatDelta, formatInteger } from '../format';
import { useActions, useApp, usePage } from '../page';
import { OptionsSection } from './OptionsSection';
import { VariableControl } from './VariableControl';
import { isPreset } from '../isPreset';
import styles from './model.module.css';

/** The model: how many parameters it has, its seven key variables, and its architecture. */
export function ModelPanel() {
  const { store, messages } = usePage();
  const { variables: text } = messages;
  const { undo, redo, resetToPreset, holdHistory } = useActions();
  const config = useApp((state) => state.config);
  const canUndo = useApp((state) => state.past.length > 0);
  const canRedo = useApp((state) => state.future.length > 0);
  const isUnchanged = useApp(isPreset);
  const [countBefore, setCountBefore] = useState<number | null>(null);
  const count = countParameters(config);
  const drag = useCallback(
    (isDragging: boolean) => {
      holdHistory(isDragging);
      setCountBefore(isDragging ? countParameters(store.getState().config) : null);
    },
    [store, holdHistory],
  );
  return (
    <div className={styles.panel}>
      <div className={styles.head}>
        <h2>{text.heading}</h2>
        <div className={styles.tools}>
          <IconButton icon={Undo2} label={text.undo} isDisabled={!canUndo} onPress={undo} />
          <IconButton icon={Redo2} label={text.redo} isDisabled={!canRedo} onPress={redo} />
          <IconButton icon={RotateCcw} label={text.reset} isDisabled={isUnchanged} onPress={resetToPreset} />
        </div>
      </div>
      <p className={styles.count} title={formatInteger(count)}>
        <strong>{text.parameters(formatCompact(count))}</strong>
        {countBefore !== null && (
          <span className={styles.delta}>{text.effect(formatDelta(count - countBefore))}</span>
        )}
      </p>
      <div className={styles.variables}>
        {VARIABLE_KEYS.map((key) => (
          <VariableControl key={key} variable={key} onDrag={drag} />
        ))}
      </div>
      <OptionsSection />
    </div>
  );
}
