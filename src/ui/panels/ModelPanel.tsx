import { Redo2, RotateCcw, Undo2 } from 'lucide-react';
import { memo, useCallback, useState } from 'react';
import { VARIABLE_KEYS } from '../../model/config/variables';
import { countParameters } from '../../model/parameters';
import { IconButton } from '../controls/IconButton';
import { formatCompact, formatDelta, formatInteger } from '../format';
import { useActions, useApp, useMessages, usePage } from '../page';
import { OptionsSection } from './OptionsSection';
import { VariableControl } from './VariableControl';
import { isPreset } from '../isPreset';
import styles from './model.module.css';

/** The model: how many parameters it has, its seven key variables, and its architecture. */
export function ModelPanel() {
  const { store, messages } = usePage();
  const { holdHistory } = useActions();
  const [countBefore, setCountBefore] = useState<number | null>(null);
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
        <h2>{messages.variables.heading}</h2>
        <HistoryTools />
      </div>
      <ParameterCount before={countBefore} />
      <div className={styles.variables}>
        {VARIABLE_KEYS.map((key) => (
          <VariableControl key={key} variable={key} onDrag={drag} />
        ))}
      </div>
      <OptionsSection />
    </div>
  );
}

const HistoryTools = memo(function HistoryTools() {
  const { variables: text } = useMessages();
  const { undo, redo, resetToPreset } = useActions();
  const canUndo = useApp((state) => state.past.length > 0);
  const canRedo = useApp((state) => state.future.length > 0);
  const isUnchanged = useApp(isPreset);
  return (
    <div className={styles.tools}>
      <IconButton icon={Undo2} label={text.undo} isDisabled={!canUndo} onPress={undo} />
      <IconButton icon={Redo2} label={text.redo} isDisabled={!canRedo} onPress={redo} />
      <IconButton icon={RotateCcw} label={text.reset} isDisabled={isUnchanged} onPress={resetToPreset} />
    </div>
  );
});

/** @param before the count at the start of a drag, to compare with; null: no drag */
function ParameterCount({ before }: { readonly before: number | null }) {
  const { variables: text } = useMessages();
  const count = useApp((state) => countParameters(state.config));
  return (
    <p className={styles.count} title={formatInteger(count)}>
      <strong>{text.parameters(formatCompact(count))}</strong>
      {before !== null && <span className={styles.delta}>{text.effect(formatDelta(count - before))}</span>}
    </p>
  );
}
