import { X } from 'lucide-react';
import { useMemo } from 'react';
import { Button } from 'react-aria-components';
import { withoutIntervention } from '../../../state/bench/interventionList';
import { listedInterventions } from '../../../state/fittingInterventions';
import controls from '../../controls/controls.module.css';
import { IconButton } from '../../controls/IconButton';
import { useActions, useApp, usePage } from '../../page';
import styles from './interventions.module.css';
import { interventionName, problemName } from './interventionName';
import { useWords } from './words';

/** All that is changed in the model, each in words and removable. */
export function InterventionList() {
  const words = useWords();
  const { store } = usePage();
  const { setInterventions, setMemoryText } = useActions();
  const list = useApp((state) => state.interventions);
  const memory = useApp((state) => state.memoryText);
  const of = useApp((state) => state.run.of);
  const entries = useMemo(() => {
    const texts = {
      encoder: of?.prepared.encoder?.tokens ?? [],
      decoder: of?.prepared.decoder?.tokens ?? [],
    };
    return list.length === 0
      ? []
      : listedInterventions(store.getState()).map(({ text, intervention, problem }) => ({
          name: intervention
            ? interventionName(intervention, words.list, words.switchboard.stacks, texts)
            : words.list.unreadable(text),
          problem: problem && words.list.problem(problemName(problem, words.list)),
        }));
  }, [list, of, store, words]);
  const isEmpty = entries.length === 0 && memory === null;
  return (
    <section className={styles.block} aria-labelledby="interventions">
      <div className={styles.head}>
        <h3 id="interventions">{words.list.title}</h3>
        {!isEmpty && (
          <Button
            className={controls.link ?? ''}
            onPress={() => {
              setInterventions([]);
              setMemoryText(null);
            }}
          >
            {words.list.removeAll}
          </Button>
        )}
      </div>
      {isEmpty && <p className={styles.note}>{words.list.none}</p>}
      <ul className={styles.list}>
        {memory !== null && (
          <li>
            <span>{words.list.memory(memory)}</span>
            <IconButton
              icon={X}
              label={words.list.remove(words.list.memory(memory))}
              onPress={() => setMemoryText(null)}
            />
          </li>
        )}
        {entries.map(({ name, problem }, place) => (
          <li key={`${place} ${name}`} data-problem={problem !== null || undefined}>
            <span>
              {name}
              {problem !== null && <span className={styles.problem}> {problem}</span>}
            </span>
            <IconButton
              icon={X}
              label={words.list.remove(name)}
              onPress={() => setInterventions(withoutIntervention(list, place))}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
