import { use } from 'react';
import { HEAD_HUES } from '../../../figures/tokenLinks/heads';
import { linksMessages } from '../../../i18n/linksMessages';
import { selectAttention } from '../../../state/selectors';
import { Segmented } from '../../controls/Segmented';
import { useActions, useApp, useMessages } from '../../page';
import panel from '../../panels/figure.module.css';
import { LinksFigure } from './LinksFigure';
import styles from './links.module.css';

const HEADS = ['one', 'all'] as const;
const SHAPES = ['columns', 'arcs'] as const;

/** Attention as lines between tokens: of one head or of all, in two columns or over the text. */
export default function LinksView() {
  const { figures } = useMessages();
  const words = use(linksMessages(useApp((state) => state.language)));
  const { setLinkHeads, setLinkShape } = useActions();
  const heads = useApp((state) => state.linkHeads);
  const shape = useApp((state) => state.linkShape);
  const attention = useApp(selectAttention);
  if (!attention) return <p className={panel.waiting}>{figures.waiting}</p>;
  const isOfAll = heads === 'all' && attention.nHeads > 1;
  return (
    <>
      <div className={styles.choices}>
        <Segmented
          label={words.whose}
          size="small"
          value={heads}
          onChange={setLinkHeads}
          segments={HEADS.map((value) => ({ value, label: words.heads[value] }))}
        />
        <Segmented
          label={words.shape}
          size="small"
          value={shape}
          onChange={setLinkShape}
          segments={SHAPES.map((value) => ({ value, label: words.shapes[value] }))}
        />
      </div>
      <LinksFigure attention={attention} words={words} isOfAll={isOfAll} shape={shape} />
      {isOfAll && (
        <p className={panel.rows}>
          {words.togglesNote}
          {attention.nHeads > HEAD_HUES.length && ` ${words.dashes}`}
        </p>
      )}
      {attention.selection.kind !== 'encoderSelf' && <p className={panel.rows}>{figures.rowsWriteNext}</p>}
    </>
  );
}
