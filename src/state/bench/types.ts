import type { StoreApi } from 'zustand/vanilla';
import type { ModelSlot } from '../../engine/engine';
import type { AppStore } from '../createAppStore';
import type { HandSetChoice } from '../../model/handSet/ids';
import type { ShippedId } from '../../model/shippedIds';
import type { OwnModel } from '../ownModels';
import type { AppState, Selection } from '../types';

/** What the page’s own model knows of the bench. */
export interface BenchSlice {
  /** What is open in the bench, as text for a link; null: the page shows one model. Of B and C always empty. */
  readonly bench: string | null;
  openBench(): void;
  closeBench(): void;
}

/** What the bench is used for; each has its part of the screen. */
export const benchTools = ['compare', 'morph', 'masks', 'interventions', 'handSet'] as const;
export type BenchTool = (typeof benchTools)[number];

/** A model of the bench has its name from its slot. A is the page's model. */
export type BenchSlot = Exclude<ModelSlot, 'race' | 'before'>;
export const benchSlots: readonly BenchSlot[] = ['A', 'B', 'C'];

export interface BenchModel {
  readonly slot: BenchSlot;
  readonly store: AppStore;
}

/** What makes a model of the workspace what it is: all that undo brings back and that a change of the bench can change. */
export type ModelPart = Pick<
  AppState,
  | 'presetId'
  | 'config'
  | 'weights'
  | 'trained'
  | 'leftTrained'
  | 'tokenization'
  | 'texts'
  | 'maskedPositions'
  | 'padding'
  | 'interventions'
  | 'memoryText'
  | 'donorText'
>;

export type WorkspaceSnapshot = readonly { readonly slot: BenchSlot; readonly part: ModelPart }[];

export interface WorkspaceState {
  /** In the order of their names; A is always there. */
  readonly models: readonly BenchModel[];
  readonly tool: BenchTool;
  /** What the tools keep of themselves for the link, as text; each tool checks its own. */
  readonly toolState: Readonly<Record<string, string>>;
  readonly past: readonly WorkspaceSnapshot[];
  readonly future: readonly WorkspaceSnapshot[];
  openTool(tool: BenchTool): void;
  /** Keeps a part of a tool in the link; null: as usual. */
  setToolState(key: string, value: string | null): void;
  /**
   * A copy of a model with something changed, under the next free name, if there is one.
   * @returns its name
   */
  duplicate(slot: BenchSlot, change?: Partial<ModelPart>): BenchSlot | null;
  /** Changes a model in place. */
  change(slot: BenchSlot, change: Partial<ModelPart>): void;
  /** A shipped model takes a place; all models go on with the text that they share. */
  openShipped(slot: BenchSlot, id: ShippedId): Promise<void>;
  /**
   * A model of the user's own takes a place, or with null the next free one. All models go on with the text that they
   * share. What is wrong with it is told at the model in that place.
   */
  openOwn(slot: BenchSlot | null, own: OwnModel): Promise<void>;
  /**
   * A model that is set by hand takes a place, a new one where nothing is yet. All models go on with their text if it can
   * read it, else with one of its own.
   */
  openHandSet(slot: BenchSlot, choice: HandSetChoice): Promise<void>;
  remove(slot: BenchSlot): void;
  /** The text that all models read, each in its own way. */
  setText(text: string): void;
  setTarget(text: string): void;
  /** One selection over all models; what a model does not have, it fits for itself. */
  select(part: Partial<Selection>): void;
  undo(): void;
  redo(): void;
}

export interface Workspace {
  readonly state: StoreApi<WorkspaceState>;
  /** Opens the bench as a link says, or as it was left. */
  open(link: string): void;
  /** The models beside the page's one are freed; the next opening brings them back. */
  close(): void;
}
