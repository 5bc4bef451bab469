import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

interface Locked {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly resolved?: string;
}

const { packages }: { packages: Readonly<Record<string, Locked>> } = JSON.parse(
  readFileSync(join(root, 'package-lock.json'), 'utf8'),
);

describe('a fresh clone', () => {
  it('can install on every system: the lock file names the packages of all of them', () => {
    // A registry that lacks one at the time of locking lets npm leave it out; `npm ci` then fails wherever it is looked for.
    const names = Object.keys(packages);
    const optional = Object.values(packages).flatMap(({ optionalDependencies }) =>
      Object.keys(optionalDependencies ?? {}),
    );
    expect(optional).toContain('@oxlint/binding-darwin-arm64');
    expect(optional.filter((name) => !names.some((path) => path.endsWith(`node_modules/${name}`)))).toEqual(
      [],
    );
  });

  it('installs from whichever registry the machine uses', () => {
    expect(Object.values(packages).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
  });

  it('names no folder of the machine on which it was written', () => {
    const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' })
      .split('\0')
      .filter((name) => /\.(?:tsx?|m?js|mts|json|css|html|md|py|svg|txt)$/.test(name));
    expect(tracked).toContain('package.json');
    // Folders that only exist on one machine; written so that this line does not find itself.
    const folders = new RegExp(
      `(?<![\\w.~-])/(?:${['work', 'root', 'home', 'farm', 'Users'].join('|')})/\\w`,
    );
    const found = tracked.filter((name) => folders.test(readFileSync(join(root, name), 'utf8')));
    expect(found).toEqual([]);
  });
});
