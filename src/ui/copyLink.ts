import type { Messages } from '../i18n';
import type { AppStore } from '../state/createAppStore';
import { gapsOfLink } from '../state/linkGaps';
import { linkTo } from '../state/syncUrl';

/** Copies the link to the view. @returns what to say: that it is done, and what of the view the link does not carry */
export async function copyLink(store: AppStore, { bar: text }: Messages): Promise<string> {
  const gaps = gapsOfLink(store.getState());
  try {
    await navigator.clipboard.writeText(linkTo(store, window));
  } catch {
    return text.shareFailed;
  }
  return text.shared(gaps.map((gap) => text.notInLink[gap]));
}
