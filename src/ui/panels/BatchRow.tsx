import { Segmented } from '../controls/Segmented';
import { useActions, useApp, useMessages } from '../page';
import styles from './text.module.css';

/** Which text of the batch is shown; the first is the typed one, the others are examples. */
export function BatchRow() {
  const { figures: text } = useMessages();
  const { setBatchRow } = useActions();
  const batchSize = useApp((state) => state.config.batchSize);
  const row = useApp((state) => Math.min(state.batchRow, state.config.batchSize - 1));
  if (batchSize === 1) return null;
  return (
    <div className={styles.foot}>
      <span>{text.batchRow}</span>
      <Segmented
        label={text.batchRow}
        size="small"
        value={String(row)}
        onChange={(value) => setBatchRow(Number(value))}
        segments={Array.from({ length: batchSize }, (_, index) => ({
          value: String(index),
          label: String(index + 1),
        }))}
      />
    </div>
  );
}
