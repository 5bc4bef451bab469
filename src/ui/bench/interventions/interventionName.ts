import type { BenchInterventionsMessages } from '../../../i18n/benchInterventionsMessages';
import type { LinkableIntervention } from '../../../model/intervention';
import type { InterventionProblem } from '../../../model/interventionForm';
import { tracePlace } from '../../../model/activations';
import type { ShownToken } from '../../../state/types';

/** The tokens of the texts that positions are of. */
export interface NamedTexts {
  readonly encoder: readonly ShownToken[];
  readonly decoder: readonly ShownToken[];
}

/** An intervention in words: "Cross-attention head outputs, decoder 2, head 1: set to 0". */
export function interventionName(
  { at, where = {}, change }: LinkableIntervention,
  words: BenchInterventionsMessages['list'],
  stacks: BenchInterventionsMessages['switchboard']['stacks'],
  texts: NamedTexts,
): string {
  const { stack, layer, attention } = tracePlace(at);
  const part = at.slice(at.lastIndexOf('.') + 1);
  const token = (position: number, tokens: readonly ShownToken[]): string =>
    [String(position + 1), tokens[position]?.display].filter((word) => word !== undefined).join(' ');
  const own = texts[stack ?? 'decoder'];
  const keys = attention === 'crossAttention' ? texts.encoder : own;
  const chosen = [
    where.head === undefined ? null : words.where.head(where.head + 1),
    where.query === undefined ? null : words.where.query(token(where.query, own)),
    where.key === undefined ? null : words.where.key(token(where.key, keys)),
  ].filter((word) => word !== null);
  return `${[placeName(), ...chosen].join(', ')}: ${changeName()}`;

  function placeName(): string {
    if (!stack) return words.at.logits;
    if (layer === null) {
      return at.includes('.embedding.') ? words.at.embedding(stacks[stack]) : words.at.output(stacks[stack]);
    }
    if (change.kind === 'bypass') return words.at.layer(stacks[stack], layer + 1);
    const isStream = at.includes('.residual.');
    const kind = attention ?? (at.includes('.feedForward.') ? 'feedForward' : null);
    const activation =
      isStream && part === 'output'
        ? words.activations.residual
        : (words.activations[part as keyof typeof words.activations] ?? part);
    const what = kind === null ? activation : `${words.kinds[kind]} ${activation}`;
    return words.at.place(what, stacks[stack], layer + 1);
  }

  function changeName(): string {
    switch (change.kind) {
      case 'zero':
        return part === 'scores' ? words.change.uniform : words.change.zero;
      case 'scale':
        return words.change.scale(String(change.factor));
      case 'edge':
        return words.change.edge(String(Number(change.weight.toPrecision(3))));
      case 'mean':
      case 'cut':
      case 'bypass':
      case 'copy':
        return words.change[change.kind];
    }
  }
}

/** Why an intervention is not made; what is counted counts from 1. */
export function problemName(
  problem: InterventionProblem,
  { problems: words }: BenchInterventionsMessages['list'],
): string {
  switch (problem.kind) {
    case 'number':
      return words.number(problem.value);
    case 'index':
      return words.index(problem.index + 1, problem.count);
    case 'masked':
      return words.masked(problem.query + 1, problem.key + 1);
    case 'donorShape':
      return words.donorShape(problem.donor, problem.count);
    case 'change':
    case 'axis':
    case 'missing':
    case 'absent':
    case 'noDonor':
      return words[problem.kind];
  }
}
