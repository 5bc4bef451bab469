import type { BlockName, StreamBlock } from './types';

/** Blocks side by side, in the order of their names. */
export function placeBlocks(
  names: readonly BlockName[],
  vocabSize: number,
  contextLength: number,
): readonly StreamBlock[] {
  let start = 0;
  return names.map((name) => {
    const block = { name, start, size: name === 'position' ? contextLength : vocabSize };
    start += block.size;
    return block;
  });
}

export function widthOf(blocks: readonly StreamBlock[]): number {
  return blocks.reduce((sum, { size }) => sum + size, 0);
}

export function blockOf(blocks: readonly StreamBlock[], name: BlockName): StreamBlock {
  const found = blocks.find((block) => block.name === name);
  if (!found) throw new Error(`The residual stream has no block ${name}.`);
  return found;
}
