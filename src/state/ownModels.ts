import { type ModelFile, readModelFile } from '../checkpoint/modelFile';
import { AppError } from '../shared/errors';
import { fnv1a } from '../shared/random';
import type { KeptModels } from './keptModels';
import type { TrainedModel } from './types';

/** What is read of a file that the user chooses; a `File` of the browser is one. */
export interface OwnFile {
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** A model of the user's own: kept in this browser, or in a file that this page wrote. */
export type OwnModel =
  { readonly kind: 'kept'; readonly id: string } | { readonly kind: 'file'; readonly file: OwnFile };

/** The models that were opened since the page was, with their files, by their ids. All models of the bench share them. */
export type OpenedModels = Map<string, { readonly model: TrainedModel; readonly file: ModelFile }>;

/** Files are read whole; larger ones would fill the tab. */
const LARGEST_FILE = 512 * 2 ** 20;
const MOST_TOKENS = 65_536;

/**
 * @returns the id is another for other weights: two files may have one name
 * @throws AppError `invalidFile`
 */
export async function readOwnModel(
  own: OwnModel,
  keptModels: KeptModels,
): Promise<{ readonly id: string; readonly file: ModelFile }> {
  const bytes = own.kind === 'kept' ? await keptModels.read(own.id) : await bytesOf(own.file);
  if (!bytes) throw new AppError('invalidFile', 'This model is no longer kept.');
  const file = readModelFile(bytes);
  if (file.config.vocabSize > MOST_TOKENS) throw new AppError('invalidFile', 'The vocabulary is too large.');
  return { id: own.kind === 'kept' ? own.id : `file:${fingerprint(bytes)}:${own.file.name}`, file };
}

async function bytesOf(file: OwnFile): Promise<Uint8Array> {
  if (file.size > LARGEST_FILE) {
    const megabytes = (size: number): string => `${Math.ceil(size / 2 ** 20)} MB`;
    const message = `${file.name} has ${megabytes(file.size)}; at most ${megabytes(LARGEST_FILE)} can be read.`;
    throw new AppError('invalidFile', message);
  }
  return new Uint8Array(await file.arrayBuffer());
}

/** Of all bytes, and their number. */
function fingerprint(bytes: Uint8Array): string {
  return `${fnv1a(bytes).toString(36)}-${bytes.length}`;
}
