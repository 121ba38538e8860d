import type { Actor } from '../domain/actors/actor.table.ts';
import type { Application } from '../domain/memberships/application.table.ts';
import { openApplications } from '../domain/memberships/application-reads.ts';
import type { MembershipView } from '../domain/memberships/learn-fact.ts';
import {
  groupTies,
  membershipCursor,
  membershipsOf,
  type Tie,
  unconfirmedClaims,
} from '../domain/memberships/membership-reads.ts';
import type { UserError } from '../platform/errors.ts';
import { pageOf, readCursor } from '../platform/pages.ts';
import { PAGE_SIZE } from './query.ts';
import type { Reader } from './reader.ts';
import type { Typed } from './typed.ts';

export interface MembershipPage {
  /** Whose memberships these are: a member, an association, the district or network itself. */
  readonly actor: Actor;
  readonly applications: readonly Application[];
  /** Joins that wait for an answer. */
  readonly requests: readonly MembershipView[];
  readonly hasMoreRequests: boolean;
  /** What it belongs to, or asked to. */
  readonly groups: readonly MembershipView[];
  readonly ties: readonly Tie[];
  readonly members: readonly MembershipView[];
  readonly next: string | undefined;
  readonly after: string | undefined;
  readonly claims: readonly Actor[];
  /** The form that was sent back, by the path that it was sent to. */
  readonly tried?: { readonly action: string; readonly typed: Typed; readonly error: UserError } | undefined;
}

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
