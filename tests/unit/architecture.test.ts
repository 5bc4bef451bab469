import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const src = join(root, 'src');

/** Which rooms a room may use. Dependencies point one way. */
const mayUse: Readonly<Record<string, readonly string[]>> = {
  shared: [],
  model: ['shared'],
  text: ['shared', 'model'],
  tasks: ['shared', 'model', 'text'],
  checkpoint: ['shared', 'model', 'text'],
  compute: ['shared', 'model', 'tasks'],
  engine: ['shared', 'model', 'text', 'tasks', 'compute', 'checkpoint'],
  state: ['shared', 'model', 'text', 'tasks', 'engine'],
  figures: ['shared', 'model'],
  i18n: ['shared', 'model'],
  ui: ['shared', 'model', 'text', 'tasks', 'state', 'figures', 'i18n', 'engine'],
  'main.tsx': ['shared', 'model', 'engine', 'state', 'ui', 'i18n'],
};

/** The part of the engine that runs in the page. The rest belongs to the worker and holds tfjs. */
const pageSide = [
  'engine/engine',
  'engine/client',
  'engine/answerLocally',
  'engine/heartbeat',
  'engine/lifeline',
  'engine/pending',
  'engine/protocol',
  'engine/work',
];

function filesUnder(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesUnder(path) : [path];
  });
}

interface Import {
  readonly specifier: string;
  readonly isType: boolean;
  readonly isDynamic: boolean;
}

function importsOf(text: string): Import[] {
  const statics = [...text.matchAll(/^(?:import|export)\s+(type\s)?[^;'"]*?from\s+'([^']+)'/gm)].map(
    ([, type, specifier = '']) => ({ specifier, isType: type !== undefined, isDynamic: false }),
  );
  const effects = [...text.matchAll(/^import\s+'([^']+)'/gm)].map(([, specifier = '']) => ({
    specifier,
    isType: false,
    isDynamic: false,
  }));
  const dynamics = [...text.matchAll(/\bimport\(\s*'([^']+)'\s*\)/g)].map(([, specifier = '']) => ({
    specifier,
    isType: false,
    isDynamic: true,
  }));
  return [...statics, ...effects, ...dynamics];
}

const files = filesUnder(src).filter((path) => /\.tsx?$/.test(path));
const sources = files.filter((path) => !/\.test\.tsx?$/.test(path));
const nameOf = (path: string): string => relative(src, path).replaceAll('\\', '/');
const roomOf = (name: string): string => name.split('/')[0] ?? name;
const textOf = new Map(files.map((path) => [path, readFileSync(path, 'utf8')]));

describe('the house', () => {
  it.each(sources.map((path) => [nameOf(path), path]))(
    '%s uses only the rooms below its own',
    (name, path) => {
      const allowed = mayUse[roomOf(name)];
      expect(allowed, `the room ${roomOf(name)} is not in the plan`).toBeDefined();
      for (const { specifier, isType, isDynamic } of importsOf(textOf.get(path) ?? '')) {
        if (!specifier.startsWith('.')) {
          if (specifier.startsWith('@tensorflow/')) expect(['compute', 'engine']).toContain(roomOf(name));
          if (/^(?:react|react-dom|react-aria-components|lucide-react)(?:\/|$)/.test(specifier)) {
            expect(['ui', 'main.tsx']).toContain(roomOf(name));
          }
          continue;
        }
        const target = nameOf(join(dirname(path), specifier)).replace(/\?.*$/, '');
        const room = roomOf(target);
        if (room !== roomOf(name)) expect(allowed, `${name} imports ${target}`).toContain(room);
        const fromPage =
          ['state', 'ui', 'main.tsx'].includes(roomOf(name)) || pageSide.includes(name.replace(/\.ts$/, ''));
        if (room === 'engine' && fromPage && !isType && !isDynamic) {
          expect(pageSide, `${name} imports ${target}, which brings tfjs into the page`).toContain(target);
        }
        if (pageSide.includes(name.replace(/\.ts$/, '')) && !isType) {
          expect(['compute', 'checkpoint'], `${name} imports ${target}`).not.toContain(room);
        }
      }
    },
  );

  it('has no file that has grown beyond one job', () => {
    const long = sources.filter(
      (path) => (textOf.get(path) ?? '').split('\n').length > 400 && !path.includes('merges'),
    );
    expect(long.map(nameOf)).toEqual([]);
  });

  it('writes token text as text: nothing that could run it', () => {
    const sinks =
      /\.innerHTML|dangerouslySetInnerHTML|\.html\(|\.attr\('style'|\beval\(|new Function\(|insertAdjacentHTML/;
    expect(sources.filter((path) => sinks.test(textOf.get(path) ?? '')).map(nameOf)).toEqual([]);
  });

  it('uses no operation that a backend lacks', () => {
    expect(
      sources.filter((path) => /tf\.einsum\(|tf\.nextFrame\(/.test(textOf.get(path) ?? '')).map(nameOf),
    ).toEqual([]);
  });
});
