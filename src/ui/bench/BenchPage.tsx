import { use, useEffect, useMemo, useState } from 'react';
import { benchMessages } from '../../i18n/benchMessages';
import { useScreen } from '../hooks/useScreen';
import { useApp, usePage } from '../page';
import styles from './bench.module.css';
import { BenchBar } from './BenchBar';
import { ModelSettings } from './ModelSettings';
import { SharedText } from './SharedText';
import { toolEntries } from './tools';
import { useBenchShortcuts } from './useBenchShortcuts';
import { useWorkspace, WorkspaceProvider, workspaceOf } from './workspace';
import { Part } from '../Part';

/** Several models on one text, instead of the page of one. */
export default function BenchPage() {
  const { store, source } = usePage();
  const workspace = useMemo(() => workspaceOf(store, source), [store, source]);
  useEffect(() => {
    workspace.open(store.getState().bench ?? '');
    return () => workspace.close();
  }, [workspace, store]);
  return (
    <WorkspaceProvider value={workspace}>
      <Bench />
    </WorkspaceProvider>
  );
}

function Bench() {
  const text = use(benchMessages(useApp((state) => state.language)));
  const screen = useScreen();
  const tool = useWorkspace((state) => state.tool);
  const models = useWorkspace((state) => state.models);
  const [editing, setEditing] = useState('A');
  useBenchShortcuts();
  const { component: Tool, hasSettings } = toolEntries[tool];
  const edited = models.find(({ slot }) => slot === editing) ?? models[0];
  return (
    <main className={styles.bench} data-screen={screen}>
      <BenchBar />
      <div className={styles.body}>
        {screen === 'wide' && hasSettings && edited && (
          <section className={styles.settings} aria-label={text.settings}>
            <ModelSettings models={models} slot={edited.slot} onSlot={setEditing} />
          </section>
        )}
        <div className={styles.work}>
          <SharedText />
          <section id="figure" tabIndex={-1} className={styles.tool} aria-label={text.tools[tool]}>
            <Part fallback={<p className={styles.note}>{text.loading}</p>}>
              <Tool />
            </Part>
          </section>
        </div>
      </div>
    </main>
  );
}
