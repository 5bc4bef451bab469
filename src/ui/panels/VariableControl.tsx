import { memo, useMemo } from 'react';
import { Button } from 'react-aria-components';
import { type VariableKey, VARIABLE_TICKS, sliderValues, variableOf } from '../../model/config/variables';
import { sliderScale } from '../controls/sliderScale';
import { formatInteger } from '../format';
import { useActions, useApp, useMessages } from '../page';
import { problemText, variableOfPath } from '../problemText';
import { VariableRow } from './VariableRow';
import styles from './variables.module.css';

interface Props {
  readonly variable: VariableKey;
  readonly onDrag: (isDragging: boolean) => void;
}

/** One key variable, joined to the state. It draws again only when something of its own changes. */
export const VariableControl = memo(function VariableControl({ variable, onDrag }: Props) {
  const { variables: text } = useMessages();
  const { setVariable } = useActions();
  const value = useApp((state) => variableOf(state.config, variable));
  const rejected = useApp((state) => (state.rejected?.key === variable ? state.rejected : null));
  const dHead = useApp((state) => (variable === 'nHeads' ? state.config.dHead : null));
  const isPerStack = useApp((state) => variable === 'nLayers' && state.config.family === 'encoder-decoder');
  // As text, so that the same steps are the same value.
  const steps = useApp((state) => sliderValues(state.config, variable).join(' '));
  const scale = useMemo(() => sliderScale(steps.split(' ').map(Number)), [steps]);
  const ticks = useMemo(
    () =>
      VARIABLE_TICKS[variable].map((tick) => ({
        value: tick.value,
        label: text.tick(tick.models, formatInteger(tick.value)),
      })),
    [text, variable],
  );
  return (
    <VariableRow
      label={text.labels[variable]}
      symbol={text.symbols[variable]}
      value={value}
      typed={typeof rejected?.value === 'number' ? rejected.value : value}
      scale={scale}
      ticks={ticks}
      valueText={formatInteger(value)}
      note={dHead === null ? (isPerStack ? text.perStack : null) : text.perHead(dHead)}
      problem={rejected && <Problems variable={variable} value={value} />}
      onChange={(next) => setVariable(variable, next)}
      onType={(next) => setVariable(variable, next)}
      onDrag={onDrag}
    />
  );
});

/** Why the typed number cannot be, and the nearest ones that can. */
function Problems({ variable, value }: { readonly variable: VariableKey; readonly value: number }) {
  const messages = useMessages();
  const { setVariable } = useActions();
  const rejected = useApp((state) => state.rejected);
  const config = useApp((state) => state.config);
  const { variables: text } = messages;
  if (!rejected) return null;
  const own = rejected.problems.find((problem) => variableOfPath(problem.path) === variable);
  // Where the rule speaks of another variable ("dModel 128 into 5 heads"), the slider knows which values fit.
  const suggestions = own?.suggestions ?? neighbours(sliderValues(config, variable), Number(rejected.value));
  return (
    <>
      {rejected.problems.map((problem) => (
        <p key={`${problem.code} ${problem.path}`}>{problemText(messages, problem)}</p>
      ))}
      <div className={styles.suggestions}>
        {suggestions.slice(0, MOST_SUGGESTIONS).map((suggestion) => (
          <Button
            key={suggestion}
            className={styles.suggestion ?? ''}
            onPress={() => setVariable(variable, suggestion)}
          >
            {text.take(formatInteger(suggestion))}
          </Button>
        ))}
      </div>
      <p className={styles.kept}>{text.kept(formatInteger(value))}</p>
    </>
  );
}

const MOST_SUGGESTIONS = 4;

/** The values of a list just below and just above a number. */
function neighbours(values: readonly number[], target: number): readonly number[] {
  const below = values.filter((value) => value < target).at(-1);
  const above = values.find((value) => value > target);
  return [below, above].filter((value) => value !== undefined);
}
