import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { classes } from './controls/classes';
import { useMessages } from './page';
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
  const tab = styles.tab ?? '';
  const panel = styles.tabPanel ?? '';
  return (
    <Tabs className={classes(styles.tabs, styles.sideTabs)}>
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
        <TabPanel id="model" className={panel}>
          <ModelPanel />
        </TabPanel>
      )}
      <TabPanel id="results" className={panel}>
        <ResultsPanel />
      </TabPanel>
      <TabPanel id="training" className={panel}>
        <LazyTraining />
      </TabPanel>
    </Tabs>
  );
}
