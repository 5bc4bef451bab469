import type { BarFacts, RowEditorLabels } from '../../../figures/rowEditor';
import type { Messages } from '../../../i18n';
import type { BenchInterventionsMessages } from '../../../i18n/benchInterventionsMessages';
import { axes, type HeadPlace, quoted } from '../../figureLabels';
import { formatPercent } from '../../format';

/** The words of a row of attention, with its numbers. */
export function rowLabels(
  messages: Messages,
  text: BenchInterventionsMessages['row'],
  { kind, layer, head }: HeadPlace,
  queryText: string,
): RowEditorLabels {
  const { figures } = messages;
  const bar = ({ keyText, weight, before, set, refusal }: BarFacts): string => {
    const key = quoted(keyText);
    if (refusal === 'masked') return text.masked(key);
    const [was, isSet] = [before, set].map((one) => (one === null ? null : formatPercent(one)));
    return text.bar({
      ...{ key, weight: formatPercent(weight), isOnly: refusal === 'only' },
      ...{ before: was ?? null, set: isSet ?? null },
    });
  };
  return {
    figure: text.of(queryText, figures.matrixName(figures.kinds[kind], layer + 1, head + 1)),
    keyAxis: axes(messages, kind).keyAxis,
    weightAxis: figures.weight,
    legend: text.legend,
    columns: text.columns,
    hint: text.hint,
    tick: (weight) => `${Math.round(weight * 100)} %`,
    bar,
    setTo: ({ keyText, weight }) => text.setTo(quoted(keyText), formatPercent(weight)),
    summary: (facts) => text.summary({ ...facts, queryText: quoted(facts.queryText) }),
  };
}
