import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  circles,
  environmentReaders,
  type Files,
  idleGuests,
  importsOf,
  longFiles,
  looseTypes,
  MAX_LINES,
  strangeWrites,
  wrongWayImports,
} from '../support/rooms.ts';

const root = join(import.meta.dirname, '..', '..');
const src = read('src');

function read(folder: string): Files {
  const base = join(root, folder);
  return new Map(
    readdirSync(base, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [relative(base, path).split(sep).join('/'), readFileSync(path, 'utf8')]),
  );
}

const files = (contents: Record<string, string>): Files => new Map(Object.entries(contents));

describe('the house', () => {
  test('is read whole', () => {
    expect(src.size).toBeGreaterThan(100);
    expect(importsOf(src.get('app/server.ts') ?? '')).toContain('../web/web-routes.ts');
  });

  test('imports downwards only, and libraries stay in their rooms', () => {
    expect(wrongWayImports(src)).toEqual([]);
  });

  test('has no circular imports', () => {
    expect(circles(src)).toEqual([]);
  });

  test('writes to a table only from its own folder, and where a guest is named', () => {
    expect(strangeWrites(src)).toEqual([]);
    expect(idleGuests(src)).toEqual([]);
  });

  test('reads the environment in platform/config only', () => {
    expect(environmentReaders(src)).toEqual([]);
  });

  test(`has no file of more than ${MAX_LINES} lines, tests included`, () => {
    expect(longFiles(src)).toEqual([]);
    expect(longFiles(read('test'))).toEqual([]);
  });

  test('has no loose types', () => {
    expect(looseTypes(src)).toEqual([]);
  });
});

describe('the rules see what they are to see', () => {
  test.each([
    ["import { a } from './a.ts';", './a.ts'],
    ["import type { A } from './a.ts';", './a.ts'],
    ["import {\n  type A,\n  b as c,\n} from './a.ts';", './a.ts'],
    ["import a, * as b from './a.ts';", './a.ts'],
    ["import './a.ts';", './a.ts'],
    ["export * from './a.ts';", './a.ts'],
    ["export type { A } from './a.ts';", './a.ts'],
    ["const a = await import('./a.ts');", './a.ts'],
    ["type A = import('./a.ts').A;", './a.ts'],
    ["import a from '../a.json' with { type: 'json' };", '../a.json'],
    ['await import(name);', undefined],
  ])('%s', (text, target) => {
    expect(importsOf(text)).toEqual([target]);
  });

  test.each([
    "// import { a } from './a.ts';",
    "/** import('./a.ts') */",
    "const from = 'import';\nconst a = 'x';",
    'import.meta.dirname;',
  ])('not an import: %s', (text) => {
    expect(importsOf(text)).toEqual([]);
  });

  test.each([
    ['domain/a.ts', "import '../web/b.ts';"],
    ['platform/a.ts', "import type { B } from '../domain/b.ts';"],
    ['web/a.ts', "import '../federation/b.ts';"],
    ['federation/deep/a.ts', "await import('../../mastodon/b.ts');"],
    ['messages/a.ts', "export * from '../app/b.ts';"],
    ['app/a.ts', "import '../main.ts';"],
    ['cli/a.ts', "import '../demo/b.ts';"],
    ['web/a.ts', 'await import(name);'],
    ['garden/a.ts', "import '../domain/b.ts';"],
    ['web/a.ts', "import '../../test/support/b.ts';"],
    ['domain/a.ts', "import '@fedify/fedify';"],
    ['domain/a.ts', "import type { FastifyReply } from 'fastify';"],
    ['web/a.ts', "import '@fedify/vocab-runtime';"],
  ])('%s must not: %s', (path, text) => {
    expect(wrongWayImports(files({ [path]: text }))).toHaveLength(1);
  });

  test.each([
    ['domain/a/a.ts', "import '../b/b.ts';\nimport '../../platform/c.ts';"],
    ['web/views/a.ts', "import '../../messages/it.ts';\nimport 'fastify';"],
    ['federation/a.ts', "import '@fedify/fedify';\nimport '../../package.json' with { type: 'json' };"],
    ['demo/a.ts', "import '../app/b.ts';"],
    ['main.ts', "import './cli/a.ts';\nimport './demo/b.ts';\nimport 'node:fs';"],
  ])('%s may: %s', (path, text) => {
    expect(wrongWayImports(files({ [path]: text }))).toEqual([]);
  });

  test('circles, direct and the long way round', () => {
    expect(
      circles(files({ 'a.ts': "import './b.ts';", 'b.ts': "import type { A } from './a.ts';" })),
    ).toEqual(['a.ts → b.ts → a.ts']);
    const triangle = { 'a.ts': "import './b.ts';", 'b.ts': "import './c.ts';", 'c.ts': "import './a.ts';" };
    expect(circles(files(triangle))).toEqual(['a.ts → b.ts → c.ts → a.ts']);
    const diamond = {
      'a.ts': "import './b.ts';\nimport './c.ts';",
      'b.ts': "import './d.ts';",
      'c.ts': "import './d.ts';",
      'd.ts': '',
    };
    expect(circles(files(diamond))).toEqual([]);
  });

  describe('writes', () => {
    const tables = { 'domain/posts/post.table.ts': "export const posts = pgTable(\n  'post_rows', {});" };
    const write = (path: string, text: string) =>
      files({ ...tables, [path]: `import { type Post, posts } from '../posts/post.table.ts';\n${text}` });

    test.each([
      'tx.insert(posts).values(row)',
      'tx\n  .update(posts)\n  .set(row)',
      'tx.delete(posts)',
      'sql`UPDATE $' + '{posts} SET title = 1`',
      'sql`DELETE FROM post_rows`',
      'sql`INSERT INTO "post_rows" VALUES (1)`',
    ])('from a strange folder: %s', (text) => {
      expect(strangeWrites(write('domain/members/a.ts', text), {})).toHaveLength(1);
      expect(strangeWrites(write('domain/posts/a.ts', text), {})).toEqual([]);
      const guests = { 'domain/posts/post.table.ts': ['domain/members'] };
      expect(strangeWrites(write('domain/members/a.ts', text), guests)).toEqual([]);
    });

    test('under another name', () => {
      const text = "import { posts as p } from '../posts/post.table.ts';\ntx.insert(p)";
      expect(strangeWrites(files({ ...tables, 'domain/members/a.ts': text }), {})).toHaveLength(1);
    });

    test.each(['tx.select().from(posts)', 'map.delete(key)', 'sql`SELECT 1 FROM post_rows FOR UPDATE`'])(
      'are not reads: %s',
      (text) => {
        expect(strangeWrites(write('domain/members/a.ts', text), {})).toEqual([]);
      },
    );

    test('a guest that writes no more', () => {
      const guests = { 'domain/posts/post.table.ts': ['domain/members'] };
      expect(idleGuests(write('domain/members/a.ts', 'tx.select()'), guests)).toHaveLength(1);
      expect(idleGuests(write('domain/members/a.ts', 'tx.delete(posts)'), guests)).toEqual([]);
    });
  });

  test('readers of the environment', () => {
    const text = 'const key = process.env.KEY;';
    expect(environmentReaders(files({ 'web/a.ts': text }))).toHaveLength(1);
    expect(environmentReaders(files({ 'web/a.ts': 'const { env } = process;' }))).toHaveLength(1);
    expect(environmentReaders(files({ 'platform/config/a.ts': text, 'web/b.ts': 'process.exit()' }))).toEqual(
      [],
    );
  });

  test('long files', () => {
    expect(longFiles(files({ 'a.ts': 'x\n'.repeat(MAX_LINES) }))).toEqual([]);
    expect(longFiles(files({ 'a.ts': 'x\n'.repeat(MAX_LINES + 1) }))).toHaveLength(1);
  });

  test.each([
    'const a: any = 1;',
    'f(a as any)',
    'const a: any[] = [];',
    'new Map<string, any>()',
    'function f(a: any): void {}',
    '// @ts-expect-error\nf();',
    '// biome-ignore lint: not now\nf();',
  ])('loose: %s', (text) => {
    expect(looseTypes(files({ 'a.ts': text }))).toHaveLength(1);
  });

  test.each(['// takes any, as ever', 'const anyone: string = "x";', '/** for any; of them */', "'if any'"])(
    'not loose: %s',
    (text) => {
      expect(looseTypes(files({ 'a.ts': text }))).toEqual([]);
    },
  );
});
