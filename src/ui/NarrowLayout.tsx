import {
  ChartNoAxesColumn,
  GraduationCap,
  Grid3x3,
  SlidersHorizontal,
  TextCursorInput,
  Workflow,
} from 'lucide-react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { classes } from './controls/classes';
import { panels } from '../state/types';
import { useActions, useApp, useMessages } from './page';
import { FigurePanel } from './panels/FigurePanel';
import { LazyArchitecture } from './panels/LazyArchitecture';
import { LazyTraining } from './panels/LazyTraining';
import { ModelPanel } from './panels/ModelPanel';
import { ResultsPanel } from './panels/ResultsPanel';
import { TextPanel } from './panels/TextPanel';
import styles from './styles/App.module.css';

const PARTS = [
  { id: 'model', icon: SlidersHorizontal, panel: ModelPanel },
  { id: 'text', icon: TextCursorInput, panel: TextPanel },
  { id: 'architecture', icon: Workflow, panel: LazyArchitecture },
  { id: 'figure', icon: Grid3x3, panel: FigurePanel },
  { id: 'results', icon: ChartNoAxesColumn, panel: ResultsPanel },
  { id: 'training', icon: GraduationCap, panel: LazyTraining },
] as const;

/** One panel at a time, chosen at the bottom of a small screen. The figure comes first: it is what people came for. */
export function NarrowLayout() {
  const { app } = useMessages();
  const { openPanel } = useActions();
  const panel = useApp((state) => state.panel);
  return (
    <main className={styles.main}>
      <Tabs
        className={classes(styles.tabs, styles.pageTabs)}
        selectedKey={panel}
        onSelectionChange={(key) => openPanel(panels.find((one) => one === key) ?? 'figure')}
      >
        <TabList aria-label={app.panels} className={styles.tabList ?? ''}>
          {PARTS.map(({ id, icon: Icon }) => (
            <Tab key={id} id={id} className={styles.tab ?? ''}>
              <Icon size={18} aria-hidden />
              {app[id]}
            </Tab>
          ))}
        </TabList>
        {PARTS.map(({ id, panel: Panel }) => (
          <TabPanel key={id} id={id} className={styles.tabPanel ?? ''}>
            <Panel />
          </TabPanel>
        ))}
      </Tabs>
    </main>
  );
}
