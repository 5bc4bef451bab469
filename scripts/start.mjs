// Starts the page: installs what is missing, then serves it with reloading while one works on it.
import { spawn } from 'node:child_process';
import { commandOf, installPackages, root, viteNode } from './setup.mjs';

installPackages();
const server = spawn(viteNode(), [commandOf('vite'), ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
server.on('exit', (code) => process.exit(code ?? 0));
