// A static host as plain as they come: files under a sub-path, no special headers. For the end-to-end tests and the bench.
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
};

/**
 * @param {string} folder what is served
 * @param {{ port?: number, path?: string }} options `path`: the sub-path, with slashes at both ends
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export function serve(folder, { port = 0, path = '/' } = {}) {
  /** The file of an address, or null: outside the sub-path or the folder, malformed, or not there. */
  function fileOf(address) {
    try {
      const { pathname } = new URL(address, 'http://localhost');
      if (!pathname.startsWith(path)) return null;
      const inside = normalize(decodeURIComponent(pathname.slice(path.length)));
      if (inside.startsWith('..')) return null;
      const file = join(folder, inside === '.' ? 'index.html' : inside);
      return statSync(file).isFile() ? file : null;
    } catch {
      return null;
    }
  }
  const server = createServer((request, response) => {
    const file = fileOf(request.url ?? '/');
    if (!file) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found');
      return;
    }
    response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(response);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      resolve({
        url: `http://127.0.0.1:${server.address().port}${path}`,
        close: () => new Promise((done) => server.close(() => done())),
      });
    });
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { url } = await serve(process.argv[2] ?? 'dist', {
    port: Number(process.env.PORT ?? 4173),
    path: process.env.SUB_PATH ?? '/',
  });
  console.log(url);
}
