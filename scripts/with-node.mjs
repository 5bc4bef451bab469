// Runs a package's command by a Node that is new enough: `node scripts/with-node.mjs tsx scripts/parity.ts …`
import { spawnSync } from 'node:child_process';
import { commandOf, installPackages, root, testNode } from './setup.mjs';

const [name, ...rest] = process.argv.slice(2);
installPackages();
// In the repository's root, from wherever npm was called. Scripts that take folders of the user read INIT_CWD.
const result = spawnSync(testNode(), [commandOf(name), ...rest], {
  cwd: root,
  stdio: 'inherit',
});
process.exit(result.status ?? 1);
