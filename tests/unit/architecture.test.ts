import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const src = join(root, 'src');

/** Which rooms a room may use. Dependencies point one way. */
const mayUse: Readonly<Record<string, readonly string[]>> = {
  shared: [],
  model: ['shared'],
  /** What the numbers of a trace say: pure functions on arrays that were read. */
  analysis: ['shared', 'model'],
  text: ['shared', 'model'],
  tasks: ['shared', 'model', 'text'],
  checkpoint: ['shared', 'model', 'text'],
  compute: ['shared', 'model', 'tasks'],
  engine: ['shared', 'model', 'analysis', 'text', 'tasks', 'compute', 'checkpoint'],
  state: ['shared', 'model', 'analysis', 'text', 'checkpoint', 'tasks', 'engine'],
  figures: ['shared', 'model'],
  i18n: ['shared', 'model'],
  ui: ['shared', 'model', 'analysis', 'text', 'tasks', 'state', 'figures', 'i18n', 'engine'],
  'main.tsx': ['shared', 'model', 'engine', 'state', 'ui', 'i18n'],
};

/** Packages beside React and tfjs that belong to certain rooms. Every other room does without. */
const packagesOf: Readonly<Record<string, RegExp>> = {
  compute: /^@tensorflow\//,
  engine: /^@tensorflow\//,
  figures: /^d3$/,
  // What comes from outside is checked where its meaning is known.
  model: /^valibot$/,
  checkpoint: /^valibot$/,
  state: /^(?:zustand|idb-keyval)(?:\/|$)/,
  ui: /^(?:react|react-dom|react-aria-components|lucide-react|zustand)(?:\/|$)/,
  'main.tsx': /^(?:react|react-dom)(?:\/|$)/,
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
  const statics = [...text.matchAll(/^(?:import|export)\s+(type\s)?[^;'"]*?from\s+['"]([^'"]+)['"]/gm)].map(
    ([, type, specifier = '']) => ({ specifier, isType: type !== undefined, isDynamic: false }),
  );
  const effects = [...text.matchAll(/^import\s+['"]([^'"]+)['"]/gm)].map(([, specifier = '']) => ({
    specifier,
    isType: false,
    isDynamic: false,
  }));
  const dynamics = [...text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g)].map(([, specifier = '']) => ({
    specifier,
    isType: false,
    isDynamic: true,
  }));
  return [...statics, ...effects, ...dynamics];
}

const files = filesUnder(src).filter((path) => /\.tsx?$/.test(path));
const sources = files.filter((path) => !/\.test\.tsx?$/.test(path));
const nameOf = (path: string): string => relative(src, path).replaceAll('\\', '/');
const sourceNames = new Set(sources.map(nameOf));
const roomOf = (name: string): string => name.split('/')[0] ?? name;

/** The source that a relative import without extension names; nothing if it names a style or the like. */
function fileOf(path: string): string[] {
  const name = nameOf(path);
  const candidates = [`${name}.ts`, `${name}.tsx`, `${name}/index.ts`, `${name}/index.tsx`];
  return candidates.filter((candidate) => sourceNames.has(candidate)).slice(0, 1);
}

const textOf = new Map(files.map((path) => [path, readFileSync(path, 'utf8')]));

describe('the house', () => {
  it.each(sources.map((path) => [nameOf(path), path]))(
    '%s uses only the rooms below its own',
    (name, path) => {
      const allowed = mayUse[roomOf(name)];
      expect(allowed, `the room ${roomOf(name)} is not in the plan`).toBeDefined();
      for (const { specifier, isType, isDynamic } of importsOf(textOf.get(path) ?? '')) {
        if (!specifier.startsWith('.')) {
          expect(specifier, `${name} uses a package that its room does without`).toMatch(
            packagesOf[roomOf(name)] ?? /^$/,
          );
          expect(
            pageSide.includes(name.replace(/\.ts$/, '')) && specifier.startsWith('@tensorflow/'),
            `${name} runs in the page and imports ${specifier}`,
          ).toBe(false);
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

  it('has no two files that need each other, directly or by a detour', () => {
    const needs = new Map(
      sources.map((path) => [
        nameOf(path),
        importsOf(textOf.get(path) ?? '')
          .filter(({ specifier, isType, isDynamic }) => specifier.startsWith('.') && !isType && !isDynamic)
          .flatMap(({ specifier }) => fileOf(join(dirname(path), specifier))),
      ]),
    );
    expect([...needs.values()].flat().length).toBeGreaterThan(sources.length);
    const done = new Set<string>();
    const cycles: string[] = [];
    const walk = (name: string, way: readonly string[]): void => {
      if (way.includes(name)) cycles.push([...way.slice(way.indexOf(name)), name].join(' → '));
      if (way.includes(name) || done.has(name)) return;
      for (const next of needs.get(name) ?? []) walk(next, [...way, name]);
      done.add(name);
    };
    for (const name of needs.keys()) walk(name, []);
    expect(cycles).toEqual([]);
  });

  it('has no file that has grown beyond one job', () => {
    const long = sources.filter(
      (path) => (textOf.get(path) ?? '').split('\n').length > 400 && !path.includes('merges'),
    );
    expect(long.map(nameOf)).toEqual([]);
  });

  it('writes token text as text: nothing that could run it', () => {
    const sinks =
      /\.innerHTML|dangerouslySetInnerHTML|\.html\(|\.attr\('style'|\beval\(|new Function\(|insertAdjacentHTML|\.outerHTML|document\.write\(/;
    expect(sources.filter((path) => sinks.test(textOf.get(path) ?? '')).map(nameOf)).toEqual([]);
  });

  it('uses no operation that a backend lacks', () => {
    expect(
      sources.filter((path) => /\b(?:einsum|nextFrame)\(/.test(textOf.get(path) ?? '')).map(nameOf),
    ).toEqual([]);
  });
});
