import { useMemo } from 'react';
import { type ArchitectureOptions, mountArchitecture } from '../../figures/architecture';
import { graph } from '../../model/graph/graph';
import { selectPrepared, selectSelection } from '../../state/selectors';
import type { FigureKind } from '../../state/types';
import { architectureLabels } from '../architectureLabels';
import { classes } from '../controls/classes';
import { FigureHost } from '../FigureHost';
import { useActions, useApp, useMessages } from '../page';
import styles from './figure.module.css';

const NODE_OF_KIND: Readonly<Record<FigureKind, string>> = {
  encoderSelf: 'encoder.selfAttention',
  decoderSelf: 'decoder.selfAttention',
  cross: 'decoder.crossAttention',
};
const KINDS: readonly FigureKind[] = ['encoderSelf', 'decoderSelf', 'cross'];

/** The model as in figure 1 of the 2017 paper; an attention block opens its figure. */
export function ArchitecturePanel() {
  const messages = useMessages();
  const { chooseKind } = useActions();
  const config = useApp((state) => state.config);
  const source = useApp((state) => selectPrepared(state).encoder?.tokens.length ?? 0);
  const target = useApp((state) => selectPrepared(state).decoder?.tokens.length ?? 0);
  const kind = useApp((state) => selectSelection(state).kind);
  const options = useMemo(
    (): ArchitectureOptions => ({
      labels: architectureLabels(messages),
      onPick: (id) => {
        const picked = KINDS.find((candidate) => NODE_OF_KIND[candidate] === id);
        if (picked) chooseKind(picked);
      },
    }),
    [messages, chooseKind],
  );
  const drawn = useMemo(
    () => graph(config, { batch: config.batchSize, source, target }),
    [config, source, target],
  );
  const data = useMemo(() => ({ graph: drawn, selected: NODE_OF_KIND[kind] }), [drawn, kind]);
  return (
    <section className={classes(styles.panel, styles.diagram)} aria-label={messages.app.architecture}>
      <h2 className={styles.title}>{messages.app.architecture}</h2>
      <FigureHost className={styles.host} mount={mountArchitecture} options={options} data={data} />
    </section>
  );
}
