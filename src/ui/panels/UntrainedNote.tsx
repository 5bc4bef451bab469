import { Dices, TriangleAlert } from 'lucide-react';
import { IconButton } from '../controls/IconButton';
import { useActions, useApp, useMessages } from '../page';
import styles from './figure.module.css';

/** Says that the weights are random, wherever their maps are shown. */
export function UntrainedNote() {
  const { figures: text } = useMessages();
  const { setSeed } = useActions();
  const seed = useApp((state) => (state.weights.kind === 'random' ? state.weights.seed : null));
  if (seed === null) return null;
  return (
    <div className={styles.untrained} role="note">
      <TriangleAlert size={15} aria-hidden />
      <p>{text.untrained(seed)}</p>
      <IconButton icon={Dices} label={text.newSeed} onPress={() => setSeed(seed + 1)} />
    </div>
  );
}
