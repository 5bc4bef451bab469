import type { Messages } from '../../../i18n';
import type { BenchCompareMessages } from '../../../i18n/benchCompareMessages';
import type { OptionId } from '../../../model/config/options';
import { presetOf } from '../../../model/config/presets';
import type { DifferenceId, DifferenceValue, Named, NamePart } from '../../../state/bench/differences';
import { formatInteger } from '../../format';
import { nameOnItsWay, trainedName } from '../../trainedName';

/** The catalogues that names of models are made from. */
export interface Words {
  readonly text: BenchCompareMessages;
  readonly messages: Messages;
}

/** Painted masks and the like can be written in hundreds of letters. */
const LONGEST_FIELD = 40;

function isOption(id: DifferenceId, messages: Messages): id is OptionId {
  return Object.hasOwn(messages.options.labels, id);
}

/** What differs. */
export function labelOf(id: DifferenceId, { text, messages }: Words): string {
  if (id.startsWith('field:')) return id.slice('field:'.length);
  const names = new Map<string, string>([
    ...Object.entries(text.differences),
    ...Object.entries(messages.variables.labels),
    ...Object.entries(messages.options.labels),
  ]);
  return names.get(id) ?? id;
}

function choiceName(choice: string, { text, messages }: Words): string {
  if (choice === 'yes') return text.add.isOn;
  if (choice === 'no') return text.add.isOff;
  const names: Readonly<Record<string, string>> = messages.options.choices;
  return names[choice] ?? choice;
}

/** What one model has there. */
export function valueWord(value: DifferenceValue, words: Words): string {
  switch (value.kind) {
    case 'family':
      return words.messages.bar.families[value.family];
    case 'number':
      return formatInteger(value.value);
    case 'choice':
      return choiceName(value.choice, words);
    case 'text':
      return value.text.length > LONGEST_FIELD ? `${value.text.slice(0, LONGEST_FIELD)}…` : value.text;
    case 'absent':
      return words.text.differences.absent;
  }
}

/** An option with its choice, where the label does not stand beside it. */
export function optionPhrase(id: OptionId, choice: string, words: Words): string {
  const { phrases } = words.text;
  if (choice === 'yes') return labelOf(id, words);
  if (choice === 'no') return phrases.without(labelOf(id, words));
  if (id === 'normPlacement' && choice === 'both') return phrases.bothSides;
  const name = choiceName(choice, words);
  return phrases.choices[id]?.(name) ?? name;
}

function differencePhrase(id: DifferenceId, value: DifferenceValue, words: Words): string {
  if (value.kind === 'choice' && isOption(id, words.messages)) return optionPhrase(id, value.choice, words);
  const word = valueWord(value, words);
  const numbers: Readonly<Record<string, ((value: string) => string) | undefined>> =
    words.text.phrases.numbers;
  if (value.kind === 'number') return numbers[id]?.(word) ?? word;
  return value.kind === 'family' ? word : words.text.add.labelled(labelOf(id, words), word);
}

function phraseOf(part: NamePart, model: Named, words: Words): string {
  const { phrases } = words.text;
  switch (part.kind) {
    case 'difference':
      return differencePhrase(part.id, part.value, words);
    case 'more':
      return phrases.more(part.count);
    case 'preset':
      return presetOf(part.presetId).name;
    case 'trained':
      return model.trained ? trainedName(model.trained, words.messages.trained) : '';
    case 'loading':
      return model.loading ? nameOnItsWay(model.loading, words.messages.trained) : '';
    case 'seed':
      return phrases.seed(part.seed);
    case 'training':
      return phrases.training(part.step);
    case 'same':
      return phrases.same;
  }
}

export function nameOf(parts: readonly NamePart[], model: Named, words: Words): string {
  return words.text.listed(parts.map((part) => phraseOf(part, model, words)));
}
