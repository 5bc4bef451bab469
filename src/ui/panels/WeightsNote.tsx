import { Dices, GraduationCap, Pencil, Play, TriangleAlert, Undo2 } from 'lucide-react';
import { Button } from 'react-aria-components';
import { shownShipped } from '../../state/shipped';
import type { TrainedModel } from '../../state/types';
import controls from '../controls/controls.module.css';
import { IconButton } from '../controls/IconButton';
import { PopoverButton } from '../controls/PopoverButton';
import { useActions, useApp, useMessages } from '../page';
import { trainedName } from '../trainedName';
import { lazyPart } from '../lazyPart';
import { Part } from '../Part';
import styles from './figure.module.css';

// Behind buttons: they come when they are opened.
const KeepButtons = lazyPart(() => import('./KeepButtons').then(({ KeepButtons: component }) => component));
const ModelCardDetails = lazyPart(() =>
  import('./ModelCardDetails').then(({ ModelCardDetails: component }) => component),
);

/** Says where the weights come from, wherever their maps are shown: random, trained, set by hand, or left behind. */
export function WeightsNote() {
  const { figures: text, trained: words } = useMessages();
  const { setSeed, returnToTrained, forgetTrained, trainLeft } = useActions();
  const weights = useApp((state) => state.weights);
  const trained = useApp((state) => state.trained);
  const left = useApp((state) => state.leftTrained);
  const loading = useApp((state) => state.loading);
  const shipped = useApp(shownShipped);
  if (loading && shipped) {
    return (
      <div className={styles.trained} role="note">
        <GraduationCap size={15} aria-hidden />
        <p>{words.loading(words.names[shipped])}</p>
      </div>
    );
  }
  if (trained) {
    const { note } = trained.card.handSet ? words.handSet : words;
    const told = note(trainedName(trained, words));
    const Icon = trained.card.handSet ? Pencil : GraduationCap;
    return (
      <div className={styles.trained} role="note">
        <Icon size={15} aria-hidden />
        <p>{isOwn(trained) ? words.notInLink(told) : told}</p>
        <PopoverButton title={words.card} className={controls.link} button={words.card}>
          <Part>
            <ModelCardDetails model={trained} />
          </Part>
        </PopoverButton>
      </div>
    );
  }
  if (weights.kind === 'training') {
    return (
      <div className={styles.trained} role="note">
        <GraduationCap size={15} aria-hidden />
        <p>{words.notInLink(words.fromTraining(weights.step))}</p>
        <PopoverButton title={words.keep} className={controls.link} button={words.keep}>
          <Part>
            <KeepButtons />
          </Part>
        </PopoverButton>
        {left && (
          <Button className={controls.link ?? ''} onPress={returnToTrained}>
            <Undo2 size={13} aria-hidden /> {words.back(trainedName(left, words))}
          </Button>
        )}
      </div>
    );
  }
  if (left) {
    const name = trainedName(left, words);
    // A text of the user's own is not in the file.
    const canTrain = !['', 'text'].includes(left.card.task);
    return (
      <div className={styles.untrained} role="note">
        <TriangleAlert size={15} aria-hidden />
        <p>{(left.card.handSet ? words.handSet : words).left(name)}</p>
        {canTrain && (
          <Button className={controls.link ?? ''} onPress={() => void trainLeft()}>
            <Play size={13} aria-hidden /> {words.trainNow}
          </Button>
        )}
        <Button className={controls.link ?? ''} onPress={returnToTrained}>
          <Undo2 size={13} aria-hidden /> {words.back(name)}
        </Button>
        <Button className={controls.link ?? ''} onPress={forgetTrained}>
          {words.keepRandom}
        </Button>
      </div>
    );
  }
  if (weights.kind !== 'random') return null;
  const { seed } = weights;
  return (
    <div className={styles.untrained} role="note">
      <TriangleAlert size={15} aria-hidden />
      <p>{text.untrained(seed)}</p>
      <IconButton icon={Dices} label={text.newSeed} onPress={() => setSeed(seed + 1)} />
    </div>
  );
}

/** A link names the models that come with the page, and no other. */
function isOwn({ origin }: TrainedModel): boolean {
  return origin === 'kept' || origin === 'file';
}
