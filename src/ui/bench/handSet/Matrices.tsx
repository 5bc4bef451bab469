import { use } from 'react';
import { handSetMessages } from '../../../i18n/handSetMessages';
import { derive } from '../../../model/config/derive';
import { selectSelection } from '../../../state/selectors';
import { useApp } from '../../page';
import styles from './handSet.module.css';
import { MatrixPicture } from './MatrixPicture';
import { headAt } from './measured';
import type { Opened } from './useOpened';

const MATRICES = [
  { part: 'q', name: 'W_Q' },
  { part: 'k', name: 'W_K' },
  { part: 'v', name: 'W_V' },
  { part: 'output', name: 'W_O' },
] as const;

/** The four matrices of the head that is shown, from the weights that were written. */
export function Matrices({ opened }: { readonly opened: Opened }) {
  const text = use(handSetMessages(useApp((state) => state.language)));
  const { config, weights, blocks } = opened.made;
  const layer = useApp((state) => selectSelection(state).layer);
  const head = headAt(opened.made, layer);
  return (
    <>
      {opened.made.heads.length > 1 && <p className={styles.note}>{text.matricesOf(head.layer + 1)}</p>}
      <div className={styles.matrices}>
        {MATRICES.map(({ part, name }) => (
          <MatrixPicture
            key={part}
            name={name}
            matrix={
              weights.get(
                `${derive(config).outputStack}.layers.${head.layer}.selfAttention.${part}.weight`,
              ) ?? new Float32Array()
            }
            width={config.dModel}
            blocks={blocks}
          />
        ))}
      </div>
      <p className={styles.note}>{text.matricesHint}</p>
    </>
  );
}
