import type { StateCreator } from 'zustand/vanilla';
import type { AppState, ViewSlice } from '../types';

const MOST_NOTICES = 6;

export const createViewSlice: StateCreator<AppState, [], [], ViewSlice> = (set, get) => {
  let nextId = 1;
  return {
    language: 'en',
    theme: 'system',
    notices: [],
    panel: 'figure',
    openPanel: (panel) => set({ panel }),
    setLanguage: (language) => set({ language }),
    setTheme: (theme) => set({ theme }),
    addNotice: (content) => {
      const id = nextId;
      nextId += 1;
      set({ notices: [...get().notices, { id, ...content }].slice(-MOST_NOTICES) });
    },
    dismissNotice: (id) => set({ notices: get().notices.filter((notice) => notice.id !== id) }),
  };
};
