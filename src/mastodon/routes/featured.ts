import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { endorse, endorsedBy, unendorse } from '../../domain/endorsements/endorsement.ts';
import {
  featurableTags,
  featuredTagsOf,
  featureTag,
  unfeatureTag,
} from '../../domain/featured-tags/featured-tag.ts';
import { readTag } from '../../domain/followed-tags/followed-tag.ts';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { accountInPath, accountsJson } from '../entities/account.ts';
import { featuredTagJson, tagsJson } from '../entities/tag.ts';
import type { Mastodon } from '../mastodon.ts';
import { linkPages, readWindow } from '../pagination.ts';
import { anyone, person, userOf } from '../request/access.ts';
import { relationshipTo } from './relationships.ts';
import { statusIdOf } from './statuses.ts';

const tagInput = z.object({ name: z.string().max(200).default('') });

/** docs.joinmastodon.org/methods/endorsements and /featured_tags: whom and what somebody shows on their profile. */
export function featuredRoutes(app: FastifyInstance, mastodon: Mastodon): void {
  const { domain } = mastodon;
  const { db } = domain;

  // Until Mastodon 4.4 this was called to pin.
  for (const [path, act] of [
    ['endorse', endorse],
    ['pin', endorse],
    ['unendorse', unendorse],
    ['unpin', unendorse],
  ] as const) {
    app.post(`/api/v1/accounts/:id/${path}`, person('write:accounts'), async (request) => {
      const { caller, actor } = userOf(request);
      const { id } = await accountInPath(mastodon, request);
      await act(domain, caller, actor.id, id);
      return relationshipTo(mastodon, request, id);
    });
  }

  app.get('/api/v1/endorsements', person('read:accounts'), (request, reply) =>
    endorsed(request, reply, userOf(request).actor.id),
  );
  app.get('/api/v1/accounts/:id/endorsements', anyone('read:accounts'), async (request, reply) =>
    endorsed(request, reply, (await accountInPath(mastodon, request)).id),
  );

  app.get('/api/v1/featured_tags', person('read:accounts'), (request) => tagsOf(userOf(request).actor.id));
  app.get('/api/v1/accounts/:id/featured_tags', anyone('read:accounts'), async (request) =>
    tagsOf((await accountInPath(mastodon, request)).id),
  );
  app.get('/api/v1/featured_tags/suggestions', person('read:accounts'), async (request) => {
    const { actor } = userOf(request);
    const names = await featurableTags(db, actor.id);
    return tagsJson(
      mastodon,
      names.map((name) => ({ name })),
      actor,
    );
  });
  app.post('/api/v1/featured_tags', person('write:accounts'), async (request) => {
    const { caller, actor } = userOf(request);
    const { name } = parseInput(tagInput, request.body ?? {});
    await featureTag(domain, caller, actor.id, name);
    const shown = (await featuredTagsOf(db, actor.id)).find((tag) => tag.name === readTag(name));
    if (shown === undefined) throw new UserError('not-found', 'status_unknown');
    return featuredTagJson(mastodon, shown);
  });
  app.delete('/api/v1/featured_tags/:id', person('write:accounts'), async (request) => {
    const { caller, actor } = userOf(request);
    await unfeatureTag(domain, caller, actor.id, { id: statusIdOf(request) });
    return {};
  });

  async function tagsOf(ownerId: Id) {
    return (await featuredTagsOf(db, ownerId)).map((tag) => featuredTagJson(mastodon, tag));
  }

  async function endorsed(request: FastifyRequest, reply: FastifyReply, ownerId: Id) {
    const rows = await endorsedBy(db, ownerId, readWindow(request, { default: 40, max: 80 }));
    linkPages(
      mastodon,
      request,
      reply,
      rows.map(({ id }) => id),
    );
    return accountsJson(
      mastodon,
      rows.map(({ actor }) => actor),
    );
  }
}
