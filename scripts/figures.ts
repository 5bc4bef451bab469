// Shows each figure alone, with recorded data: `npm run figures`. Records them anew: `npm run figures -- --record`.
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createServer } from 'vite';

const { values } = parseArgs({ options: { record: { type: 'boolean', default: false } } });
const root = dirname(dirname(fileURLToPath(import.meta.url)));

if (values.record) {
  await import('./record-figures');
} else {
  const server = await createServer({
    root: resolve(root, 'tests/figures'),
    configFile: false,
    cacheDir: resolve(root, 'node_modules/.vite-figures'),
    server: { port: 5180, fs: { allow: [root] } },
  });
  await server.listen();
  server.printUrls();
}
