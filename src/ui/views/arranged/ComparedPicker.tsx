import { use, useMemo } from 'react';
import { arrangedMessages } from '../../../i18n/arrangedMessages';
import { comparedHead } from '../../../state/details';
import { attentionAt, type AttentionView } from '../../../state/selectors';
import { Choice } from '../../controls/Choice';
import { useApp } from '../../page';
import { useDetail } from '../useDetail';

const NONE = 'none';

/** The head that is subtracted. */
export interface Compared {
  readonly layer: number;
  readonly head: number;
  /** null: it is being read. */
  readonly attention: AttentionView | null;
}

/** Heads whose map has the same tokens: those of all layers of the same attention. */
function useHeads({ nHeads, selection: { kind } }: AttentionView): readonly [string, ...string[]] {
  const nLayers = useApp(({ run }) => {
    const { nEncoderLayers = 0, nDecoderLayers = 0 } = run.of?.config ?? {};
    return kind === 'encoderSelf' ? nEncoderLayers : nDecoderLayers;
  });
  return useMemo(
    () => [
      NONE,
      ...Array.from({ length: nLayers * nHeads }, (_, at) => `${Math.floor(at / nHeads)}_${at % nHeads}`),
    ],
    [nLayers, nHeads],
  );
}

/** null: nothing is subtracted. */
export function useCompared(attention: AttentionView): Compared | null {
  const [less] = useDetail('arranged', 'less', useHeads(attention));
  const run = useApp((state) => state.run);
  const batchRow = useApp((state) => state.batchRow);
  return useMemo(() => {
    const other = comparedHead(`less-${less}`);
    const selection = { ...attention.selection, ...other };
    return other && { ...other, attention: attentionAt(run, selection, batchRow) };
  }, [less, run, batchRow, attention]);
}

/** A layer, then a head of it. */
export function ComparedPicker({ attention }: { readonly attention: AttentionView }) {
  const text = use(arrangedMessages(useApp((state) => state.language)));
  const heads = useHeads(attention);
  const [less, setLess] = useDetail('arranged', 'less', heads);
  const chosen = comparedHead(`less-${less}`);
  const { nHeads, selection } = attention;
  const nLayers = (heads.length - 1) / nHeads;
  const chooseLayer = (value: string): void => {
    const layer = Number(value);
    // Of its own layer another one: less itself it would be 0 everywhere.
    const isOwn = layer === selection.layer && chosen === null;
    const head = isOwn ? (selection.head + 1) % nHeads : (chosen?.head ?? selection.head);
    setLess(value === NONE ? NONE : `${layer}_${head}`);
  };
  return (
    <>
      <Choice
        label={text.against}
        value={chosen ? String(chosen.layer) : NONE}
        onChange={chooseLayer}
        options={[
          { value: NONE, label: text.none },
          ...Array.from({ length: nLayers }, (_, index) => ({
            value: String(index),
            label: text.layer(index + 1),
          })),
        ]}
      />
      {chosen && (
        <Choice
          label={text.againstHead}
          hideLabel
          value={String(chosen.head)}
          onChange={(value) => setLess(`${chosen.layer}_${value}`)}
          options={Array.from({ length: nHeads }, (_, index) => ({
            value: String(index),
            label: text.head(index + 1),
          }))}
        />
      )}
    </>
  );
}
