import { use } from 'react';
import { visibleToken } from '../../../figures/shared/text';
import { linkedMessages } from '../../../i18n/linkedMessages';
import { derive } from '../../../model/config/derive';
import { kvCacheBytes } from '../../../model/cost';
import { arrayKey, cacheNames } from '../../../state/reads';
import { selectSelection } from '../../../state/selectors';
import { formatBytes } from '../../format';
import { useApp, useMessages } from '../../page';
import panel from '../../panels/figure.module.css';
import styles from '../linked/linked.module.css';
import { CacheColumns } from './CacheColumns';
import { StepCost } from './StepCost';

/** The keys and values of an attention that generating keeps: what is new at a step, and what is reused. */
export default function CacheView() {
  const text = use(linkedMessages(useApp((state) => state.language)));
  const { cache } = text;
  const { figures } = useMessages();
  const of = useApp((state) => state.run.of);
  const arrays = useApp((state) => state.run.arrays);
  const batchRow = useApp((state) => state.batchRow);
  const { kind, layer, head } = useApp(selectSelection);
  if (kind === 'encoderSelf') return <p className={panel.rows}>{cache.none}</p>;
  const decoder = of?.prepared.decoder?.tokens;
  const keyTokens = kind === 'cross' ? of?.prepared.encoder?.tokens : decoder;
  if (!of || !decoder || !keyTokens) return <p className={panel.waiting}>{text.waiting}</p>;
  const { config, prepared } = of;
  const row = Math.min(batchRow, prepared.nRows - 1);
  const [keys, values] = cacheNames(kind, layer).map((name) => arrays.get(arrayKey(name, row)));
  if (!keys || !values) return <p className={panel.waiting}>{text.waiting}</p>;
  const target = decoder.filter(({ padding }) => !padding).length;
  const source = prepared.encoder?.tokens.length ?? 0;
  const nMemory = derive(config).hasCross ? source : 0;
  const newest = decoder[target - 1];
  const isStep = newest?.generated ?? false;
  const size = { batch: 1, source, target };
  const place = figures.matrixName(figures.kinds[kind], layer + 1, head + 1);
  const own = isStep ? cache.step(visibleToken(newest?.display ?? ''), target - 1) : cache.prompt(target);
  const ofKind = kind === 'cross' ? [cache.memory(nMemory), cache.fixed] : [own];
  const columns = { kind, place, tokens: keyTokens, nTokens: kind === 'cross' ? nMemory : target };
  return (
    <>
      <section className={styles.part}>
        <h3>{cache.title(place)}</h3>
        <p>
          {[...ofKind, cache.layers(target, nMemory, formatBytes(kvCacheBytes(config, size)))].join(' ')}{' '}
          {kind === 'decoderSelf' && cache.grow}
        </p>
      </section>
      {isStep && <StepCost config={config} size={size} />}
      <CacheColumns what="keys" data={keys.data} {...columns} />
      <CacheColumns what="values" data={values.data} {...columns} />
    </>
  );
}
