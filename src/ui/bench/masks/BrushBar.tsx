import { paintTools } from '../../../figures/maskEditor';
import { Segmented } from '../../controls/Segmented';
import { useBench } from '../workspace';
import styles from './masks.module.css';
import { KEYS, useBrush } from './toolChoices';
import { useMaskWords } from './useMaskWords';

/** What the pointer does on all masks. */
export function BrushBar() {
  const text = useMaskWords();
  const { setToolState } = useBench();
  const brush = useBrush();
  return (
    <div className={styles.bar}>
      <span className={styles.barName} aria-hidden>
        {text.brush}
      </span>
      <div className={styles.wide}>
        <Segmented
          label={text.brush}
          size="small"
          value={brush}
          onChange={(tool) => setToolState(KEYS.brush, tool === 'look' ? null : tool)}
          segments={paintTools.map((value) => ({ value, label: text.brushes[value] }))}
        />
      </div>
      <p className={styles.quiet}>{text.brushHints[brush]}</p>
    </div>
  );
}
