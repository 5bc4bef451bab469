import { nLayersOf } from '../../../model/config/derive';
import type { Family } from '../../../model/config/types';
import { queryStack } from '../../../state/bench/masks';
import { selectSelection } from '../../../state/selectors';
import type { FigureKind } from '../../../state/types';
import { Choice } from '../../controls/Choice';
import { Segmented } from '../../controls/Segmented';
import { useActions, useApp, useMessages } from '../../page';
import styles from './masks.module.css';
import { useMaskWords } from './useMaskWords';

const KINDS: Readonly<Record<Family, readonly FigureKind[]>> = {
  'encoder-only': ['encoderSelf'],
  'decoder-only': ['decoderSelf'],
  'encoder-decoder': ['encoderSelf', 'decoderSelf', 'cross'],
};
const TONES = { encoderSelf: 'encoder', decoderSelf: 'decoder', cross: 'cross' } as const;

const numbers = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ value: String(index), label: String(index + 1) }));

/** Which attention's mask, and which layer's and head's weights under it. */
export function MaskPlace() {
  const text = useMaskWords();
  const { figures } = useMessages();
  const { chooseKind, chooseLayer, chooseHead } = useActions();
  const config = useApp((state) => state.config);
  const { kind, layer, head } = useApp(selectSelection);
  const kinds = KINDS[config.family];
  return (
    <>
      {kinds.length > 1 ? (
        <Segmented
          label={text.part}
          size="small"
          value={kind}
          onChange={chooseKind}
          segments={kinds.map((value) => ({
            value,
            label: figures.shortKinds[value],
            tone: TONES[value],
          }))}
        />
      ) : (
        <span className={styles.barName}>{figures.kinds[kind]}</span>
      )}
      <Choice
        label={text.layer}
        value={String(layer)}
        options={numbers(nLayersOf(config, queryStack(kind)))}
        onChange={(value) => chooseLayer(Number(value))}
      />
      <Choice
        label={text.head}
        value={String(head)}
        options={numbers(config.nHeads)}
        onChange={(value) => chooseHead(Number(value))}
      />
    </>
  );
}
