import type {
  BackendChoice,
  BackendReport,
  BeamHypothesis,
  CallOptions,
  GenerateStep,
  RunResult,
  TraceArray,
  WeightsSource,
} from '../engine/engine';
import type { BeamNode, BeamSettings } from '../model/beam';
import type { OptionId } from '../model/config/options';
import type { PresetId } from '../model/config/presets';
import type { Family, ModelConfig } from '../model/config/types';
import type { Problem } from '../model/config/validate';
import type { VariableKey } from '../model/config/variables';
import type { ModelInput } from '../model/input';
import type { Experiment, ExperimentAnswer, ExperimentStep } from '../model/experiment';
import type { Sampling } from '../model/sampling';
import type { StudyAnswer, StudyQuestion } from '../model/study';
import type { ErrorCode } from '../shared/errors';
import type { PaletteName } from '../shared/palettes';
import type { MergeTable } from '../text/mergeTable';
import type { Tokenization } from '../text/tokenization';
import type { ModelCard } from '../checkpoint/modelFile';
import type { HandSetChoice } from '../model/handSet/ids';
import type { ShippedId } from '../model/shippedIds';
import type { BenchSlice } from './bench/types';
import type { KnownModelId } from './shipped';
import type { FigureView } from './figureViews';
import type { AppliedInterventions, InterventionSlice } from './interventionTypes';
import type { TrainingSlice } from './training/types';
import type { KeptModel } from './keptModels';
import type { OwnModel } from './ownModels';

export type Language = 'en' | 'zh';
export type Theme = 'system' | 'light' | 'dark';

/** Which attention the figures show. */
export type FigureKind = 'encoderSelf' | 'decoderSelf' | 'cross';
/** How a weight becomes a colour, in every figure alike. */
export type WeightScale = 'linear' | 'sqrt';
/** Whose links are drawn: those of the chosen head, or of every head of the layer. */
export type LinkHeads = 'one' | 'all';
/** How links are laid out: between two columns of tokens, or as arcs over the text. */
export type LinkShape = 'columns' | 'arcs';

/** What the user has typed. Each family reads its own fields; the others keep theirs. */
export interface Texts {
  readonly first: string;
  /** Empty: one sentence only. */
  readonly second: string;
  readonly prompt: string;
  readonly source: string;
  readonly target: string;
}

/** How many tokens at the end of what each stack reads count as padding, so that nobody sees them. */
export type Padding = Readonly<Record<'encoder' | 'decoder', number>>;

/** A number that was typed and cannot be; the model keeps its last possible value. */
export interface Rejected {
  readonly key: VariableKey | OptionId;
  readonly value: number | string;
  readonly problems: readonly Problem[];
}

export interface Failure {
  readonly code: ErrorCode;
  readonly message: string;
}

/** Something that the user should know; stays until dismissed. */
export type Notice = { readonly id: number } & NoticeContent;

export type NoticeContent =
  | { readonly kind: 'urlVersion'; readonly version: string }
  | { readonly kind: 'urlTooLong' }
  | { readonly kind: 'urlValueIgnored'; readonly key: string }
  | { readonly kind: 'urlValueChanged'; readonly key: string; readonly taken: string }
  | { readonly kind: 'textNotInLink' }
  /** A training of an earlier page waits to be brought back. */
  | { readonly kind: 'interrupted' }
  | { readonly kind: 'lost'; readonly what: 'device' | 'worker' }
  | { readonly kind: 'recovered'; readonly what: 'device' | 'worker'; readonly backend: string }
  | { readonly kind: 'failure'; readonly failure: Failure };

export interface Selection {
  readonly kind: FigureKind;
  readonly layer: number;
  readonly head: number;
  /** The locked row or column of the matrix; null: nothing. */
  readonly query: number | null;
  readonly key: number | null;
}

/** Token by token, as `sampling` says, or by a search over several hypotheses. */
export type Decoding = 'tokens' | 'beam';

export interface GenerationState {
  readonly status: 'idle' | 'running' | 'done' | 'failed' | 'cancelled';
  /** How each of the generated ids was written; `index` is the place among them. */
  readonly steps: readonly GenerateStep[];
  /** How many of the steps were there before the last generation began. */
  readonly nBefore: number;
  /** How many tokens the last generation may write. */
  readonly total: number;
  readonly milliseconds: number | null;
  readonly failure: Failure | null;
}

/** A beam search, while it goes on and afterwards, until something else is written. */
export interface BeamState {
  readonly settings: BeamSettings;
  /** What had been written before. */
  readonly base: readonly GenerateStep[];
  readonly nodes: readonly BeamNode[];
  /** What was finished, the best first; empty before the end. */
  readonly hypotheses: readonly BeamHypothesis[];
  /** The last node of the hypothesis that is the written text. */
  readonly taken: number | null;
}

export interface ModelSlice {
  readonly presetId: PresetId;
  /** The last configuration that was possible. */
  readonly config: ModelConfig;
  readonly rejected: Rejected | null;
  readonly weights: WeightsSource;
  /** The trained model whose weights these are; null: they are random, or of a training. */
  readonly trained: TrainedModel | null;
  /** How text becomes ids. */
  readonly tokenization: Tokenization;
  /** A trained model that was left by changing its shape; the page offers the way back. */
  readonly leftTrained: TrainedModel | null;
  readonly past: readonly ModelSnapshot[];
  readonly future: readonly ModelSnapshot[];
  choosePreset(id: PresetId): void;
  /** Arranges the same parts as another family. */
  chooseFamily(family: Family): void;
  /** From a slider, which offers possible values only, or typed into a box, where the value may be refused. */
  setVariable(key: VariableKey, value: number): void;
  setOption(id: OptionId, choice: string): void;
  /** Layers of encoder and decoder apart (encoder-decoder). */
  setStackLayers(stack: 'encoder' | 'decoder', nLayers: number): void;
  forgetRejected(): void;
  /** A slider is being dragged. */
  readonly isHistoryHeld: boolean;
  /** One entry in the history for a whole drag: call with true at its start, false at its end. */
  holdHistory(isHeld: boolean): void;
  undo(): void;
  redo(): void;
  resetToPreset(): void;
  /** Fresh random weights. */
  setSeed(seed: number): void;
}

/** What the page knows of a trained model, or of one that was set by hand: its card says so. */
export interface TrainedModel {
  /** Of its weights in the engine too. */
  readonly id: string;
  readonly origin: 'shipped' | 'kept' | 'file' | 'handSet';
  readonly config: ModelConfig;
  readonly tokenization: Tokenization;
  readonly card: ModelCard;
}

export interface ModelSnapshot {
  readonly presetId: PresetId;
  readonly config: ModelConfig;
  readonly weights: WeightsSource;
  readonly trained: TrainedModel | null;
  readonly tokenization: Tokenization;
}

/** The trained models that there are, and the one that is on its way. */
export interface LibrarySlice {
  /** A model that is being loaded, or written; nothing runs before it is there. */
  readonly loading: KnownModelId | null;
  /** The address says nothing of what to look at: the model that comes says it. */
  readonly wantsFocus: boolean;
  /** Of the model that comes, only its shape and its vocabulary are wanted. */
  readonly wantsRandom: boolean;
  /** Loads a shipped model, once, and shows it with a text that it knows. */
  openShipped(id: ShippedId): Promise<void>;
  /**
   * Writes the weights of a head and shows the model, with a text on which one sees what it does. With another β, it
   * goes on with the text that there is.
   * @param texts other texts to show it with
   */
  openHandSet(choice: HandSetChoice, texts?: Partial<Texts>): Promise<void>;
  /** Brings the weights of the model that a link names; everything else stays as the link says. */
  finishLoading(): Promise<void>;
  /** Models that the user keeps in the browser, the newest first. */
  readonly kept: readonly KeptModel[];
  /** Why the last model that was to be opened here was not, in the bench; on the page of one model a notice tells it. */
  readonly notOpened: (Failure & { readonly name: string }) | null;
  forgetNotOpened(): void;
  /** Opens a model of the user's own in the place of this one. What is wrong with it is told. */
  openOwn(own: OwnModel): Promise<void>;
  /** Brings its weights and shows nothing of it. @throws AppError */
  loadOwn(own: OwnModel): Promise<TrainedModel>;
  /** Shows a model whose weights are there. */
  showModel(model: TrainedModel): void;
  /** The model with the weights that it has now, as a file; null where they are random. */
  modelFile(name: string): Promise<Uint8Array | null>;
  /** Keeps the model with the weights that it has now in the browser. */
  keepModel(name: string): Promise<void>;
  deleteKept(id: string): Promise<void>;
  /** Back to the trained model that was left. */
  returnToTrained(): void;
  /** Random weights are what the user wants. */
  forgetTrained(): void;
}

export interface TextSlice {
  readonly texts: Texts;
  /** Positions of the encoder-only text that are hidden behind [MASK]. */
  readonly maskedPositions: readonly number[];
  readonly padding: Padding;
  /** Ids that the decoder wrote after the typed text; they belong to its input until the text or the model changes. */
  readonly generatedIds: readonly number[];
  /** The merges that are loaded; all of them only when a vocabulary needs them. */
  readonly merges: MergeTable;
  /** Which text of the batch is shown; 0 is the typed one. */
  readonly batchRow: number;
  setText(field: keyof Texts, text: string): void;
  setTexts(texts: Partial<Texts>): void;
  toggleMask(position: number): void;
  setBatchRow(row: number): void;
  clearGenerated(): void;
}

export interface RunSlice {
  /** Asks something about the last run and the shown text, for views that its arrays do not suffice for. */
  study(question: StudyQuestion, options?: CallOptions): Promise<StudyAnswer>;
  /** Many runs of the model as it was last run, with one thing changed in each. */
  experiment(
    experiment: Experiment,
    onStep: (step: ExperimentStep) => void,
    options?: CallOptions,
  ): Promise<ExperimentAnswer>;
  readonly run: {
    readonly status: 'idle' | 'running' | 'done' | 'failed';
    readonly result: RunResult | null;
    /** Arrays of the last run that were read, by `arrayKey`. */
    readonly arrays: ReadonlyMap<string, TraceArray>;
    /** What the arrays belong to: tokens may have changed while a newer run is on its way. */
    readonly of: RunSubject | null;
    readonly failure: Failure | null;
  };
  readonly backendChoice: BackendChoice;
  readonly backend: BackendReport | null;
  /** Starts the backend and the first run; called once. */
  start(): Promise<void>;
  chooseBackend(choice: BackendChoice): Promise<void>;
  /** Runs again what has not changed. */
  rerun(): Promise<void>;
}

export interface GenerationSlice {
  readonly generation: GenerationState;
  readonly sampling: Sampling;
  readonly maxNewTokens: number;
  readonly useCache: boolean;
  setSampling(sampling: Sampling): void;
  setMaxNewTokens(count: number): void;
  /** The last written token that the model reads, for all figures; -1: the typed text alone; null: all. */
  readonly shownStep: number | null;
  readonly decoding: Decoding;
  readonly beamSettings: BeamSettings;
  readonly beam: BeamState | null;
  setUseCache(useCache: boolean): void;
  setDecoding(decoding: Decoding): void;
  setBeamSettings(settings: Partial<BeamSettings>): void;
  /** Continues the typed text by as many tokens as wanted and as the context has room for. */
  generate(): Promise<void>;
  /** Continues it by one token. */
  generateOne(): Promise<void>;
  showStep(step: number | null): void;
  /** Writes another token at a step, and forgets what came after. */
  branchAt(step: number, id: number): void;
  /** Writes a token of the prediction that is shown, if it is the one after the last token. */
  appendPredicted(id: number): void;
  /** Makes a hypothesis of the beam search the written text, by its last node. */
  takeHypothesis(node: number): void;
  /** Ends it; what was written so far stays. A change of model, weights or texts ends it too, and nothing stays. */
  cancelGeneration(): void;
}

/** What a run was made of; the page may have moved on since. */
export interface RunSubject {
  readonly config: ModelConfig;
  readonly prepared: Prepared;
  readonly tokenization: Tokenization;
  readonly merges: MergeTable;
  readonly weights: WeightsSource;
  /** Those that were applied, and what they copy from. */
  readonly applied: AppliedInterventions;
}

export interface SelectionSlice {
  readonly selection: Selection;
  readonly view: FigureView;
  /** What is chosen in each view, as the link has it (`details.ts`); absent: everything as usual. */
  readonly details: Readonly<Partial<Record<FigureView, string>>>;
  readonly scale: WeightScale;
  readonly linkHeads: LinkHeads;
  readonly linkShape: LinkShape;
  /** The position whose prediction is shown; null: the last one, or the first that is masked. */
  readonly predictionPosition: number | null;
  chooseKind(kind: FigureKind): void;
  chooseLayer(layer: number): void;
  chooseHead(head: number): void;
  lockToken(query: number | null, key: number | null): void;
  freeSelection(): void;
  choosePredictionPosition(position: number | null): void;
  setView(view: FigureView): void;
  /** Empty: everything as usual. */
  setDetails(view: FigureView, details: string): void;
  setScale(scale: WeightScale): void;
  setLinkHeads(heads: LinkHeads): void;
  setLinkShape(shape: LinkShape): void;
}

/** On a small screen all of them take turns; on a large one only the last two do. */
export const panels = ['model', 'text', 'architecture', 'figure', 'results', 'training'] as const;
export type Panel = (typeof panels)[number];

export interface ViewSlice {
  readonly language: Language;
  readonly theme: Theme;
  /** The colours of attention weights, in every figure alike. */
  readonly palette: PaletteName;
  readonly notices: readonly Notice[];
  setLanguage(language: Language): void;
  setTheme(theme: Theme): void;
  setPalette(palette: PaletteName): void;
  /** The panel that shares a column with others. */
  readonly panel: Panel;
  openPanel(panel: Panel): void;
  addNotice(notice: NoticeContent): void;
  dismissNotice(id: number): void;
}

export type AppState = ModelSlice &
  LibrarySlice &
  TextSlice &
  RunSlice &
  GenerationSlice &
  SelectionSlice &
  InterventionSlice &
  BenchSlice &
  TrainingSlice &
  ViewSlice;

/** One token as the figures and strips show it. */
export interface ShownToken {
  readonly id: number;
  readonly text: string;
  readonly display: string;
  /** Where it stands in what was typed, in UTF-16 units; null: it was not typed. */
  readonly typed: { readonly start: number; readonly end: number } | null;
  readonly special: boolean;
  readonly padding: boolean;
  readonly masked: boolean;
  /** The model's vocabulary does not have this word. */
  readonly unknown: boolean;
  readonly generated: boolean;
  readonly segment: number | null;
}

/** One stack's text in the row of the batch that is shown. */
export interface ShownText {
  /** As many as the padded row is long. */
  readonly tokens: readonly ShownToken[];
  readonly nTokens: number;
  readonly cut: { readonly text: string; readonly nTokens: number } | null;
}

/** What the texts became: the model's input, and the tokens to show. */
export interface Prepared {
  readonly input: ModelInput;
  readonly encoder: ShownText | null;
  readonly decoder: ShownText | null;
  readonly nRows: number;
  readonly row: number;
}
