import type { DrawnFacts, LinkFacts, LinksLabels } from '../../../figures/tokenLinks';
import type { Messages } from '../../../i18n';
import type { LinksMessages } from '../../../i18n/linksMessages';
import { axes, type HeadPlace, quoted } from '../../figureLabels';
import { formatInteger, formatPercent } from '../../format';

const LISTED = 3;

/** The words of the links of one head, or of all heads of a layer: of each weight, then, its head. */
export function linksLabels(
  messages: Messages,
  words: LinksMessages,
  { kind, layer, head }: HeadPlace,
  nHeads = 1,
): LinksLabels {
  const text = messages.figures;
  const { toggles } = words;
  const token = (facts: LinkFacts): string => {
    const name = quoted(facts.text);
    const weight = (of: LinkFacts['links'][number]): string =>
      facts.isOfSeveral ? words.byHead(formatPercent(of.weight), of.head + 1) : formatPercent(of.weight);
    const list = facts.links
      .slice(0, LISTED)
      .map((link) => `${quoted(link.text)} ${weight(link)}`)
      .join(', ');
    if (list === '') return facts.axis === 'query' ? text.readsNothing(name) : text.readByNone(name);
    return facts.axis === 'query' ? words.readsList(name, list) : words.isReadList(name, list);
  };
  const carried = ({ share }: DrawnFacts): string[] =>
    share === null ? [] : [words.share(formatPercent(share))];
  const counted = ({ shown, total }: DrawnFacts): string =>
    toggles.lines(formatInteger(shown), formatInteger(total));
  return {
    figure:
      nHeads > 1
        ? words.allName(text.kinds[kind], layer + 1, nHeads)
        : text.matrixName(text.kinds[kind], layer + 1, head + 1),
    ...axes(messages, kind),
    reads: words.reads,
    readBy: words.readBy,
    above: words.above,
    below: words.below,
    wrapped: words.wrapped,
    drawn: (facts) =>
      words.joined([
        words.drawn(formatPercent(facts.threshold), formatInteger(facts.shown), formatInteger(facts.total)),
        ...carried(facts),
      ]),
    weight: formatPercent,
    headWeight: (weight, of) => words.headWeight(formatPercent(weight), of + 1),
    value: text.weight,
    head: toggles.head,
    hint: text.selectHint,
    token,
    summary: ({ rows, cols, selected }) =>
      [text.summary(text.kinds[kind], rows, cols), ...selected.map(token)].join(' '),
    toggles: {
      group: toggles.group,
      caption: (of) => String(of + 1),
      name: (of, facts) =>
        words.joined([toggles.name(of + 1), ...(facts ? [counted(facts), ...carried(facts)] : [])]),
      hint: toggles.hint,
      alone: (of) => toggles.alone(of + 1),
      all: toggles.all,
    },
  };
}
