import { desc, eq, getTableColumns, lt } from 'drizzle-orm';
import { actors } from '../actors/actor.table.ts';
import type { Addresses } from '../addresses.ts';
import type { Queryable } from '../domain.ts';
import { type CharterVersion, charterVersions } from './charter.table.ts';

/** A version with the name of who published it. */
export type CharterEntry = CharterVersion & { readonly publisher: string | null };

export async function charterVersion(db: Queryable, version: number): Promise<CharterEntry | undefined> {
  return (await select(db).where(eq(charterVersions.version, version)))[0];
}

/** The version in force; undefined while there is no charter. */
export async function currentCharter(db: Queryable): Promise<CharterEntry | undefined> {
  return (await charterHistory(db, 1))[0];
}

/** Versions, newest first; `before` is the number of the last one seen. */
export async function charterHistory(db: Queryable, limit: number, before?: number): Promise<CharterEntry[]> {
  return select(db)
    .where(before === undefined ? undefined : lt(charterVersions.version, before))
    .orderBy(desc(charterVersions.version))
    .limit(limit);
}

/** The number of a version in the address of its page; undefined for what is no charter of ours. */
export function versionIn(addresses: Addresses, charter: string): number | undefined {
  const [, digits] = /\/carta\/([1-9]\d{0,8})$/.exec(charter) ?? [];
  return digits !== undefined && charter === addresses.charterPage(Number(digits))
    ? Number(digits)
    : undefined;
}

function select(db: Queryable) {
  return db
    .select({ ...getTableColumns(charterVersions), publisher: actors.name })
    .from(charterVersions)
    .leftJoin(actors, eq(actors.id, charterVersions.publishedBy));
}
