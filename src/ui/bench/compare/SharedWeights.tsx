import { hasSeveralFamilies, setStacksAlike } from '../../../state/bench/changes';
import type { Named } from '../../../state/bench/differences';
import { layersTogether, sharedWeights, type SharedWeights as Shared } from '../../../state/bench/shared';
import type { BenchModel } from '../../../state/bench/types';
import { Section } from '../../controls/Section';
import { Toggle } from '../../controls/Toggle';
import { formatInteger, formatPercent } from '../../format';
import { useOfAll } from '../useOfAll';
import styles from './compare.module.css';
import { useCompareMessages } from './useCompareMessages';
import { selectNamed } from '../useNames';

/** Which parameters of each model are the same numbers as in the first. */
export function SharedWeights({ models }: { readonly models: readonly BenchModel[] }) {
  const { weights: text } = useCompareMessages();
  const all = useOfAll(models, selectNamed);
  const [base, ...others] = all;
  const random = all.map(({ weights }) => weights).filter((weights) => weights.kind === 'random');
  const isAlike = random.length > 0 && random.every(({ stacksAlike }) => stacksAlike);
  if (!base) return null;
  return (
    <section className={styles.part} aria-label={text.heading}>
      <div className={styles.partHead}>
        <h3>{text.heading}</h3>
      </div>
      {others.map((model, index) => {
        const slot = models[index + 1]?.slot ?? 'B';
        return <Sharing key={slot} slot={slot} base={base} model={model} />;
      })}
      {random.length > 1 && (isAlike || hasSeveralFamilies(all.map(({ config }) => config))) && (
        <div className={styles.alike}>
          <Toggle label={text.alike} isSelected={isAlike} onChange={(isOn) => setStacksAlike(models, isOn)} />
          <p className={styles.note}>{text.alikeNote}</p>
        </div>
      )}
    </section>
  );
}

interface Props {
  readonly slot: string;
  readonly base: Named;
  readonly model: Named;
}

function whyNone({ weights: a }: Named, { weights: b }: Named): 'seeds' | 'stacks' | 'kinds' {
  if (a.kind !== 'random' || b.kind !== 'random') return 'kinds';
  return a.seed === b.seed ? 'stacks' : 'seeds';
}

function Sharing({ slot, base, model }: Props) {
  const { weights: text } = useCompareMessages();
  const shared = sharedWeights(base.config, base.weights, model.config, model.weights);
  if (shared.by === 'none') {
    return (
      <p className={styles.sentence} data-shared={slot} data-values={0}>
        {text.none(slot, 'A')} {text.noneWhy[whyNone(base, model)]}
      </p>
    );
  }
  const numbers = [
    formatInteger(shared.nShared),
    formatInteger(shared.nValues),
    formatPercent(shared.nShared / shared.nValues),
  ] as const;
  const isAll = shared.nShared === shared.nValues;
  return (
    <div>
      <p className={styles.sentence} data-shared={slot} data-values={shared.nShared}>
        {text[shared.by](slot, 'A', ...numbers)} {isAll && text.allShared}
      </p>
      <Section level={3} title={text.details(slot)}>
        <ParameterList title={text.same} names={shared.shared} />
        <ParameterList title={text.own} names={shared.own} />
      </Section>
    </div>
  );
}

function ParameterList({ title, names }: { readonly title: string; readonly names: Shared['shared'] }) {
  const { weights: text } = useCompareMessages();
  return (
    <>
      <h4 className={styles.listTitle}>{title}</h4>
      {names.length === 0 ? (
        <p className={styles.note}>{text.noneOwn}</p>
      ) : (
        <ul className={styles.names}>
          {layersTogether(names).map(({ name, copies }) => (
            <li key={name}>
              <code>{name}</code> {copies > 1 && text.copies(copies)}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
