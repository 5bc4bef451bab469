import { useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { type BenchModel, benchSlots } from '../../../state/bench/types';
import { useScreen } from '../../hooks/useScreen';
import { useWorkspace } from '../workspace';
import { AddModel, EmptyColumn } from './AddModel';
import styles from './compare.module.css';
import { DifferenceSection } from './DifferenceSection';
import { DifferencesTable } from './DifferencesTable';
import { ModelColumn } from './ModelColumn';
import { NumbersTable } from './NumbersTable';
import { PickRow } from './PickRow';
import { createPointer, PointerProvider } from './pointing';
import { SharedWeights } from './SharedWeights';
import { useCompareMessages } from './useCompareMessages';
import { useNames } from '../useNames';

/** Two or three models on one text, in matched panels; what differs between them, and what comes of it. */
export default function CompareTool() {
  const models = useWorkspace((state) => state.models);
  const [pointer] = useState(createPointer);
  const hasRoom = models.length < benchSlots.length;
  return (
    <PointerProvider value={pointer}>
      <div className={styles.compare}>
        <div className={styles.tools}>
          <PickRow models={models} />
          {hasRoom && <AddModel />}
        </div>
        <Panels models={models} hasRoom={hasRoom} />
        {models.length > 1 && (
          <>
            <div className={styles.pair}>
              <DifferencesTable models={models} />
              <SharedWeights models={models} />
            </div>
            <div className={styles.pair}>
              <DifferenceSection models={models} />
              <NumbersTable models={models} />
            </div>
          </>
        )}
      </div>
    </PointerProvider>
  );
}

interface PanelsProps {
  readonly models: readonly BenchModel[];
  readonly hasRoom: boolean;
}

/** The models beside each other; on a small screen one at a time. */
function Panels({ models, hasRoom }: PanelsProps) {
  const text = useCompareMessages();
  const screen = useScreen();
  const names = useNames(models);
  const column = (model: BenchModel) => (
    <ModelColumn
      key={model.slot}
      model={model}
      models={models}
      name={names.get(model.slot) ?? ''}
      hasRoom={hasRoom}
      hasSettings={screen === 'wide'}
    />
  );
  if (screen !== 'narrow') {
    return (
      <div className={styles.columns} data-count={Math.max(2, models.length)}>
        {models.map(column)}
        {models.length === 1 && <EmptyColumn />}
      </div>
    );
  }
  if (models.length === 1) {
    return (
      <>
        {models.map((model) => (
          <div key={model.slot} className={styles.columns}>
            {column(model)}
          </div>
        ))}
        <EmptyColumn />
      </>
    );
  }
  return (
    <Tabs className={styles.tabs ?? ''}>
      <TabList aria-label={text.tabs} className={styles.tabList ?? ''}>
        {models.map(({ slot }) => (
          <Tab key={slot} id={slot} className={styles.tab ?? ''}>
            {text.name(slot, names.get(slot) ?? '')}
          </Tab>
        ))}
      </TabList>
      {models.map((model) => (
        <TabPanel key={model.slot} id={model.slot} className={styles.tabPanel ?? ''}>
          <div className={styles.columns}>{column(model)}</div>
        </TabPanel>
      ))}
    </Tabs>
  );
}
