import type { ModelConfig } from '../model/config/types';
import type { Axis } from '../model/axes';
import { derive } from '../model/config/derive';
import { type PassSize, parameterBytes, traceBytes } from '../model/memory';
import { traceAxes } from '../model/traceNames';
import { AppError } from '../shared/errors';
import type { TraceRead } from './engine';

/** Beyond this a browser tab is likely to be ended. */
const MEMORY_LIMIT = 1.5 * 2 ** 30;
/** A larger trace keeps only what was asked for; the rest is computed again when it is read. */
const TRACE_LIMIT = 256 * 2 ** 20;

/** Whether every activation of a pass is kept. */
export function keepsWholeTrace(config: ModelConfig, size: PassSize): boolean {
  return traceBytes(config, size) <= TRACE_LIMIT;
}

/** What one layer of each stack needs while it is computed: its activations, and as much again for steps between. */
function passingBytes(config: ModelConfig, size: PassSize): number {
  const oneLayer: ModelConfig = {
    ...config,
    nEncoderLayers: Math.min(1, config.nEncoderLayers),
    nDecoderLayers: Math.min(1, config.nDecoderLayers),
  };
  return 2 * traceBytes(oneLayer, size);
}

/** What is read of a pass: all heads of a long text in many layers are more than the pass itself. */
export function readBytes(config: ModelConfig, size: PassSize, reads: readonly TraceRead[]): number {
  const { nOutputs, hasDecoder } = derive(config);
  const { dModel, dHead, dFf, nHeads, nKvHeads } = config;
  return reads.reduce((sum, { name, batch, head }) => {
    const own =
      name.startsWith('decoder') || (name.startsWith('head') && hasDecoder) ? size.target : size.source;
    const lengths: Readonly<Record<Axis, number>> = {
      batch: batch === undefined ? size.batch : 1,
      position: own,
      query: own,
      key: name.includes('crossAttention') ? size.source : own,
      heads: head === undefined ? nHeads : 1,
      kvHeads: head === undefined ? nKvHeads : 1,
      ...{ dHead, dModel, dEmbedding: dModel, dFf, vocab: nOutputs, labels: nOutputs },
    };
    return sum + 4 * traceAxes(name).reduce((product, axis) => product * lengths[axis], 1);
  }, 0);
}

/**
 * Refuses, before anything is built, what would end the tab.
 * @param othersBytes what other models hold
 * @param reads what the page asks for: it gets a copy
 * @throws AppError `outOfMemory` that names the bytes
 */
export function checkMemory(
  config: ModelConfig,
  size: PassSize,
  othersBytes: number,
  reads: readonly TraceRead[] = [],
): void {
  const weights = parameterBytes(config);
  const read = readBytes(config, size, reads);
  const kept = keepsWholeTrace(config, size) ? traceBytes(config, size) : read;
  const activations = kept + passingBytes(config, size) + read;
  if (weights + activations + othersBytes <= MEMORY_LIMIT) return;
  const others = othersBytes > 0 ? `, ${megabytes(othersBytes)} are in use by other models` : '';
  throw new AppError(
    'outOfMemory',
    `This model needs ${megabytes(weights)} for its weights and ${megabytes(activations)} for one pass${others}; ` +
      `a page can use about ${megabytes(MEMORY_LIMIT)}.`,
    'config',
  );
}

/**
 * The same for training: parameters with gradient, two running means and the vectors of a step; all activations are
 * kept for the way back, with about as much again.
 * @throws AppError `outOfMemory` that names the bytes
 */
export function checkTrainingMemory(config: ModelConfig, size: PassSize): void {
  const bytes = 8 * parameterBytes(config) + 3 * traceBytes(config, size);
  if (bytes <= MEMORY_LIMIT) return;
  throw new AppError(
    'outOfMemory',
    `Training this model needs about ${megabytes(bytes)}; a page can use about ${megabytes(MEMORY_LIMIT)}. A smaller batch needs less.`,
    'batchSize',
  );
}

/** @throws AppError `outOfMemory` when loaded weights would fill the tab */
export function checkLoadedBytes(bytes: number): void {
  if (bytes <= MEMORY_LIMIT) return;
  throw new AppError(
    'outOfMemory',
    `The loaded weights need ${megabytes(bytes)}; a page can use about ${megabytes(MEMORY_LIMIT)}.`,
    'weights',
  );
}

/** Whether an error says that memory ran out in spite of the estimate. */
export function isAllocationFailure(error: unknown): boolean {
  return (
    error instanceof Error &&
    /out of memory|\bOOM\b|allocation failed|invalid (?:typed )?array length|createBuffer failed|memory access out of bounds/i.test(
      error.message,
    )
  );
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20).toLocaleString('en-US')} MB`;
}
