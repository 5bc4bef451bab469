import { decodeLink } from '../decodeLink';
import { encodeLink } from '../encodeLink';
import type { LinkState } from '../linkFormat';
import type { AppState, NoticeContent } from '../types';
import { benchSlots, type BenchModel, type BenchSlot, type BenchTool, benchTools } from './types';

/** What of a model's link says nothing of the model: the bench has one text, one selection and one look. */
const NOT_OF_THE_MODEL = [
  ...['a', 'b', 'prompt', 'source', 'target', 'figure', 'layer', 'head', 'query', 'key', 'view', 'scale'],
  ...['row', 'at', 'backend', 'lang', 'theme', 'palette', 'bench'],
];
const TOOL_KEY = /^[a-z][a-zA-Z]{0,15}$/;
const LONGEST_TOOL_VALUE = 1000;
const MOST_TOOL_KEYS = 24;

export interface BenchLink {
  readonly tool: BenchTool;
  readonly toolState: Readonly<Record<string, string>>;
  /** The models beside A. */
  readonly models: readonly { readonly slot: BenchSlot; readonly link: LinkState }[];
  /** What of the models could not be used. */
  readonly notices: readonly NoticeContent[];
}

/** The bench as text for the page's link; A is described by the page's link itself. */
export function encodeBench(
  models: readonly BenchModel[],
  tool: BenchTool,
  toolState: Readonly<Record<string, string>>,
): string {
  const parameters = new URLSearchParams({ tool });
  for (const { slot, store } of models) {
    if (slot !== 'A') parameters.set(slot, modelLink(store.getState()));
  }
  for (const [key, value] of Object.entries(toolState)) parameters.set(key, value);
  return parameters.toString();
}

function modelLink(state: AppState): string {
  const parameters = new URLSearchParams(encodeLink(state).hash);
  for (const key of NOT_OF_THE_MODEL) parameters.delete(key);
  return parameters.toString();
}

/** What a link says of the bench. Never throws: what cannot be used is left out, and told where it is of a model. */
export function decodeBench(text: string): BenchLink {
  const parameters = new URLSearchParams(text);
  const tool = benchTools.find((one) => one === parameters.get('tool')) ?? 'compare';
  const models = benchSlots.flatMap((slot) => {
    const hash = slot === 'A' ? null : parameters.get(slot);
    return hash === null ? [] : [{ slot, ...decodeLink(hash, { language: 'en', theme: 'system' }) }];
  });
  const ofTools = [...parameters].filter(
    ([key, value]) =>
      TOOL_KEY.test(key) && key !== 'tool' && value.length > 0 && value.length <= LONGEST_TOOL_VALUE,
  );
  return {
    tool,
    toolState: Object.fromEntries(ofTools.slice(0, MOST_TOOL_KEYS)),
    models: models.map(({ slot, state: link }) => ({ slot, link })),
    notices: models.flatMap(({ slot, notices }) => notices.map((notice) => ofSlot(slot, notice))),
  };
}

/** The same notice, of a model that is not the page's. */
function ofSlot(slot: BenchSlot, notice: NoticeContent): NoticeContent {
  if ('key' in notice) return { ...notice, key: `${slot}: ${notice.key}` };
  return notice.kind === 'urlModelUnknown' ? { ...notice, name: `${slot}: ${notice.name}` } : notice;
}
