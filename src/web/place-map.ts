import type { Actor } from '../domain/actors/actor.table.ts';
import type { Queryable } from '../domain/domain.ts';
import { ties } from '../domain/follows/follow-reads.ts';
import { type MembersInPlace, membersByPlace } from '../domain/members/members-by-place.ts';
import { type Comune, comuneOf, provinces } from '../domain/places/places.ts';
import { PLACED, type ProposalsInPlace, proposalsByPlace } from '../domain/proposals/proposals-by-place.ts';
import { KINDS } from '../domain/taxonomy/kinds.ts';
import type { MapQuery } from './query.ts';
import type { Web } from './reader.ts';

const DISTRICTS = 1000;

export const COUNTED = ['districts', 'members', 'offers', 'requests'] as const;
export type Counted = (typeof COUNTED)[number];
export type Counts = Readonly<Record<Counted, number>>;

export interface PlaceMap {
  /** Those of the region or province asked for. */
  readonly comuni: readonly { readonly comune: Comune; readonly counts: Counts }[];
  readonly districts: readonly Actor[];
  /** What is counted here and says no comune that we know. */
  readonly unplaced: number;
  /** Whether there are more proposals than were counted. */
  readonly more: boolean;
}

/**
 * What there is in each comune. Where a comune is says the gazetteer: coordinates that others send may be those of a
 * house.
 */
export async function placeMap({ domain, role }: Web, group: Actor, query: MapQuery): Promise<PlaceMap> {
  const { db } = domain;
  const { text, sector, purpose, show, from } = query;
  const kind = query.kind && (KINDS[query.kind].iri ?? undefined);
  const shows = (what: MapQuery['show']) => show === undefined || show === what;
  const known = await districtsOf(db, group, role, from);
  const [proposals, members] = await Promise.all([
    shows('proposals') ? proposalsByPlace(db, { text, sector, kind, purpose, from }) : [],
    shows('members') ? membersByPlace(db, { text, sector, kind, from }, group.id) : [],
  ]);
  // A district offers nothing itself, and has no kind and no sector to be chosen by.
  const isChosen = [text, sector, kind, purpose].every((filter) => filter === undefined);
  const districts = shows('districts') && isChosen ? known : [];
  const inPlace = [
    ...proposals.map((one) => ({ ...NOTHING, ...one })),
    ...members.map((one) => ({ ...NOTHING, ...one })),
    ...districts.map(({ comune, province }) => ({ ...NOTHING, comune, province, districts: 1 })),
  ];
  const { comuni, unplaced } = gather(inPlace);
  const isShown = (comune: Comune | undefined) =>
    query.region === undefined ||
    (query.region === comune?.region && [undefined, comune.province].includes(query.province));
  return {
    comuni: comuni.filter(({ comune }) => isShown(comune)),
    districts: districts.filter((district) => isShown(comuneOf(district))),
    unplaced,
    more: sum(proposals.flatMap(({ offers, requests }) => [offers, requests])) >= PLACED,
  };
}

const NOTHING: Counts = { districts: 0, members: 0, offers: 0, requests: 0 };

/** A district itself is one; and those that the node follows are. */
async function districtsOf(
  db: Queryable,
  group: Actor,
  role: Web['role'],
  from: MapQuery['from'],
): Promise<Actor[]> {
  const followed = from === 'here' ? [] : await ties(db, 'following', group.id, { limit: DISTRICTS });
  const others = followed.map(({ actor }) => actor).filter(({ type }) => type === 'Group');
  return role === 'district' && from !== 'elsewhere' ? [group, ...others] : others;
}

type InPlace = Counts & Pick<ProposalsInPlace & MembersInPlace, 'comune' | 'province'>;

function gather(inPlace: readonly InPlace[]) {
  const found = new Map<string, { comune: Comune; counts: Record<Counted, number> }>();
  let unplaced = 0;
  for (const one of inPlace) {
    const comune = comuneOf(one);
    if (comune === undefined) {
      unplaced += total(one);
      continue;
    }
    const there = found.get(comune.istat) ?? { comune, counts: { ...NOTHING } };
    for (const what of COUNTED) there.counts[what] += one[what];
    found.set(comune.istat, there);
  }
  const comuni = [...found.values()].sort((a, b) => total(b.counts) - total(a.counts));
  return { comuni, unplaced };
}

export function total(counts: Counts): number {
  return sum(COUNTED.map((what) => counts[what]));
}

/** One place of the table: a region of Italy, a province of a region, a comune of a province. */
export interface PlaceRow {
  readonly name: string;
  /** The two letters of a province. */
  readonly code: string;
  readonly counts: Counts;
}

/** What there is in each place one step closer by, in alphabetical order. */
export function placeRows({ comuni }: PlaceMap, { region, province }: MapQuery): PlaceRow[] {
  const rows = new Map<string, { name: string; code: string; counts: Record<Counted, number> }>();
  for (const { comune, counts } of comuni) {
    const [name, code] =
      province !== undefined
        ? [comune.name, comune.istat]
        : region !== undefined
          ? [comune.provinceName, comune.province]
          : [comune.region, comune.region];
    const row = rows.get(code) ?? { name, code, counts: { ...NOTHING } };
    for (const what of COUNTED) row.counts[what] += counts[what];
    rows.set(code, row);
  }
  return [...rows.values()].sort((a, b) => a.name.localeCompare(b.name, 'it'));
}

export function sumCounts(rows: readonly PlaceRow[]): Counts {
  const of = (what: Counted) => sum(rows.map(({ counts }) => counts[what]));
  return {
    districts: of('districts'),
    members: of('members'),
    offers: of('offers'),
    requests: of('requests'),
  };
}

export function provinceName(code: string): string {
  return provinces().find((province) => province.code === code)?.name ?? code;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((one, other) => one + other, 0);
}
