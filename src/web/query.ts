import { z } from 'zod';
import { actorById } from '../domain/actors/actor-reads.ts';
import type { Queryable } from '../domain/domain.ts';
import { FLOW_KINDS } from '../domain/flows/flow.ts';
import { UNMET_DAYS } from '../domain/matches/unmet-requests.ts';
import { type Comune, findComune, provinces, regions } from '../domain/places/places.ts';
import { PURPOSES } from '../domain/proposals/proposal.ts';
import { RETURNS } from '../domain/proposals/returns.ts';
import { EXPIRES, ORDERS } from '../domain/proposals/search.ts';
import { CATEGORY_SLUGS } from '../domain/taxonomy/categories.ts';
import { MEMBER_KINDS } from '../domain/taxonomy/kinds.ts';
import { SECTOR_SLUGS } from '../domain/taxonomy/sectors.ts';
import { UNIT_CODES } from '../domain/taxonomy/units.ts';
import { UserError } from '../platform/errors.ts';
import { type Id, isId } from '../platform/ids.ts';

/** How many items a page of a list and a feed hold. */
export const PAGE_SIZE = 24;

/** A form sends its empty fields too: they filter nothing. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

/** The comune of a name, which may end in its province: "Castro (LE)". */
export function comuneNamed(text: string): Comune | undefined {
  const [, name = text, province] = /^(.*?)\s*\(([^()]+)\)$/.exec(text) ?? [];
  return findComune(province === undefined ? { name } : { name, province });
}

const words = optional(z.string().trim().max(200));
const comune = optional(z.string().trim().max(80));
const after = optional(z.string().max(60));

export const directoryQuery = z.object({
  kind: optional(z.enum(MEMBER_KINDS)),
  sector: optional(z.enum(SECTOR_SLUGS)),
  /** Of a network: the district that they belong to. */
  district: optional(z.string().refine(isId)),
  comune,
  text: words,
  after,
});
/** Kilometres around a comune. */
export const WITHIN = ['10', '20', '50', '100', '200'] as const;
export const proposalQuery = directoryQuery.extend({
  purpose: optional(z.enum(PURPOSES)),
  category: optional(z.enum(CATEGORY_SLUGS)),
  unit: optional(z.enum(UNIT_CODES)),
  inReturn: optional(z.enum(RETURNS)),
  within: optional(z.enum(WITHIN)),
  expires: optional(z.enum(EXPIRES)),
  sort: optional(z.enum(['date', ...ORDERS])),
  from: optional(z.enum(['here', 'elsewhere'])),
  /** What is kept to some districts: for members. */
  scoped: optional(z.literal('1')),
});
export const listQuery = z.object({ from: optional(z.enum(['here', 'elsewhere'])), after });

export const eventQuery = z.object({
  when: optional(z.enum(['coming', 'past'])),
  from: optional(z.enum(['here', 'elsewhere'])),
  comune,
  after,
});

/** A province brings its region along; what is no place of ours is refused. */
export const mapQuery = directoryQuery
  .omit({ comune: true, district: true, after: true })
  .extend({
    region: optional(z.string().refine((name) => regions().includes(name))),
    province: optional(z.string().refine((code) => provinces().some((one) => one.code === code))),
    purpose: optional(z.enum(PURPOSES)),
    show: optional(z.enum(['districts', 'members', 'proposals'])),
    from: optional(z.enum(['here', 'elsewhere'])),
  })
  .transform((query) => ({
    ...query,
    region: provinces().find(({ code }) => code === query.province)?.region ?? query.region,
  }));

/** A year of the common era that this software may have lived in. */
export const year = z.coerce.number().int().min(2000).max(2199);
export const flowQuery = z.object({ anno: optional(year), kind: optional(z.enum(FLOW_KINDS)) });
/** Requests that wait for at least so many days. */
export const unmetQuery = z.object({ giorni: optional(z.enum(UNMET_DAYS)), after });
export const afterIdQuery = z.object({ after: optional(z.string().refine(isId, 'invalid_cursor')) });
export type FlowQuery = z.output<typeof flowQuery>;

export type MapQuery = z.output<typeof mapQuery>;

export type EventQuery = z.output<typeof eventQuery>;
export const orderQuery = z.object({
  state: optional(z.enum(['open', 'ended'])),
  from: optional(z.enum(['here', 'elsewhere'])),
  after,
});

export type OrderQuery = z.output<typeof orderQuery>;
export type ProposalQuery = z.output<typeof proposalQuery>;
export type DirectoryQuery = z.output<typeof directoryQuery>;

/** The id in a page's path. @throws {UserError} `not-found` for what no page can have */
export function pathId(params: unknown): Id {
  const result = z.object({ id: z.string().refine(isId) }).safeParse(params);
  if (!result.success) throw new UserError('not-found', 'page_unknown');
  return result.data.id;
}

/** Where a page of the directory begins: just after this member. */
export async function directoryCursor(
  db: Queryable,
  after: string | undefined,
): Promise<{ name: string; id: Id } | undefined> {
  if (after === undefined) return undefined;
  const actor = isId(after) ? await actorById(db, after) : undefined;
  if (actor === undefined) throw new UserError('invalid', 'invalid_cursor', {}, 'after');
  return { name: actor.name, id: actor.id };
}

/** The same address with other parameters; those undefined or empty are left out. */
export function addressWith(path: string, parameters: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(parameters).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}
