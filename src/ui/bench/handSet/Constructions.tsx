import { use } from 'react';
import { Button } from 'react-aria-components';
import { handSetMessages } from '../../../i18n/handSetMessages';
import { handSetIds, USUAL_SHARPNESS } from '../../../model/handSet/ids';
import { handSetShapes } from '../../../model/handSet/shapes';
import { benchSlots } from '../../../state/bench/types';
import { Segmented } from '../../controls/Segmented';
import { useApp, useMessages } from '../../page';
import { useBench, useWorkspace } from '../workspace';
import styles from './handSet.module.css';
import { type Opened, useOpenSlot } from './useOpened';

/** The five constructions; one click writes the weights of one into the chosen place. */
export function Constructions({ opened }: { readonly opened: Opened | null }) {
  const text = use(handSetMessages(useApp((state) => state.language)));
  const { trained, bar } = useMessages();
  const { openHandSet, setToolState } = useBench();
  const slot = useOpenSlot();
  const taken = useWorkspace((state) => state.models.map((model) => model.slot).join(''));
  return (
    <div className={styles.choose}>
      <div className={styles.chooseHead}>
        <p className={styles.intro}>{text.intro}</p>
        <Segmented
          label={text.openIn}
          size="small"
          value={slot}
          onChange={(next) => setToolState('hsSlot', next === 'A' ? null : next)}
          segments={benchSlots.map((value) => ({
            value,
            label: taken.includes(value) ? text.inPlace(value) : text.inNewPlace(value),
          }))}
        />
      </div>
      <ul className={styles.cards}>
        {handSetIds.map((id) => {
          const isOpen = opened?.choice.id === id;
          return (
            <li key={id}>
              <Button
                className={styles.card ?? ''}
                aria-current={isOpen}
                onPress={() => void openHandSet(slot, { id, sharpness: USUAL_SHARPNESS })}
              >
                <span className={styles.cardName}>{trained.handSet.names[id]}</span>
                <span className={styles.cardDoes}>{text.heads[id].does}</span>
                <span className={styles.cardFamily}>
                  {bar.families[handSetShapes[id].family]} · {text.layers(handSetShapes[id].nLayers)}
                </span>
              </Button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
