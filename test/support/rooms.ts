/** The rules of the house, as functions over files: paths below `src` ("domain/caller.ts") and their text. */
export type Files = ReadonlyMap<string, string>;

/** From the ground up. A file imports from its own room and from lower floors; rooms of one floor never meet. */
export const FLOORS: readonly (readonly string[])[] = [
  ['platform'],
  ['domain'],
  ['messages'],
  ['federation', 'mastodon', 'web'],
  ['app'],
  ['cli', 'demo'],
  ['main.ts'],
];

/** What the outside world speaks stays in the rooms that speak it. */
const LIBRARIES: readonly (readonly [library: RegExp, rooms: readonly string[]])[] = [
  [/^@fedify\//, ['federation']],
  [/^(fastify|@fastify\/.*)$/, ['federation', 'mastodon', 'web', 'app']],
  [/^commander$/, ['cli', 'main.ts']],
];

/** Who, besides a table's own folder, writes to it. Everyone else asks a use case of that folder. */
export const GUEST_WRITERS: Readonly<Record<string, readonly string[]>> = {
  // The public face of members, and of the node itself, is a row of `actors`.
  'domain/actors/actor.table.ts': ['domain/members', 'domain/node'],
  // The relay marks what it has told.
  'domain/history/domain-event.table.ts': ['federation/outbox'],
};

export const MAX_LINES = 400;

const STATEMENT =
  /(?:^|[;}\s])(?:import|export)\s+(?:type\s+)?[\w\s,{}*$]*?\bfrom\s*['"]([^'"]+)['"]|(?:^|[;}\s])import\s*['"]([^'"]+)['"]/g;
const CALL = /\bimport\s*\(\s*(?:(['"])([^'"]+)\1\s*[,)])?/g;

/** What a file imports, statically, for its types, or while it runs; undefined for what only running it can tell. */
export function importsOf(text: string): (string | undefined)[] {
  const code = withoutComments(text);
  const statements = [...code.matchAll(STATEMENT)].map(([, from, bare]) => from ?? bare);
  return [...statements, ...[...code.matchAll(CALL)].map(([, , target]) => target)];
}

/** An import that climbs to a higher floor, or crosses to another room of the same one. */
export function wrongWayImports(files: Files): string[] {
  return violations(files, (path, text) =>
    importsOf(text).flatMap((target) => {
      if (target === undefined) return ['imports what only running it can tell'];
      if (!target.startsWith('.')) return wrongLibrary(path, target);
      const found = resolve(path, target);
      if (found === '../package.json') return [];
      const here = floorOf(path);
      const there = floorOf(found);
      if (here < 0 || there < 0) return [`imports ${target}, which is in no room`];
      return roomOf(path) === roomOf(found) || there < here ? [] : [`imports ${found}`];
    }),
  );
}

function wrongLibrary(path: string, target: string): string[] {
  const rooms = LIBRARIES.find(([library]) => library.test(target))?.[1];
  return rooms === undefined || rooms.includes(roomOf(path)) ? [] : [`imports ${target}`];
}

/** Files that import each other, the long way round or directly: "a.ts → b.ts → a.ts". */
export function circles(files: Files): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) found.push([...trail.slice(start), path].join(' → '));
    if (start >= 0 || done.has(path)) return;
    for (const target of importsOf(files.get(path) ?? '')) {
      if (target?.startsWith('.')) visit(resolve(path, target), [...trail, path]);
    }
    done.add(path);
  };
  for (const path of files.keys()) visit(path, []);
  return found;
}

/** A table that is written from outside the folder that keeps it. */
export function strangeWrites(files: Files, guests = GUEST_WRITERS): string[] {
  return writes(files)
    .filter(({ path, table }) => folderOf(path) !== folderOf(table))
    .filter(({ path, table }) => !guests[table]?.includes(folderOf(path)))
    .map(({ path, name }) => `${path} writes to ${name}`);
}

/** Guests that no longer write to the table that lets them. */
export function idleGuests(files: Files, guests = GUEST_WRITERS): string[] {
  const seen = new Set(writes(files).map(({ path, table }) => `${folderOf(path)} ${table}`));
  return Object.entries(guests).flatMap(([table, folders]) =>
    folders.filter((folder) => !seen.has(`${folder} ${table}`)).map((folder) => `${folder} on ${table}`),
  );
}

/** Every `.insert(x)`, `.update(x)`, `.delete(x)` and its like in SQL, where x is a table or the name of one. */
function writes(files: Files): { path: string; table: string; name: string }[] {
  const byName = new Map<string, string>();
  for (const [path, text] of files) {
    for (const [, binding = '', name = ''] of text.matchAll(
      /export const (\w+) = pgTable\(\s*['"](\w+)['"]/g,
    )) {
      byName.set(name, path).set(`${path} ${binding}`, path);
    }
  }
  return [...files].flatMap(([path, text]) => {
    const local = new Map<string, string>();
    for (const [, list = '', target = ''] of text.matchAll(
      /import\s+(?:type\s+)?\{([^}]*)\}\s*from\s*['"]([^'"]+\.table\.ts)['"]/g,
    )) {
      for (const part of list.split(',')) {
        const [imported = '', alias] = part.replace(/\btype\s/, '').split(/\s+as\s+/);
        const table = byName.get(`${resolve(path, target)} ${imported.trim()}`);
        if (table !== undefined) local.set((alias ?? imported).trim(), table);
      }
    }
    const calls = [...text.matchAll(/\.(?:insert|update|delete)\(\s*(\w+)\s*\)/g)].map(([, name]) => name);
    const sql = [
      ...text.matchAll(
        /\b(?:INSERT INTO|UPDATE|DELETE FROM|TRUNCATE|MERGE INTO)\s+(?:\$\{(?:sql\()?)?["']?(\w+)/g,
      ),
    ].map(([, name]) => name);
    return [...calls, ...sql].flatMap((name = '') => {
      const table = local.get(name) ?? (sql.includes(name) ? byName.get(name) : undefined);
      return table === undefined ? [] : [{ path, table, name }];
    });
  });
}

/** The environment is read in one place. */
export function environmentReaders(files: Files): string[] {
  return violations(files, (path, text) =>
    !path.startsWith('platform/config/') &&
    /\bprocess\s*\.\s*env\b|\{[^}]*\benv\b[^}]*\}\s*=\s*process\b/.test(withoutComments(text))
      ? ['reads the environment']
      : [],
  );
}

export function longFiles(files: Files): string[] {
  return violations(files, (_, text) => {
    const lines = text.trimEnd().split('\n').length;
    return lines > MAX_LINES ? [`has ${lines} lines`] : [];
  });
}

/** `any`, and the comments that tell the compiler or the linter to look away. */
export function looseTypes(files: Files): string[] {
  return violations(files, (_, text) => [
    ...(/(?::|\bas|[<|&,]|=>)\s*any\b\s*(?:[;,)>\]|&={]|\[\]|$)/m.test(withoutComments(text))
      ? ['uses any']
      : []),
    ...(/@ts-(?:ignore|expect-error|nocheck)|biome-ignore/.test(text) ? ['silences a check'] : []),
  ]);
}

function violations(files: Files, judge: (path: string, text: string) => string[]): string[] {
  return [...files].flatMap(([path, text]) => judge(path, text).map((fault) => `${path} ${fault}`));
}

/** Comments at the start of a line or after a blank: a `//` within an address stays. */
function withoutComments(text: string): string {
  return text.replace(/(^|\s)\/\*[\s\S]*?\*\//g, '$1').replace(/(^|\s)\/\/.*$/gm, '$1');
}

function resolve(from: string, target: string): string {
  const parts = from.split('/').slice(0, -1);
  for (const part of target.split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

function folderOf(path: string): string {
  return path.split('/').slice(0, -1).join('/');
}

function roomOf(path: string): string {
  return path.split('/')[0] ?? '';
}

function floorOf(path: string): number {
  return FLOORS.findIndex((rooms) => rooms.includes(roomOf(path)));
}
