import { z } from 'zod';
import { UserError } from '../../platform/errors.ts';
import { type Id, isId } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';

const MAX_LIMIT = 200;

export interface PageOptions {
  readonly limit?: string;
  readonly after?: string;
}

const schema = z.strictObject({ limit: z.coerce.number().int().min(1).max(MAX_LIMIT).default(20) });

/** How many a page of a list holds: 20 unless told. @throws {UserError} `invalid` */
export function readLimit({ limit }: PageOptions): number {
  return parseInput(schema, { limit }).limit;
}

/** Where a list that goes on by an id goes on. @throws {UserError} `invalid` */
export function readAfter({ after }: PageOptions): Id | undefined {
  if (after === undefined || isId(after)) return after;
  throw new UserError('invalid', 'invalid_cursor', {}, 'after');
}
