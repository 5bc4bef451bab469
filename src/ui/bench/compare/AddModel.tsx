import { ChevronDown, CopyPlus, Plus } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { Button } from 'react-aria-components';
import { presets } from '../../../model/config/presets';
import type { OwnModel } from '../../../state/ownModels';
import { shippedModels } from '../../../state/shipped';
import controls from '../../controls/controls.module.css';
import { MenuButton } from '../../controls/MenuButton';
import { useApp, useMessages } from '../../page';
import { useOwnModels } from '../../panels/useOwnModels';
import { changeChoices, shortLabel } from './changeChoices';
import styles from './compare.module.css';
import { useAdding } from './useAdding';
import { useCompareMessages } from './useCompareMessages';

interface OpenMenuProps {
  /** Of the button. */
  readonly label: string;
  readonly className?: string;
  readonly button: ReactNode;
  /** The model that is there. */
  readonly value: string | null;
  /** A preset or a shipped model. */
  readonly onChoose: (id: string) => void;
  readonly onOwn: (own: OwnModel) => void;
}

/** A menu of all that can be opened in some place: shipped models, the user's own, presets. */
export function OpenMenu({ label, className, button, value, onChoose, onOwn }: OpenMenuProps) {
  const { add } = useCompareMessages();
  const { bar, trained } = useMessages();
  const own = useOwnModels(onOwn);
  const choices = useMemo(
    () => [
      ...shippedModels.map(({ id, config }) => ({
        value: id as string,
        label: trained.names[id],
        note: bar.families[config.family],
        group: add.groups.shipped,
      })),
      ...own.choices,
      ...presets.map(({ id, name }) => ({
        value: id as string,
        label: name,
        note: bar.presets[id],
        group: add.groups.presets,
      })),
    ],
    [add, bar, trained, own.choices],
  );
  return (
    <>
      <MenuButton
        label={label}
        className={className}
        button={button}
        choices={choices}
        value={value}
        onChoose={(id) => {
          if (!own.choose(id)) onChoose(id);
        }}
      />
      {own.fileInput}
    </>
  );
}

/** A model more: A with one thing changed, a preset, or a shipped one. */
export function AddModel() {
  const text = useCompareMessages();
  const messages = useMessages();
  const { copy, open, openOwn } = useAdding();
  const config = useApp((state) => state.config);
  const weights = useApp((state) => state.weights);
  const choices = useMemo(
    () => changeChoices({ config, weights }, { text, messages }),
    [config, weights, text, messages],
  );
  return (
    <div className={styles.add}>
      <MenuButton
        label={text.add.change}
        className={controls.button}
        button={
          <>
            <CopyPlus size={15} aria-hidden /> {text.add.change} <ChevronDown size={14} aria-hidden />
          </>
        }
        choices={choices}
        value={null}
        onChoose={(value) => {
          const chosen = choices.find((choice) => choice.value === value);
          if (chosen) copy('A', chosen.change);
        }}
      />
      <OpenMenu
        label={text.add.openBeside}
        className={controls.button ?? ''}
        button={
          <>
            <Plus size={15} aria-hidden /> {text.add.open} <ChevronDown size={14} aria-hidden />
          </>
        }
        value={null}
        onChoose={open}
        onOwn={(own) => openOwn(null, own)}
      />
    </div>
  );
}

/** What is tried first where there is one model only. */
const FIRST: readonly string[] = ['normPlacement', 'position', 'keyValueHeads', 'decoderMask', 'encoderMask'];

/** The place of a second model, while there is none. */
export function EmptyColumn() {
  const text = useCompareMessages();
  const messages = useMessages();
  const { copy } = useAdding();
  const config = useApp((state) => state.config);
  const weights = useApp((state) => state.weights);
  const words = { text, messages };
  const changes = changeChoices({ config, weights }, words).filter(
    ({ change }) =>
      change.kind === 'family' ||
      change.kind === 'nothing' ||
      (change.kind === 'option' && FIRST.includes(change.id)),
  );
  return (
    <section className={styles.empty} aria-label={text.add.openBeside}>
      <p>{text.add.intro}</p>
      <div className={styles.suggestions}>
        {changes.map(({ value, change }) => (
          <Button key={value} className={controls.button ?? ''} onPress={() => copy('A', change)}>
            {shortLabel(change, words)}
          </Button>
        ))}
      </div>
    </section>
  );
}
