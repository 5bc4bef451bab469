import type { Messages } from '../i18n';
import { handSetChoice } from '../model/handSet/ids';
import { isShippedId } from '../state/shipped';
import type { TrainedModel } from '../state/types';

/** Models that come with the page have a name in each language, the user's own the one that they were given. */
export function trainedName({ id, origin, card }: TrainedModel, words: Messages['trained']): string {
  // Until the user gives it another.
  if (card.handSet && card.name === card.handSet) return words.handSet.names[card.handSet];
  return origin === 'shipped' && isShippedId(id) ? words.names[id] : card.name;
}

/** Of a model that is being loaded or written, by its id; a file has its own name. */
export function nameOnItsWay(id: string, words: Messages['trained']): string {
  if (isShippedId(id)) return words.names[id];
  const choice = handSetChoice(id);
  return choice ? words.handSet.names[choice.id] : id;
}
