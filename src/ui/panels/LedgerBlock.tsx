import { useDeferredValue, useState } from 'react';
import { Button } from 'react-aria-components';
import { flops, kvCacheBytes } from '../../model/cost';
import { parameterBytes } from '../../model/memory';
import { countParameters } from '../../model/parameters';
import { selectPrepared } from '../../state/selectors';
import controls from '../controls/controls.module.css';
import { formatBytes, formatCompact, formatInteger, formatMilliseconds } from '../format';
import { useApp, useMessages } from '../page';
import { LedgerBars } from './LedgerBars';
import { lazyPart } from '../lazyPart';
import { Part } from '../Part';
import ledger from './ledger.module.css';
import styles from './results.module.css';

const LedgerDialog = lazyPart(() =>
  import('./LedgerDialog').then(({ LedgerDialog: component }) => component),
);

/** What the model costs: parameters by group, memory, and the measured time. */
export function LedgerBlock() {
  const messages = useMessages();
  const { ledger: text, backend } = messages;
  const config = useDeferredValue(useApp((state) => state.config));
  const result = useApp((state) => state.run.result);
  const [isOpen, setOpen] = useState(false);
  const total = countParameters(config);
  const source = useApp((state) => selectPrepared(state).encoder?.tokens.length ?? 0);
  const target = useApp((state) => selectPrepared(state).decoder?.tokens.length ?? 0);
  const batch = config.batchSize;
  const full = config.contextLength;
  const facts = [
    [text.memory, formatBytes(parameterBytes(config))],
    [text.flops, text.flopsUnit(formatCompact(flops(config, { batch, source, target }).total))],
    ...(config.family === 'encoder-only'
      ? []
      : [[text.kvCache, formatBytes(kvCacheBytes(config, { batch, source: full, target: full }))]]),
    ...(result
      ? [[text.time, `${formatMilliseconds(result.milliseconds)} · ${backend.names[result.backend]}`]]
      : []),
  ];
  return (
    <div className={styles.block}>
      <div className={styles.head}>
        <h2>{text.heading}</h2>
      </div>
      <p className={ledger.total}>{formatInteger(total)}</p>
      <LedgerBars config={config} messages={messages} />
      <dl className={ledger.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {'tied' in config.head && config.head.tied && <p className={styles.note}>{text.tied}</p>}
      <div>
        <Button className={controls.link ?? ''} onPress={() => setOpen(true)}>
          {text.details}
        </Button>
      </div>
      {isOpen && (
        <Part>
          <LedgerDialog config={config} messages={messages} onClose={() => setOpen(false)} />
        </Part>
      )}
    </div>
  );
}
