import { createContext, use } from 'react';
import { useStore } from 'zustand';
import type { Messages } from '../i18n';
import type { ModelSource } from '../state/bench/createWorkspace';
import type { AppStore } from '../state/createAppStore';
import type { HoverStore } from '../state/hover';
import type { AppState } from '../state/types';

/** What every component of the page may ask for. */
export interface Page {
  readonly store: AppStore;
  readonly hover: HoverStore;
  readonly messages: Messages;
  /** What further models are made with, in the bench. */
  readonly source: ModelSource;
}

const PageContext = createContext<Page | null>(null);

export const PageProvider = PageContext.Provider;

export function usePage(): Page {
  const page = use(PageContext);
  if (!page) throw new Error('usePage is called outside <PageProvider>.');
  return page;
}

const SayContext = createContext<(text: string) => void>(() => undefined);

export const SayProvider = SayContext.Provider;

/** Tells, for a moment and to screen readers, what a button did. */
export function useSay(): (text: string) => void {
  return use(SayContext);
}

/** A part of the state; the component draws again when that part changes. */
export function useApp<Part>(select: (state: AppState) => Part): Part {
  return useStore(usePage().store, select);
}

type Verb = (...parameters: never[]) => unknown;
type Actions = Pick<
  AppState,
  { [K in keyof AppState]: AppState[K] extends Verb ? K : never }[keyof AppState]
>;

/** The user's verbs; they never change. */
export function useActions(): Actions {
  return usePage().store.getInitialState();
}

export function useMessages(): Messages {
  return usePage().messages;
}
