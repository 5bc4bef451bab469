import { ChevronDown, CopyPlus, EllipsisVertical, SlidersHorizontal } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { BenchModel } from '../../../state/bench/types';
import { shownShipped } from '../../../state/shipped';
import { IconButton } from '../../controls/IconButton';
import { MenuButton } from '../../controls/MenuButton';
import { ModalDialog } from '../../controls/ModalDialog';
import { useActions, useApp, useMessages } from '../../page';
import { ModelPanel } from '../../panels/ModelPanel';
import { ModelHead } from '../ModelHead';
import { useBench } from '../workspace';
import { OpenMenu } from './AddModel';
import { changeChoices } from './changeChoices';
import styles from './compare.module.css';
import { useAdding } from './useAdding';
import { useCompareMessages } from './useCompareMessages';

interface Props {
  readonly model: BenchModel;
  readonly name: string;
  /** Whether a copy has a place. */
  readonly hasRoom: boolean;
  /** Its variables stand beside the models already. */
  readonly hasSettings: boolean;
}

/** Who a model is, and what can be done with it. */
export function ColumnHead({ model, name, hasRoom, hasSettings }: Props) {
  const text = useCompareMessages();
  const { app } = useMessages();
  const { openHere, openOwn } = useAdding();
  const shown = useApp((state) => shownShipped(state) ?? state.trained?.id ?? null);
  const [isOpen, setOpen] = useState(false);
  const { slot } = model;
  const full = text.name(slot, name);
  return (
    <ModelHead slot={slot}>
      <span className={styles.headTools}>
        {!hasSettings && (
          <IconButton
            icon={SlidersHorizontal}
            label={`${full}: ${text.menu.variables}`}
            onPress={() => setOpen(true)}
          />
        )}
        <OpenMenu
          label={text.add.openHere(slot)}
          button={<ChevronDown size={16} aria-hidden />}
          value={shown}
          onChoose={(id) => openHere(slot, id)}
          onOwn={(own) => openOwn(slot, own)}
        />
        {hasRoom && <CopyMenu model={model} />}
        <MoreMenu model={model} name={full} />
      </span>
      {isOpen && (
        <ModalDialog
          isOpen
          title={`${full}: ${text.menu.variables}`}
          closeLabel={app.close}
          onOpenChange={setOpen}
        >
          <ModelPanel />
        </ModalDialog>
      )}
    </ModelHead>
  );
}

function CopyMenu({ model }: Pick<Props, 'model'>) {
  const text = useCompareMessages();
  const messages = useMessages();
  const { copy } = useAdding();
  const config = useApp((state) => state.config);
  const weights = useApp((state) => state.weights);
  const choices = useMemo(
    () => changeChoices({ config, weights }, { text, messages }),
    [config, weights, text, messages],
  );
  return (
    <MenuButton
      label={text.add.changeOf(model.slot)}
      button={<CopyPlus size={16} aria-hidden />}
      choices={choices}
      value={null}
      onChoose={(value) => {
        const chosen = choices.find((choice) => choice.value === value);
        if (chosen) copy(model.slot, chosen.change);
      }}
    />
  );
}

type Deed = 'seed' | 'toPage' | 'remove';

function MoreMenu({ model, name }: Pick<Props, 'model' | 'name'>) {
  const { menu } = useCompareMessages();
  const { setSeed } = useActions();
  const { remove } = useBench();
  const { exchange } = useAdding();
  const weights = useApp((state) => state.weights);
  const { slot } = model;
  const isRandom = weights.kind === 'random';
  const deeds: Readonly<Record<Deed, () => void>> = {
    seed: () => setSeed(isRandom ? weights.seed + 1 : 1),
    toPage: () => exchange(slot),
    remove: () => remove(slot),
  };
  const choices: readonly { readonly value: Deed; readonly label: string; readonly note?: string }[] = [
    { value: 'seed', label: isRandom ? menu.newSeed : menu.randomWeights },
    ...(slot === 'A'
      ? []
      : ([
          { value: 'toPage', label: menu.toPage, note: menu.toPageNote },
          { value: 'remove', label: menu.remove },
        ] as const)),
  ];
  return (
    <MenuButton
      label={menu.label(name)}
      button={<EllipsisVertical size={16} aria-hidden />}
      choices={choices}
      value={null}
      onChoose={(deed) => deeds[deed]()}
    />
  );
}
