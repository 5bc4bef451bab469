import { createStore } from 'zustand/vanilla';

/** What the pointer is on, shared by all figures and strips. It changes too fast for React: figures subscribe to it. */
export interface Hover {
  readonly stack: 'encoder' | 'decoder' | null;
  readonly query: number | null;
  readonly key: number | null;
}

const NOTHING: Hover = { stack: null, query: null, key: null };

export function createHoverStore() {
  const store = createStore<Hover>()(() => NOTHING);
  return {
    ...store,
    point: (hover: Partial<Hover>): void => store.setState({ ...NOTHING, ...hover }, true),
    clear: (): void => store.setState(NOTHING, true),
  };
}

export type HoverStore = ReturnType<typeof createHoverStore>;
