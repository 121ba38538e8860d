import type { Transaction } from '../../platform/database/database.ts';
import { UserError } from '../../platform/errors.ts';
import { parseInput } from '../../platform/input.ts';
import { type Actor, actors } from '../actors/actor.table.ts';
import { actorByHandle } from '../actors/actor-reads.ts';
import { type Caller, requireCoordinator } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { recordEvent } from '../history/record-event.ts';
import { insertMembership } from '../memberships/ask-membership.ts';
import type { Membership } from '../memberships/membership.table.ts';
import { nodeActors } from '../node/node-reads.ts';
import { members } from './member.table.ts';
import { type NewMember, newMember } from './member.ts';
import { publicFace, requireComune } from './member-face.ts';

/**
 * Takes a subject into the district.
 * @throws {UserError} `invalid`, `forbidden`, or `conflict` when the handle is taken.
 */
export async function addMember(domain: Domain, caller: Caller, input: NewMember): Promise<Actor> {
  requireCoordinator(caller);
  return domain.db.transaction((tx) => insertMember(tx, domain, caller, input));
}

/**
 * The same inside a transaction that does more (a sign-up by invitation, an application); the caller was authorised
 * there. `request`: what the subject wrote when it asked, and the charter that it accepted.
 */
export async function insertMember(
  tx: Transaction,
  domain: Domain,
  caller: Caller,
  input: NewMember,
  request: Pick<Membership, 'message' | 'charter'> = { message: '', charter: null },
): Promise<Actor> {
  const { handle, ...facts } = parseInput(newMember, input);
  const { group } = await nodeActors(tx);
  if ((await actorByHandle(tx, handle)) !== undefined) {
    throw new UserError('conflict', 'handle_taken', { handle }, 'handle');
  }
  const id = domain.ids();
  const now = domain.clock.now();
  const uri = domain.addresses.actor(id);
  const [actor] = await tx
    .insert(actors)
    .values({
      ...publicFace(facts),
      id,
      uri,
      handle,
      url: domain.addresses.profilePage(handle),
      memberOf: [group.uri],
      inbox: `${uri}/inbox`,
      sharedInbox: domain.addresses.sharedInbox,
      outbox: `${uri}/outbox`,
      followers: `${uri}/followers`,
      offers: `${uri}/offers`,
      affiliations: facts.kind === 'association' ? `${uri}/affiliations` : null,
      createdAt: now,
      updatedAt: now,
    })
    .returning();
  if (actor === undefined) throw new Error(`member ${handle} was not inserted`);
  const comune = facts.comune === undefined ? undefined : requireComune(facts.comune, facts.province);
  await tx.insert(members).values({
    id,
    kind: facts.kind,
    sectors: facts.sectors,
    comune: comune?.istat,
    site: facts.site,
    vatNumber: facts.vatNumber,
    email: facts.email,
    shows: facts.shows,
    joinedAt: now,
  });
  await insertMembership(tx, domain, { ...request, memberId: id, groupId: group.id, state: 'admitted' });
  await recordEvent(tx, domain, caller, { type: 'member-added', actorId: id, subjectId: id });
  return actor;
}
