import { useMemo } from 'react';
import type { Cell } from '../../../figures/shared/selection';
import { type LinksData, type LinksOptions, mountTokenLinks } from '../../../figures/tokenLinks';
import type { LinksMessages } from '../../../i18n/linksMessages';
import type { AttentionView } from '../../../state/selectors';
import type { LinkShape } from '../../../state/types';
import { FigureHost } from '../../FigureHost';
import { headWeights } from '../../headWeights';
import { useMessages } from '../../page';
import { useAttentionFigure } from '../useAttentionFigure';
import { useWrittenDetail } from '../useDetail';
import { hiddenHeads, writtenHidden } from './hiddenHeads';
import styles from './links.module.css';
import { linksLabels } from './linksLabels';

interface Props {
  readonly attention: AttentionView;
  readonly words: LinksMessages;
  /** The lines of every head of the layer, instead of the chosen one's. */
  readonly isOfAll: boolean;
  readonly shape: LinkShape;
}

/** In one line a token both reads and is read. */
const readingAndRead = ({ query, key }: Cell): Cell => ({ query: query ?? key, key: key ?? query });

/** The lines of one attention. */
export function LinksFigure({ attention, words, isOfAll, shape }: Props) {
  const messages = useMessages();
  const { weights, nHeads } = attention;
  const { kind, layer, head } = attention.selection;
  const shownAs = shape === 'arcs' && kind !== 'cross' ? readingAndRead : undefined;
  const { tokens, selection, pointing, transient, onUpdated } = useAttentionFigure<LinksData>(
    attention,
    shownAs,
  );
  const named = isOfAll ? 0 : head;
  const [written, write] = useWrittenDetail('links', 'hidden');
  const hidden = useMemo(() => hiddenHeads(written, nHeads), [written, nHeads]);
  const options = useMemo(
    (): LinksOptions => ({
      labels: linksLabels(messages, words, { kind, layer, head: named }, isOfAll ? nHeads : 1),
      ...pointing,
      onHide: (next) => write(writtenHidden(next, nHeads)),
    }),
    [messages, words, kind, layer, named, isOfAll, nHeads, pointing, write],
  );
  const heads = useMemo(() => {
    const all = headWeights(weights, nHeads).map((own, index) => ({ head: index, weights: own }));
    return isOfAll ? all : all.slice(named, named + 1);
  }, [weights, nHeads, isOfAll, named]);
  const data = useMemo(
    (): LinksData => ({ ...tokens, heads, hidden, selection, shape }),
    [tokens, heads, hidden, selection, shape],
  );
  const shared = { className: styles.figure, data, transient, onUpdated };
  return <FigureHost mount={mountTokenLinks} options={options} {...shared} />;
}
