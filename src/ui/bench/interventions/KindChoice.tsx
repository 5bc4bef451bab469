import { figureKinds } from '../../../state/slices/selection';
import { selectSelection } from '../../../state/selectors';
import { Segmented } from '../../controls/Segmented';
import { useActions, useApp, useMessages } from '../../page';

const TONES = { encoderSelf: 'encoder', decoderSelf: 'decoder', cross: 'cross' } as const;

/** Which attention of the model, where it has several. */
export function KindChoice() {
  const { figures: text } = useMessages();
  const { chooseKind } = useActions();
  const config = useApp((state) => state.config);
  const kind = useApp((state) => selectSelection(state).kind);
  const kinds = figureKinds(config);
  if (kinds.length < 2) return null;
  return (
    <Segmented
      label={text.kind}
      size="small"
      value={kind}
      onChange={chooseKind}
      segments={kinds.map((value) => ({ value, label: text.shortKinds[value], tone: TONES[value] }))}
    />
  );
}
