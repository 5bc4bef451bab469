import { use, useMemo } from 'react';
import { type LinksData, type LinksOptions, mountTokenLinks } from '../../../figures/tokenLinks';
import { linksMessages } from '../../../i18n/linksMessages';
import { FigureHost } from '../../FigureHost';
import { headWeights } from '../../headWeights';
import { useApp, useMessages } from '../../page';
import { linksLabels } from '../../views/links/linksLabels';
import styles from './compare.module.css';
import { type Paired, usePaired } from './usePaired';

/** The same as lines between the tokens. */
export function PairedLinks(paired: Paired) {
  const messages = useMessages();
  const words = use(linksMessages(useApp((state) => state.language)));
  const { tokens, selection, pointing, transient, onUpdated } = usePaired<LinksData>(paired);
  const { weights, nHeads } = paired.shown.attention;
  const { kind, layer, head } = paired.shown.attention.selection;
  const options = useMemo(
    (): LinksOptions => ({ labels: linksLabels(messages, words, { kind, layer, head }), ...pointing }),
    [messages, words, kind, layer, head, pointing],
  );
  const heads = useMemo(
    () =>
      headWeights(weights, nHeads).flatMap((own, index) => (index === head ? [{ head, weights: own }] : [])),
    [weights, nHeads, head],
  );
  const data = useMemo(
    (): LinksData => ({ ...tokens, heads, selection, shape: 'columns' }),
    [tokens, heads, selection],
  );
  const host = { className: styles.figure, data, transient, onUpdated };
  return <FigureHost mount={mountTokenLinks} options={options} {...host} />;
}
