import type { StateCreator } from 'zustand/vanilla';
import { USUAL_PALETTE } from '../../shared/palettes';
import type { AppState, ViewSlice } from '../types';

const MOST_NOTICES = 6;

export const createViewSlice: StateCreator<AppState, [], [], ViewSlice> = (set, get) => {
  let nextId = 1;
  return {
    language: 'en',
    ownLanguage: 'en',
    theme: 'system',
    palette: USUAL_PALETTE,
    notices: [],
    panel: 'figure',
    openPanel: (panel) => set({ panel }),
    setLanguage: (language) => set({ language, ownLanguage: language }),
    setTheme: (theme) => set({ theme }),
    setPalette: (palette) => set({ palette }),
    addNotice: (content) => {
      const id = nextId;
      nextId += 1;
      set({ notices: [...get().notices, { id, ...content }].slice(-MOST_NOTICES) });
    },
    dismissNotice: (id) => set({ notices: get().notices.filter((notice) => notice.id !== id) }),
  };
};
