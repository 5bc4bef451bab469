import { useWorkspace } from '../workspace';
import styles from './compare.module.css';
import { ModelColumn } from './ModelColumn';

/** Two or three models on one text, in matched panels. */
export default function CompareTool() {
  const models = useWorkspace((state) => state.models);
  return (
    <div className={styles.columns} data-count={models.length}>
      {models.map((model) => (
        <ModelColumn key={model.slot} model={model} />
      ))}
    </div>
  );
}
