import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { classes } from './controls/classes';
import { panels } from '../state/types';
import { useActions, useApp, useMessages } from './page';
import { LazyTraining } from './panels/LazyTraining';
import { ModelPanel } from './panels/ModelPanel';
import { ResultsPanel } from './panels/ResultsPanel';
import styles from './styles/App.module.css';

interface Props {
  /** The model has a column of its own where there is room. */
  readonly withModel: boolean;
}

/** Panels that share one column. */
export function SideTabs({ withModel }: Props) {
  const { app } = useMessages();
  const { openPanel } = useActions();
  const panel = useApp((state) => state.panel);
  const shown = panel === 'training' || panel === 'results' ? panel : withModel ? 'model' : 'results';
  const tab = styles.tab ?? '';
  const tabPanel = styles.tabPanel ?? '';
  return (
    <Tabs
      className={classes(styles.tabs, styles.sideTabs)}
      selectedKey={shown}
      onSelectionChange={(key) => openPanel(panels.find((one) => one === key) ?? 'results')}
    >
      <TabList aria-label={app.panels} className={styles.tabList ?? ''}>
        {withModel && (
          <Tab id="model" className={tab}>
            {app.model}
          </Tab>
        )}
        <Tab id="results" className={tab}>
          {app.results}
        </Tab>
        <Tab id="training" className={tab}>
          {app.training}
        </Tab>
      </TabList>
      {withModel && (
        <TabPanel id="model" className={tabPanel}>
          <ModelPanel />
        </TabPanel>
      )}
      <TabPanel id="results" className={tabPanel}>
        <ResultsPanel />
      </TabPanel>
      <TabPanel id="training" className={tabPanel}>
        <LazyTraining />
      </TabPanel>
    </Tabs>
  );
}
