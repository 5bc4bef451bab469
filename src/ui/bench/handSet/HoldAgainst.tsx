import { use } from 'react';
import { Button } from 'react-aria-components';
import { handSetMessages } from '../../../i18n/handSetMessages';
import { familyPreset } from '../../../model/config/presets';
import { handSetTask } from '../../../tasks/handSetTask';
import { benchSlots } from '../../../state/bench/types';
import controls from '../../controls/controls.module.css';
import { classes } from '../../controls/classes';
import { useApp } from '../../page';
import { ModelHead } from '../ModelHead';
import { OfModel, useBench, useWorkspace } from '../workspace';
import { AgreementList } from './AgreementList';
import styles from './handSet.module.css';
import { TrainingHere } from './TrainingHere';
import type { Opened } from './useOpened';

const RANDOM = { kind: 'random', seed: 1 } as const;

/** The head as a target: every model of the workspace is measured by it, an untrained and a training one among them. */
export function HoldAgainst({ opened }: { readonly opened: Opened }) {
  const text = use(handSetMessages(useApp((state) => state.language)));
  const models = useWorkspace((state) => state.models);
  const { duplicate, change, setText } = useBench();
  const { model, made, choice } = opened;
  const { slot, store } = model;
  const task = handSetTask(choice.id);
  const hasRoom = models.length < benchSlots.length;
  const page = models[0]?.store;

  const putRandom = (): void => {
    const { trained } = store.getState();
    duplicate(slot, { weights: RANDOM, trained: null, leftTrained: trained });
  };
  const train = (): void => {
    if (!task || !page) return;
    const { tokenization, texts } = store.getState();
    const shown = texts[made.config.family === 'encoder-only' ? 'first' : 'prompt'];
    // What is set by hand stays beside it.
    if (slot === 'A') duplicate('A');
    const { family } = made.config;
    const config = { ...made.config, batchSize: 1 };
    change('A', { presetId: familyPreset(family), config, weights: RANDOM, trained: null, tokenization });
    page.getState().planTask(task);
    const stop = page.subscribe(({ training }) => {
      if (training === null) return;
      stop();
      // Both go on with the text on which one sees what the head does, where they cut it alike.
      if (task.own) queueMicrotask(() => setText(shown));
    });
    void page.getState().startTraining();
  };

  return (
    <section className={styles.hold} aria-label={text.hold}>
      <h4 className={styles.heading}>{text.hold}</h4>
      <p className={styles.note}>{text.holdHint}</p>
      <div className={styles.buttons}>
        <Button className={controls.button ?? ''} isDisabled={!hasRoom} onPress={putRandom}>
          {text.putRandom}
        </Button>
        {task && (
          <Button
            className={classes(controls.button, controls.primary)}
            isDisabled={slot === 'A' && !hasRoom}
            onPress={train}
          >
            {text.train}
          </Button>
        )}
      </div>
      <p className={styles.note}>{text.tasks[choice.id]}</p>
      {!hasRoom && <p className={styles.note}>{text.noRoom}</p>}
      {models.map((one) => (
        <OfModel key={one.slot} model={one}>
          <div className={styles.held}>
            <ModelHead slot={one.slot} />
            {one.slot === 'A' && <TrainingHere />}
            <AgreementList slot={one.slot} opened={opened} />
          </div>
        </OfModel>
      ))}
    </section>
  );
}
