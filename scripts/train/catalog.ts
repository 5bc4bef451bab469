import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readModelFile } from '../../src/checkpoint/modelFile';

/** Writes what the page must know of the shipped models before it loads one. */
export function writeCatalog(root: string): void {
  const folder = join(root, 'public', 'models');
  const entries = readdirSync(folder)
    .filter((file) => file.endsWith('.safetensors'))
    .toSorted()
    .map((file) => {
      const bytes = new Uint8Array(readFileSync(join(folder, file)));
      const { config, card } = readModelFile(bytes);
      return { id: card.name, task: card.task, bytes: bytes.length, config };
    });
  writeFileSync(join(root, 'src', 'state', 'shippedModels.json'), `${JSON.stringify(entries, null, 2)}\n`);
}
