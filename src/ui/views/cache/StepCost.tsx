import { use } from 'react';
import { linkedMessages } from '../../../i18n/linkedMessages';
import type { ModelConfig } from '../../../model/config/types';
import { stepFlops } from '../../../model/cost';
import type { PassSize } from '../../../model/memory';
import { formatCompact } from '../../format';
import { useApp, useMessages } from '../../page';
import styles from '../linked/linked.module.css';

interface Props {
  readonly config: ModelConfig;
  readonly size: PassSize;
}

/** What the last step costs with the cache, and what it would without. */
export function StepCost({ config, size }: Props) {
  const { cost } = use(linkedMessages(useApp((state) => state.language))).cache;
  const { ledger } = useMessages();
  const [cached, uncached] = [stepFlops(config, size, true), stepFlops(config, size, false)];
  return (
    <table className={styles.costs}>
      <caption>{cost.caption}</caption>
      <tbody>
        <tr>
          <th scope="row">{cost.with}</th>
          <td data-flops={cached}>{ledger.flopsUnit(formatCompact(cached))}</td>
        </tr>
        <tr>
          <th scope="row">{cost.without}</th>
          <td data-flops={uncached}>{ledger.flopsUnit(formatCompact(uncached))}</td>
        </tr>
        <tr>
          <th scope="row">{cost.ratio}</th>
          <td>{`${(uncached / cached).toFixed(1)} ×`}</td>
        </tr>
      </tbody>
    </table>
  );
}
