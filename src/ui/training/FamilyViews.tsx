import { useMemo, useState } from 'react';
import { Button } from 'react-aria-components';
import type { Family } from '../../model/config/types';
import { exampleOf } from '../../state/training/fitModel';
import { FAMILIES } from '../../state/training/raceModels';
import type { Example, Task } from '../../tasks/task';
import controls from '../controls/controls.module.css';
import { formatPercent } from '../format';
import { HUES } from './CurvesFigure';
import styles from './training.module.css';
import { useTrainingMessages } from './useTraining';

/** The same example as each family sees it. */
export function FamilyViews({ task }: { readonly task: Task }) {
  const text = useTrainingMessages();
  const [seed, setSeed] = useState(5);
  return (
    <div className={styles.views}>
      <p className={styles.note}>
        {text.seesNote}{' '}
        <Button className={controls.link ?? ''} onPress={() => setSeed((before) => before + 1)}>
          {text.another}
        </Button>
      </p>
      {FAMILIES.map((family) => (
        <section
          key={family}
          className={styles.view}
          data-tone={HUES[family]}
          aria-label={text.families[family]}
        >
          <h4>{text.families[family]}</h4>
          {task.families.includes(family) ? (
            <FamilyView task={task} family={family} seed={seed} />
          ) : (
            <p className={styles.note}>{text.notFor}</p>
          )}
        </section>
      ))}
    </div>
  );
}

interface ViewProps {
  readonly task: Task;
  readonly family: Family;
  readonly seed: number;
}

function FamilyView({ task, family, seed }: ViewProps) {
  const text = useTrainingMessages();
  const example = useMemo(() => exampleOf(task, family, 'train', seed), [task, family, seed]);
  const { accuracyCeiling } = task.limits(family);
  const { encoder, decoder, targets } = example;
  const wanted = wantedOf(example);
  return (
    <>
      {encoder && (
        <Words
          name={text.reads.encoder}
          words={encoder.words}
          wanted={decoder ? null : wanted}
          inputOnly={decoder !== undefined}
        />
      )}
      {decoder && <Words name={text.reads.decoder} words={decoder.words} wanted={wanted} inputOnly={false} />}
      {targets.kind === 'class' && <p className={styles.label}>{text.label(targets.label)}</p>}
      <p className={styles.note}>
        {targets.kind === 'tokens' ? text.how[family] : text.howOther[targets.kind]}
        {accuracyCeiling !== null &&
          accuracyCeiling < 1 &&
          ` ${text.ceilingNote(formatPercent(accuracyCeiling))}`}
      </p>
    </>
  );
}

/** What is wanted at each position of the stack that answers; null where the loss does not count. */
function wantedOf({ targets, encoder, decoder }: Example): readonly (string | null)[] {
  const length = (decoder ?? encoder)?.words.length ?? 0;
  switch (targets.kind) {
    case 'tokens':
      return targets.words;
    case 'labels':
      return targets.labels;
    case 'span':
      return Array.from({ length }, (_, at) => (at >= targets.start && at <= targets.end ? '✓' : null));
    case 'class':
      return [];
  }
}

interface WordsProps {
  readonly name: string;
  readonly words: readonly string[];
  readonly wanted: readonly (string | null)[] | null;
  readonly inputOnly: boolean;
}

function Words({ name, words, wanted, inputOnly }: WordsProps) {
  const text = useTrainingMessages();
  return (
    <>
      <p className={styles.stack}>{name}</p>
      <ol className={styles.words} aria-label={name}>
        {words.map((word, position) => {
          const answer = wanted?.[position] ?? null;
          return (
            // Words come again; their place is what tells them apart.
            <li key={`${position} ${word}`} data-counted={answer !== null}>
              <span>{word}</span>
              {!inputOnly && answer === null && <span aria-hidden>·</span>}
              {answer !== null && (
                <span>
                  <span className={styles.hidden}>{text.wants('')}</span>
                  {answer}
                </span>
              )}
            </li>
          );
        })}
      </ol>
    </>
  );
}
