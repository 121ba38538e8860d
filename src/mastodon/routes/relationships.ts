import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { actorsByIds } from '../../domain/actors/actor-reads.ts';
import { mutedHostsOf, muteHost, unmuteHost } from '../../domain/aversions/muted-hosts.ts';
import { removeFollower } from '../../domain/follows/follow.ts';
import { familiarFollowers, relationshipsOf } from '../../domain/follows/relationship-reads.ts';
import { writeNote } from '../../domain/notes/note.ts';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { accountInPath, accountsJson } from '../entities/account.ts';
import { relationshipJson } from '../entities/relationship.ts';
import type { Mastodon } from '../mastodon.ts';
import { linkPages, readWindow } from '../pagination.ts';
import { person, userOf } from '../request/access.ts';
import { idInput, listOf } from '../request/input.ts';

const noteInput = z.object({ comment: z.string().max(2000).default('') });
const hostInput = z.object({ domain: z.string().max(253) });

/** docs.joinmastodon.org/methods/accounts and /domain_blocks: how somebody stands to others, beside following and blocking. */
export function relationshipRoutes(app: FastifyInstance, mastodon: Mastodon): void {
  const { domain } = mastodon;
  const { db } = domain;

  app.get('/api/v1/accounts/relationships', person('read:follows'), async (request) => {
    const { id } = parseInput(z.object({ id: listOf(idInput, 100) }), request.query);
    return (await relationshipsOf(db, userOf(request).actor.id, id)).map(relationshipJson);
  });

  app.get('/api/v1/accounts/familiar_followers', person('read:follows'), async (request) => {
    const { id: ids } = parseInput(z.object({ id: listOf(idInput, 40) }), request.query);
    const familiar = await familiarFollowers(db, userOf(request).actor.id, ids);
    const people = await actorsByIds(db, [...new Set([...familiar.values()].flat())]);
    const accounts = await accountsJson(mastodon, people);
    return ids.map((id) => ({
      id,
      accounts: accounts.filter((account) => familiar.get(id)?.includes(account.id)),
    }));
  });

  app.post('/api/v1/accounts/:id/remove_from_followers', person('write:follows'), async (request) => {
    const { caller, actor } = userOf(request);
    const { id } = await accountInPath(mastodon, request);
    await removeFollower(domain, caller, actor.id, id);
    return relationshipTo(mastodon, request, id);
  });

  app.post('/api/v1/accounts/:id/note', person('write:accounts'), async (request) => {
    const { caller, actor } = userOf(request);
    const { id } = await accountInPath(mastodon, request);
    const { comment } = parseInput(noteInput, request.body ?? {});
    await writeNote(domain, caller, actor.id, id, comment);
    return relationshipTo(mastodon, request, id);
  });

  app.get('/api/v1/domain_blocks', person('read:blocks'), async (request, reply) => {
    const window = readWindow(request, { default: 100, max: 200 });
    const rows = await mutedHostsOf(db, userOf(request).actor.id, window);
    linkPages(
      mastodon,
      request,
      reply,
      rows.map(({ id }) => id),
    );
    return rows.map(({ host }) => host);
  });
  app.post('/api/v1/domain_blocks', person('write:blocks'), async (request) => {
    const { caller, actor } = userOf(request);
    await muteHost(domain, caller, actor.id, hostOf(request));
    return {};
  });
  app.delete('/api/v1/domain_blocks', person('write:blocks'), async (request) => {
    const { caller, actor } = userOf(request);
    await unmuteHost(domain, caller, actor.id, hostOf(request));
    return {};
  });
}

/** How the one who asks stands to somebody. */
export async function relationshipTo({ domain }: Mastodon, request: FastifyRequest, id: Id) {
  const [relationship] = await relationshipsOf(domain.db, userOf(request).actor.id, [id]);
  if (relationship === undefined) throw new UserError('not-found', 'status_unknown');
  return relationshipJson(relationship);
}

/** Clients send it with the address or in the body. */
function hostOf(request: FastifyRequest): string {
  return parseInput(hostInput, { ...(request.query as object), ...(request.body as object | null) }).domain;
}
