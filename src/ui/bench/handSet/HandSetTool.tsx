import { use } from 'react';
import { handSetMessages } from '../../../i18n/handSetMessages';
import { useApp } from '../../page';
import { RunFailure } from '../../panels/RunFailure';
import { WeightsNote } from '../../panels/WeightsNote';
import { ModelHead } from '../ModelHead';
import { OfModel } from '../workspace';
import { Constructions } from './Constructions';
import { ConstructionDetails } from './ConstructionDetails';
import styles from './handSet.module.css';
import { HandSetMap } from './HandSetMap';
import { HoldAgainst } from './HoldAgainst';
import { useOpened } from './useOpened';

/** Heads whose weights are written down: chosen, drawn, explained, and held against heads that are not. */
export default function HandSetTool() {
  const text = use(handSetMessages(useApp((state) => state.language)));
  const opened = useOpened();
  return (
    <div className={styles.page}>
      <Constructions opened={opened} />
      {opened === null ? (
        <p className={styles.note}>{text.none}</p>
      ) : (
        <OfModel model={opened.model}>
          <div className={styles.columns}>
            <section className={styles.column} aria-label={text.mapOf(opened.model.slot)}>
              <ModelHead slot={opened.model.slot} />
              <WeightsNote />
              <RunFailure />
              <HandSetMap opened={opened} />
              <HoldAgainst opened={opened} />
            </section>
            <section className={styles.column} aria-label={text.headings.construction}>
              <ConstructionDetails opened={opened} />
            </section>
          </div>
        </OfModel>
      )}
    </div>
  );
}
