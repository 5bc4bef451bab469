// What must hold for the built page before anybody opens it. Exits with 1 and says what is wrong. Node's own modules only.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { root } from './setup.mjs';

const LIMIT_KB = 250;
/** A sentence that only tfjs-core holds, and that no minifier changes. */
const MARK_OF_TFJS = 'not registered for backend';

const dist = join(root, process.argv[2] ?? 'dist');
const read = (file) => readFileSync(join(dist, file));
const manifest = JSON.parse(read('.vite/manifest.json').toString());
const problems = [];

/** The chunks that the browser loads at once: the entry and all that it imports statically. */
function withImports(key, seen = new Set()) {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const next of manifest[key].imports ?? []) withImports(next, seen);
  return seen;
}

const first = [...withImports('index.html')].map((key) => manifest[key]);
const scripts = [...new Set(first.map(({ file }) => file))];
const styles = [...new Set(first.flatMap(({ css }) => css ?? []))];

const holdsTfjs = (file) => read(file).includes(MARK_OF_TFJS);
for (const file of scripts.filter(holdsTfjs)) problems.push(`${file} is loaded at once and holds tfjs`);
const assets = readdirSync(join(dist, 'assets')).map((name) => `assets/${name}`);
if (!assets.some((file) => file.endsWith('.js') && holdsTfjs(file))) {
  problems.push(`no chunk holds the sentence "${MARK_OF_TFJS}": this check can no longer see tfjs`);
}

const bytes = [...scripts, ...styles, 'theme.js'].reduce((sum, file) => sum + gzipSync(read(file)).length, 0);
console.log(`first load: ${(bytes / 1000).toFixed(1)} kB of scripts and styles, gzip (limit ${LIMIT_KB} kB)`);
if (bytes >= LIMIT_KB * 1000) problems.push(`the first load is larger than ${LIMIT_KB} kB`);

const page = read('index.html').toString();
if (!/<head>\s*<meta http-equiv="Content-Security-Policy"/.test(page)) {
  problems.push('the policy is not the first thing in the head');
}
if (/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=/.test(page)) {
  problems.push('index.html holds an inline script or style, which the policy forbids');
}
for (const [, address] of page.matchAll(/\s(?:src|href)="([^"]*)"/g)) {
  if (!address.startsWith('./'))
    problems.push(`${address} is not relative: the page would break under a sub-path`);
}

for (const problem of problems) console.error(problem);
process.exit(problems.length === 0 ? 0 : 1);
