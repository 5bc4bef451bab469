import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { classes } from './controls/classes';
import { useMessages } from './page';
import { ModelPanel } from './panels/ModelPanel';
import { ResultsPanel } from './panels/ResultsPanel';
import styles from './styles/App.module.css';

/** Model and results share one column. */
export function SideTabs() {
  const { app } = useMessages();
  const tab = styles.tab ?? '';
  const panel = styles.tabPanel ?? '';
  return (
    <Tabs className={classes(styles.tabs, styles.sideTabs)}>
      <TabList aria-label={app.panels} className={styles.tabList ?? ''}>
        <Tab id="model" className={tab}>
          {app.model}
        </Tab>
        <Tab id="results" className={tab}>
          {app.results}
        </Tab>
      </TabList>
      <TabPanel id="model" className={panel}>
        <ModelPanel />
      </TabPanel>
      <TabPanel id="results" className={panel}>
        <ResultsPanel />
      </TabPanel>
    </Tabs>
  );
}
