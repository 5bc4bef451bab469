import { useMemo } from 'react';
import type { BenchMorphMessages } from '../../../i18n/benchMorphMessages';
import { changedNodes, stackMove } from '../../../model/morph/changedNodes';
import { ArchitecturePanel } from '../../panels/ArchitecturePanel';
import styles from './morph.module.css';
import type { Morph } from './useMorph';

interface Props {
  readonly morph: Morph;
  readonly text: BenchMorphMessages;
}

/** The diagram of the step: what stays moves to its place, what is new or otherwise has a mark. */
export function StepDiagram({ morph, text }: Props) {
  const { steps, current, was } = morph;
  const config = steps[current]?.config ?? null;
  const marks = useMemo(
    () =>
      was && config
        ? new Map([...changedNodes(was.config, config)].map(([id, change]) => [id, text.marks[change]]))
        : new Map<never, string>(),
    [was, config, text],
  );
  const becomes = useMemo(() => (was && config ? stackMove(was.config, config) : null), [was, config]);
  return (
    <div className={styles.diagram}>
      <ArchitecturePanel marks={marks} becomes={becomes} />
    </div>
  );
}
