import { nLayersOf } from '../../../model/config/derive';
import { queryStack } from '../../../state/bench/masks';
import { selectSelection } from '../../../state/selectors';
import { figureKinds } from '../../../state/slices/selection';
import { Choice } from '../../controls/Choice';
import { useActions, useApp, useMessages } from '../../page';
import { KindChoice } from '../../panels/KindChoice';
import styles from './masks.module.css';
import { useMaskWords } from './useMaskWords';

const numbers = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ value: String(index), label: String(index + 1) }));

/** Which attention's mask, and which layer's and head's weights under it. */
export function MaskPlace() {
  const text = useMaskWords();
  const { figures } = useMessages();
  const { chooseLayer, chooseHead } = useActions();
  const config = useApp((state) => state.config);
  const { kind, layer, head } = useApp(selectSelection);
  return (
    <>
      {figureKinds(config).length > 1 ? (
        <KindChoice label={text.part} />
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
