import { use } from 'react';
import { handSetMessages } from '../../../i18n/handSetMessages';
import { closedForm } from '../../../model/handSet/closedForm';
import { formatSignificant } from '../../format';
import { useApp } from '../../page';
import styles from './handSet.module.css';
import { Matrices } from './Matrices';
import { SharpnessSlider } from './SharpnessSlider';
import { StreamStrip } from './StreamStrip';
import type { Opened } from './useOpened';

/** The construction: its formula, the stream that it lives in, its matrices, and why nothing disturbs it. */
export function ConstructionDetails({ opened }: { readonly opened: Opened }) {
  const text = use(handSetMessages(useApp((state) => state.language)));
  const { made, choice } = opened;
  const { config, formula, norms, outputScale } = made;
  const words = text.heads[choice.id];
  const n = config.contextLength;
  const example = closedForm(choice.sharpness, 1, n);
  return (
    <>
      <h4 className={styles.heading}>{text.headings.score}</h4>
      <p className={styles.formula}>{formula.score}</p>
      <h4 className={styles.heading}>{text.headings.weight}</h4>
      <p className={styles.formula}>
        {text.weightIs} = e^β / ({formula.sum})
      </p>
      <p className={styles.note}>{words.weight(`e^β / (${formula.sum})`, `1 / (${formula.sum})`)}</p>
      <SharpnessSlider opened={opened} />
      <p className={styles.note}>
        {text.numbers({
          sharpness: String(choice.sharpness),
          scale: String(outputScale),
          dModel: String(config.dModel),
          context: String(n),
        })}{' '}
        {text.ofFull(n, example.wanted.toFixed(4), formatSignificant(example.other, 2))}
      </p>
      <h4 className={styles.heading}>{text.headings.stream}</h4>
      <StreamStrip blocks={made.blocks} />
      <p className={styles.note}>{text.stream}</p>
      <h4 className={styles.heading}>{text.headings.construction}</h4>
      <Matrices opened={opened} />
      <ul className={styles.lines}>
        {words.matrices.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <h4 className={styles.heading}>{text.headings.norm}</h4>
      {norms.map(({ layer, nOnes, gain, mean }) => (
        <p key={layer} className={styles.note}>
          {norms.length > 1 && <strong>{text.normLayer(layer + 1)}. </strong>}
          {text.norm(nOnes, config.dModel, gain.toFixed(4), mean.toFixed(4))}
        </p>
      ))}
      <h4 className={styles.heading}>{text.headings.predicts}</h4>
      <p className={styles.note}>{words.says}</p>
      <h4 className={styles.heading}>{text.headings.limits}</h4>
      <p className={styles.note}>{words.limits}</p>
    </>
  );
}
