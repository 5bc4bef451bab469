import { use } from 'react';
import { benchMessages } from '../../i18n/benchMessages';
import { mainText } from '../../state/bench/sharedText';
import { useApp } from '../page';
import { ExamplesMenu } from '../panels/ExamplesMenu';
import { TextBox } from '../panels/TextBox';
import styles from './bench.module.css';
import { useBench, useWorkspace } from './workspace';

/** The text of all models, and the target of those that have one. */
export function SharedText() {
  const text = use(benchMessages(useApp((state) => state.language)));
  const { setText, setTarget } = useBench();
  const shared = useApp(({ texts, config }) => mainText(texts, config.family));
  const target = useApp((state) => state.texts.target);
  const families = useWorkspace(({ models }) =>
    models.map(({ store }) => store.getState().config.family).join(' '),
  );
  return (
    <div className={styles.texts}>
      <TextBox
        label={text.sharedText}
        stack="encoder"
        value={shared}
        onChange={setText}
        count={null}
        aside={<ExamplesMenu />}
      />
      {families.includes('encoder-decoder') && (
        <TextBox label={text.target} stack="decoder" value={target} onChange={setTarget} count={null} />
      )}
    </div>
  );
}
