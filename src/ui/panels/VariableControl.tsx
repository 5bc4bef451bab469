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
  const problems = useApp((state) => state.rejected?.problems ?? []);
  const { variables: text } = messages;
  return (
    <>
      {problems.map((problem) => {
        const target = variableOfPath(problem.path);
        return (
          <div key={`${problem.code} ${problem.path}`}>
            <p>{problemText(messages, problem)}</p>
            {target === variable && problem.suggestions.length > 0 && (
              <div className={styles.suggestions}>
                {problem.suggestions.slice(0, 4).map((suggestion) => (
                  <Button
                    key={suggestion}
                    className={styles.suggestion ?? ''}
                    onPress={() => setVariable(target, suggestion)}
                  >
                    {text.take(formatInteger(suggestion))}
                  </Button>
                ))}
              </div>
            )}
          </div>
        );
      })}
      <p className={styles.kept}>{text.kept(formatInteger(value))}</p>
    </>
  );
}
