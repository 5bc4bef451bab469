import { selectSelection } from '../../state/selectors';
import { figureKinds } from '../../state/slices/selection';
import { Segmented } from '../controls/Segmented';
import { useActions, useApp, useMessages } from '../page';

/** The hue of each attention: those of its stack, or of cross-attention. */
export const KIND_TONES = { encoderSelf: 'encoder', decoderSelf: 'decoder', cross: 'cross' } as const;

interface Props {
  /** Accessible name, where "which attention" does not say enough. */
  readonly label?: string;
}

/** Which attention of the model; nothing where it has one only. */
export function KindChoice({ label }: Props) {
  const { figures: text } = useMessages();
  const { chooseKind } = useActions();
  const config = useApp((state) => state.config);
  const kind = useApp((state) => selectSelection(state).kind);
  const kinds = figureKinds(config);
  if (kinds.length < 2) return null;
  return (
    <Segmented
      label={label ?? text.kind}
      size="small"
      value={kind}
      onChange={chooseKind}
      segments={kinds.map((value) => ({ value, label: text.shortKinds[value], tone: KIND_TONES[value] }))}
    />
  );
}
