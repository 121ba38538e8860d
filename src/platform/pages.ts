import { type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { UserError } from './errors.ts';
import { type Id, isId } from './ids.ts';

/** One page of a list, newest first; `next` is the cursor of the page after it. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | undefined;
}

/** Where a page begins: just after an item with this time and id. */
export interface Cursor {
  readonly at: Date;
  readonly id: Id;
}

export function writeCursor(cursor: Cursor): string {
  return `${cursor.at.getTime()}-${cursor.id}`;
}

/** @throws {UserError} `invalid` for anything that {@link writeCursor} can't have written. */
export function readCursor(text: string | undefined): Cursor | undefined {
  if (text === undefined || text === '') return undefined;
  const [, ms, id] = /^(\d{1,14})-(\d{1,19})$/.exec(text) ?? [];
  if (ms === undefined || id === undefined || !isId(id)) {
    throw new UserError('invalid', 'invalid_cursor', {}, 'after');
  }
  return { at: new Date(Number(ms)), id };
}

/** What comes after the cursor, newest first; compared as a pair, so that an index on both begins right there. */
export function isAfter(cursor: Cursor, at: PgColumn, id: PgColumn): SQL {
  return sql`(${at}, ${id}) < (${sql.param(cursor.at, at)}, ${sql.param(cursor.id, id)})`;
}

/** Cuts a list that was read with `limit + 1` rows into a page. */
export function pageOf<T>(rows: readonly T[], limit: number, cursor: (item: T) => Cursor): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? writeCursor(cursor(last)) : undefined };
}

/** A part of a list that is ordered by id: older than `maxId`; the newest above `sinceId`; or those just above `minId`. */
export interface IdWindow {
  readonly limit: number;
  readonly maxId?: Id | undefined;
  readonly sinceId?: Id | undefined;
  /** Wins over `sinceId`. */
  readonly minId?: Id | undefined;
}

/** What is in the window, and in which order to read `limit` rows of it; {@link newestFirst} then puts them right. */
export function inWindow(
  column: PgColumn | SQL,
  { maxId, sinceId, minId }: IdWindow,
): { where: SQL; order: SQL } {
  const bounds = [
    ...(maxId === undefined ? [] : [sql`${column} < ${maxId}::bigint`]),
    ...(minId === undefined ? [] : [sql`${column} > ${minId}::bigint`]),
    ...(sinceId === undefined || minId !== undefined ? [] : [sql`${column} > ${sinceId}::bigint`]),
  ];
  return {
    where: bounds.length === 0 ? sql`true` : sql.join(bounds, sql` AND `),
    order: minId === undefined ? sql`${column} DESC` : sql`${column} ASC`,
  };
}

export function newestFirst<T>(rows: readonly T[], { minId }: IdWindow): T[] {
  return minId === undefined ? [...rows] : rows.toReversed();
}
