import { useMemo } from 'react';
import type { FigureColumn } from '../../../figures/shared/figure';
import { configDifferences, type Named } from '../../../state/bench/differences';
import type { BenchModel } from '../../../state/bench/types';
import type { AppState } from '../../../state/types';
import type { Tokenization } from '../../../text/tokenization';
import { formatInteger } from '../../format';
import { useMessages } from '../../page';
import { nameOnItsWay, trainedName } from '../../trainedName';
import { useOfAll } from '../useOfAll';
import styles from './compare.module.css';
import { Framed } from './Framed';
import { TableFigure, type TableRow } from './TableFigure';
import { useCompareMessages } from './useCompareMessages';
import { selectNamed } from '../useNames';
import { labelOf, valueWord, type Words } from './words';

const selectTokenization = (state: AppState): Tokenization => state.tokenization;
const selectNumberOfInterventions = (state: AppState): number => state.interventions.length;

function weightsWord({ weights, trained, loading }: Named, { text, messages }: Words): string {
  if (loading) return nameOnItsWay(loading, messages.trained);
  if (trained) return trainedName(trained, messages.trained);
  if (weights.kind === 'random') return text.phrases.seed(weights.seed);
  return weights.kind === 'training' ? text.phrases.training(weights.step) : weights.id;
}

function tokenizationWord(tokenization: Tokenization, { tokenizations }: Words['text']): string {
  switch (tokenization.kind) {
    case 'words':
      return tokenizations.words(formatInteger(tokenization.source.length));
    case 'characters':
      return tokenizations.characters(formatInteger(tokenization.characters.length));
    case 'bytePairs':
    case 'learnedPairs':
      return tokenizations[tokenization.kind];
  }
}

const rowOf = (id: string, name: string, values: readonly string[]): TableRow => ({
  id,
  name,
  cells: values.map((value) => ({ value, shown: value, isWord: true })),
});

/** All that the models have otherwise: their configurations, their weights, and what is changed while they run. */
export function DifferencesTable({ models }: { readonly models: readonly BenchModel[] }) {
  const text = useCompareMessages();
  const messages = useMessages();
  const all = useOfAll(models, selectNamed);
  const tokenizations = useOfAll(models, selectTokenization);
  const interventions = useOfAll(models, selectNumberOfInterventions);
  const { differences } = text;
  const columns = useMemo(
    (): readonly FigureColumn[] => [
      { id: 'what', label: differences.what },
      ...models.map(({ slot }) => ({ id: slot, label: slot })),
    ],
    [models, differences],
  );
  const rows = useMemo((): readonly TableRow[] => {
    const words = { text, messages };
    const ofConfigs = configDifferences(all.map(({ config }) => config)).map(({ id, values }) =>
      rowOf(
        id,
        labelOf(id, words),
        values.map((value) => valueWord(value, words)),
      ),
    );
    const others = [
      rowOf(
        'tokenization',
        differences.tokenization,
        tokenizations.map((tokenization) => tokenizationWord(tokenization, text)),
      ),
      rowOf(
        'weights',
        differences.weights,
        all.map((model) => weightsWord(model, words)),
      ),
      rowOf('interventions', differences.interventions, interventions.map(String)),
    ].filter(({ cells }) => cells.some(({ value }) => value !== cells[0]?.value));
    return [...ofConfigs, ...others];
  }, [all, tokenizations, interventions, text, messages, differences]);
  return (
    <Framed title={differences.heading}>
      {rows.length === 0 ? (
        <p className={styles.note}>{differences.none}</p>
      ) : (
        <TableFigure caption={differences.heading} columns={columns} rows={rows} />
      )}
    </Framed>
  );
}
