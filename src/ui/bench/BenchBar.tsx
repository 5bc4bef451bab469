import { Redo2, Undo2 } from 'lucide-react';
import { use } from 'react';
import { benchMessages } from '../../i18n/benchMessages';
import { benchTools } from '../../state/bench/types';
import { IconButton } from '../controls/IconButton';
import { Segmented } from '../controls/Segmented';
import { useApp } from '../page';
import styles from './bench.module.css';
import { useBench, useWorkspace } from './workspace';

/** What the bench is used for, and its history. */
export function BenchBar() {
  const text = use(benchMessages(useApp((state) => state.language)));
  const { openTool, undo, redo } = useBench();
  const tool = useWorkspace((state) => state.tool);
  const canUndo = useWorkspace((state) => state.past.length > 0);
  const canRedo = useWorkspace((state) => state.future.length > 0);
  return (
    <div className={styles.bar}>
      <h2 className={styles.hidden}>{text.heading}</h2>
      <div className={styles.toolTabs}>
        <Segmented
          label={text.toolLabel}
          value={tool}
          onChange={openTool}
          segments={benchTools.map((value) => ({ value, label: text.tools[value] }))}
        />
      </div>
      <p className={styles.toolHint}>{text.hints[tool]}</p>
      <div className={styles.history}>
        <IconButton icon={Undo2} label={text.undo} isDisabled={!canUndo} onPress={undo} />
        <IconButton icon={Redo2} label={text.redo} isDisabled={!canRedo} onPress={redo} />
      </div>
    </div>
  );
}
