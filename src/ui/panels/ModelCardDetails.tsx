import { Button } from 'react-aria-components';
import { countParameters } from '../../model/parameters';
import { isShippedId } from '../../state/shipped';
import type { TrainedModel } from '../../state/types';
import controls from '../controls/controls.module.css';
import { formatInteger, formatPercent } from '../format';
import { useActions, useMessages } from '../page';
import { KeepButtons } from './KeepButtons';
import styles from './backend.module.css';

/** What a model is, how it was trained and how well it does on what it had not seen, or that it is set by hand. */
export function ModelCardDetails({ model }: { readonly model: TrainedModel }) {
  const { trained: text } = useMessages();
  const { chooseKind, chooseLayer, chooseHead } = useActions();
  const { card, config } = model;
  const batch = card.training['batchSize'];
  const count = formatInteger(countParameters(config));
  const facts: readonly [string, string][] = card.handSet
    ? [
        [text.cardTask, text.handSet.names[card.handSet]],
        [text.cardParameters, count],
        [text.cardSteps, text.handSet.steps],
      ]
    : [
        [text.cardTask, isShippedId(model.id) ? text.notes[model.id] : card.task],
        [text.cardParameters, count],
        [text.cardSteps, text.steps(formatInteger(card.steps), String(batch ?? '?'))],
        [text.cardSeed, String(card.seed)],
        [text.cardDate, card.date],
      ];
  return (
    <div className={styles.details}>
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {card.results.length > 0 && <h3 className={styles.heading}>{text.cardResults}</h3>}
      <ul className={styles.results}>
        {card.results.map(({ measure, value, of, note }) => {
          const place = placeOf(note);
          return (
            <li key={measure}>
              <span>{nameOf(text.measures, measure)}</span>
              <strong>{isShare(measure) ? formatPercent(value) : value.toFixed(3)}</strong>
              <small>
                n = {formatInteger(of)}
                {place && (
                  <>
                    {' · '}
                    <Button
                      className={controls.link ?? ''}
                      onPress={() => {
                        chooseKind('cross');
                        chooseLayer(place.layer);
                        chooseHead(place.head);
                      }}
                    >
                      {text.head(place.layer + 1, place.head + 1)}
                    </Button>
                  </>
                )}
              </small>
            </li>
          );
        })}
      </ul>
      {model.origin === 'shipped' && <p className={styles.why}>{text.cardLimits}</p>}
      <KeepButtons />
    </div>
  );
}

function isShare(measure: string): boolean {
  return measure !== 'crossEntropy' && measure !== 'floor';
}

/** "layer 1 head 2" of a measurement that is of one head. */
function placeOf(note: string | undefined): { layer: number; head: number } | null {
  const found = /^layer (\d+) head (\d+)$/.exec(note ?? '');
  return found ? { layer: Number(found[1]), head: Number(found[2]) } : null;
}

function nameOf(names: Readonly<Record<string, string>>, measure: string): string {
  return Object.hasOwn(names, measure) ? (names[measure] ?? measure) : measure;
}
