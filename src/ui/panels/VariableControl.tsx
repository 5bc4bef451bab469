import { Button } from 'react-aria-components';
import { type VariableKey, VARIABLE_TICKS, sliderValues, variableOf } from '../../model/config/variables';
import type { ModelConfig } from '../../model/config/types';
import type { Messages } from '../../i18n';
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

/** One key variable, joined to the state. */
export function VariableControl({ variable, onDrag }: Props) {
  const messages = useMessages();
  const { setVariable } = useActions();
  const config = useApp((state) => state.config);
  const rejected = useApp((state) => (state.rejected?.key === variable ? state.rejected : null));
  const { variables: text } = messages;
  const value = variableOf(config, variable);
  const ticks = VARIABLE_TICKS[variable].map((tick) => ({
    value: tick.value,
    label: text.tick(tick.models, formatInteger(tick.value)),
  }));
  return (
    <VariableRow
      label={text.labels[variable]}
      symbol={text.symbols[variable]}
      value={value}
      typed={typeof rejected?.value === 'number' ? rejected.value : value}
      scale={sliderScale(sliderValues(config, variable))}
      ticks={ticks}
      valueText={formatInteger(value)}
      note={noteOf(text, variable, config)}
      problem={rejected && <Problems variable={variable} value={value} />}
      onChange={(next) => setVariable(variable, next)}
      onType={(next) => setVariable(variable, next)}
      onDrag={onDrag}
    />
  );
}

function noteOf(text: Messages['variables'], variable: VariableKey, config: ModelConfig): string | null {
  if (variable === 'nHeads') return text.perHead(config.dHead);
  return variable === 'nLayers' && config.family === 'encoder-decoder' ? text.perStack : null;
}

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
