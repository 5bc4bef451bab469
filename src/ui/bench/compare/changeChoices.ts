import type { ModelPart } from '../../../state/bench/types';
import { changesOf, type OneChange } from '../../../state/bench/changes';
import { formatInteger } from '../../format';
import type { MenuChoice } from '../../controls/MenuButton';
import { optionGroupNames, optionGroups } from '../../panels/optionsByGroup';
import { labelOf, optionPhrase, valueWord, type Words } from './words';

export interface ChangeChoice extends MenuChoice<string> {
  readonly change: OneChange;
}

/** A change as it is offered. */
export function changeLabel(change: OneChange, words: Words): string {
  const { add } = words.text;
  switch (change.kind) {
    case 'family':
      return words.messages.bar.families[change.family];
    case 'option':
      return add.labelled(
        labelOf(change.id, words),
        valueWord({ kind: 'choice', choice: change.choice }, words),
      );
    case 'variable': {
      const doubled: Readonly<Partial<Record<string, (value: string) => string>>> = add.doubled;
      return doubled[change.key]?.(formatInteger(change.value)) ?? change.key;
    }
    case 'seed':
      return add.seed(change.seed);
    case 'nothing':
      return add.nothing;
  }
}

type Group = keyof Words['text']['add']['groups'];

function groupOf(change: OneChange): Group {
  switch (change.kind) {
    case 'family':
      return 'family';
    case 'option':
      return optionGroupNames.find((name) => optionGroups[name].some((id) => id === change.id)) ?? 'size';
    case 'variable':
      return 'size';
    case 'seed':
    case 'nothing':
      return 'weights';
  }
}

const GROUPS: readonly Group[] = ['family', ...optionGroupNames, 'size', 'weights'];

/** All changes of a model as a menu, those of one part of it together. */
export function changeChoices(
  model: Pick<ModelPart, 'config' | 'weights'>,
  words: Words,
): readonly ChangeChoice[] {
  const { add } = words.text;
  const choices = changesOf(model).map((change, index): ChangeChoice => {
    const note = change.kind === 'nothing' ? { note: add.nothingNote } : {};
    return {
      value: String(index),
      label: changeLabel(change, words),
      group: add.groups[groupOf(change)],
      change,
      ...note,
    };
  });
  return GROUPS.flatMap((group) => choices.filter((choice) => choice.group === add.groups[group]));
}

/** A change in as few words as a button has room for. */
export function shortLabel(change: OneChange, words: Words): string {
  return change.kind === 'option'
    ? optionPhrase(change.id, change.choice, words)
    : changeLabel(change, words);
}
