import type { Actor } from '../domain/actors/actor.table.ts';
import { openApplications } from '../domain/memberships/application-reads.ts';
import {
  groupTies,
  membershipCursor,
  membershipsOf,
  unconfirmedClaims,
} from '../domain/memberships/membership-reads.ts';
import { pageOf, readCursor } from '../platform/pages.ts';
import { PAGE_SIZE } from './query.ts';
import type { Reader } from './reader.ts';
import type { MembershipPage } from './views/membership-pages.ts';

const GROUPS_SHOWN = 50;

/** What the page of an actor's memberships shows to who speaks for it; `after` pages its members. */
export async function membershipContents(
  { web, group, signedIn }: Reader,
  actor: Actor,
  after: string | undefined,
): Promise<MembershipPage> {
  const { domain } = web;
  const { db } = domain;
  const mine = { actorIds: [actor.id] };
  const asGroup = actor.affiliations !== null;
  const asDistrict = actor.id === group.id && signedIn !== undefined;
  const [applications, requests, groups, ties, rows, claims] = await Promise.all([
    asDistrict ? openApplications(domain, signedIn.caller, PAGE_SIZE + 1) : [],
    asGroup ? membershipsOf(db, { ...mine, side: 'group', states: ['asked'] }, PAGE_SIZE + 1) : [],
    membershipsOf(db, { ...mine, side: 'member' }, GROUPS_SHOWN),
    groupTies(db, actor, GROUPS_SHOWN),
    asGroup
      ? membershipsOf(db, { ...mine, side: 'group', states: ['admitted'] }, PAGE_SIZE + 1, readCursor(after))
      : [],
    asGroup ? unconfirmedClaims(db, actor, PAGE_SIZE) : [],
  ]);
  const { items, next } = pageOf(rows, PAGE_SIZE, membershipCursor);
  return {
    actor,
    applications: applications.slice(0, PAGE_SIZE),
    requests: requests.slice(0, PAGE_SIZE),
    hasMoreRequests: applications.length > PAGE_SIZE || requests.length > PAGE_SIZE,
    groups,
    ties,
    members: items,
    next,
    after,
    claims,
  };
}
