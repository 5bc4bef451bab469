import { type ReactNode, createContext, use, useMemo } from 'react';
import { useStore } from 'zustand';
import { createWorkspace, type ModelSource } from '../../state/bench/createWorkspace';
import type { BenchModel, BenchSlot, Workspace, WorkspaceState } from '../../state/bench/types';
import type { AppStore } from '../../state/createAppStore';
import { PageProvider, usePage } from '../page';

const WorkspaceContext = createContext<Workspace | null>(null);

export const WorkspaceProvider = WorkspaceContext.Provider;

/** The models of a bench that was left wait here until it is opened again. */
const known = new WeakMap<AppStore, Workspace>();

export function workspaceOf(page: AppStore, source: ModelSource): Workspace {
  const workspace = known.get(page) ?? createWorkspace(page, source);
  known.set(page, workspace);
  return workspace;
}

function useContextWorkspace(): Workspace {
  const workspace = use(WorkspaceContext);
  if (!workspace) throw new Error('useWorkspace is called outside the bench.');
  return workspace;
}

/** A part of the workspace; the component draws again when that part changes. */
export function useWorkspace<Part>(select: (state: WorkspaceState) => Part): Part {
  return useStore(useContextWorkspace().state, select);
}

/** The verbs of the workspace; they never change. */
export function useBench(): WorkspaceState {
  return useContextWorkspace().state.getInitialState();
}

/** A value that a tool keeps in the link; '' where it says nothing. */
export function useToolState(key: string): string {
  return useWorkspace((state) => state.toolState[key] ?? '');
}

/** The name of the model that this part of the page is about. */
export function useSlot(): BenchSlot {
  const { store } = usePage();
  return useWorkspace(({ models }) => models.find((model) => model.store === store)?.slot ?? 'A');
}

interface Props {
  readonly model: BenchModel;
  readonly children: ReactNode;
}

/** Everything below is about one model: `useApp` and `useActions` are of its store. */
export function OfModel({ model, children }: Props) {
  const page = usePage();
  const { store } = model;
  const value = useMemo(() => ({ ...page, store }), [page, store]);
  return <PageProvider value={value}>{children}</PageProvider>;
}
