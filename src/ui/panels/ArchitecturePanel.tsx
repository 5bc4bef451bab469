import { useDeferredValue, useMemo, useState } from 'react';
import {
  type ArchitectureData,
  type ArchitectureOptions,
  mountArchitecture,
} from '../../figures/architecture';
import type { Stack } from '../../model/config/types';
import { graph } from '../../model/graph/graph';
import type { NodeId } from '../../model/graph/types';
import { selectPrepared, selectSelection } from '../../state/selectors';
import type { FigureKind } from '../../state/types';
import { architectureLabels } from '../architectureLabels';
import { classes } from '../controls/classes';
import { FigureTools } from '../exporting/FigureTools';
import { FrameProvider, useNewFrame } from '../exporting/frame';
import { FigureHost } from '../FigureHost';
import { useActions, useApp, useMessages, usePage } from '../page';
import styles from './figure.module.css';

const NODE_OF_KIND: Readonly<Record<FigureKind, NodeId>> = {
  encoderSelf: 'encoder.selfAttention',
  decoderSelf: 'decoder.selfAttention',
  cross: 'decoder.crossAttention',
};
const stackOf = (kind: FigureKind): Stack => (kind === 'encoderSelf' ? 'encoder' : 'decoder');
const KINDS: readonly FigureKind[] = ['encoderSelf', 'decoderSelf', 'cross'];

type Props = Pick<ArchitectureData, 'marks' | 'becomes'>;

/** The model as in figure 1 of the 2017 paper; an attention block opens its figure, a stepper shows another layer. */
export function ArchitecturePanel({ marks, becomes }: Props) {
  const messages = useMessages();
  const { store } = usePage();
  const { chooseKind, chooseLayer } = useActions();
  const config = useApp((state) => state.config);
  const source = useApp((state) => selectPrepared(state).encoder?.tokens.length ?? 0);
  const target = useApp((state) => selectPrepared(state).decoder?.tokens.length ?? 0);
  const kind = useApp((state) => selectSelection(state).kind);
  const layer = useApp((state) => selectSelection(state).layer);
  // The stack whose attention is chosen shows the chosen layer; the other one stays where it was stepped to.
  const [stepped, setStepped] = useState<Readonly<Record<Stack, number>>>({ encoder: 0, decoder: 0 });
  const options = useMemo(
    (): ArchitectureOptions => ({
      labels: architectureLabels(messages),
      onPick: (id) => {
        const picked = KINDS.find((candidate) => NODE_OF_KIND[candidate] === id);
        if (picked) chooseKind(picked);
      },
      onLayer: (stack, to) => {
        setStepped((known) => ({ ...known, [stack]: to }));
        if (stack === stackOf(selectSelection(store.getState()).kind)) chooseLayer(to);
      },
    }),
    [messages, chooseKind, chooseLayer, store],
  );
  const drawn = useMemo(
    () => graph(config, { batch: config.batchSize, source, target }, { ...stepped, [stackOf(kind)]: layer }),
    [config, source, target, stepped, kind, layer],
  );
  const data = useMemo(
    (): ArchitectureData => ({
      ...{ graph: drawn, selected: NODE_OF_KIND[kind] },
      ...(marks ? { marks } : {}),
      ...(becomes ? { becomes } : {}),
    }),
    [drawn, kind, marks, becomes],
  );
  // In a task of its own, after what the user's hand is on was drawn.
  const later = useDeferredValue(data);
  const frame = useNewFrame();
  const title = messages.app.architecture;
  const tools = useMemo(() => <FigureTools subject={{ title, chooses: 'nothing' }} />, [title]);
  return (
    <FrameProvider value={frame}>
      <section className={classes(styles.panel, styles.diagram)} aria-label={messages.app.architecture}>
        <div className={styles.head}>
          <h2 className={styles.title}>{title}</h2>
          {tools}
        </div>
        <FigureHost className={styles.host} mount={mountArchitecture} options={options} data={later} />
      </section>
    </FrameProvider>
  );
}
