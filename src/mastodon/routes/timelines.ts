import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { actorById } from '../../domain/actors/actor-reads.ts';
import { listOf } from '../../domain/lists/lists.ts';
import { type StatusRef, statusesFor } from '../../domain/statuses/status-reads.ts';
import {
  accountTimeline,
  directTimeline,
  homeTimeline,
  keptTimeline,
  listTimeline,
  pinnedTimeline,
  publicTimeline,
  tagTimeline,
} from '../../domain/timelines/timeline-reads.ts';
import { UserError } from '../../platform/errors.ts';
import { type Id, isId } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { statusesJson } from '../entities/status.ts';
import type { Mastodon } from '../mastodon.ts';
import { linkPages, readWindow } from '../pagination.ts';
import { anyone, person, userOf } from '../request/access.ts';
import { flag, optional, listOf as severalOf } from '../request/input.ts';
import { readerOf } from '../request/reader.ts';
import { statusIdOf } from './statuses.ts';

const LIMITS = { default: 20, max: 40 };

const filterQuery = z.object({
  local: optional(flag),
  remote: optional(flag),
  only_media: optional(flag),
  any: severalOf(z.string(), 20),
  all: severalOf(z.string(), 20),
  none: severalOf(z.string(), 20),
});

const accountQuery = z.object({
  pinned: optional(flag),
  exclude_replies: optional(flag),
  exclude_reblogs: optional(flag),
  only_media: optional(flag),
  tagged: optional(z.string()),
});

const tagName = (name: string) => name.normalize('NFC').replace(/^#/, '').toLowerCase();

/** docs.joinmastodon.org/methods/timelines, and what else is a list of statuses. */
export function timelineRoutes(app: FastifyInstance, mastodon: Mastodon): void {
  const { db } = mastodon.domain;

  /** A page of places as one reader sees it, with where the pages before and after begin. */
  async function send(
    request: FastifyRequest,
    reply: FastifyReply,
    refs: readonly StatusRef[],
    ids: readonly Id[] = refs.map(({ id }) => id),
  ) {
    linkPages(mastodon, request, reply, ids);
    const reader = readerOf(mastodon, request);
    return statusesJson(mastodon, await statusesFor(db, reader.actor?.id, refs), reader);
  }

  app.get('/api/v1/timelines/home', person('read:statuses'), async (request, reply) => {
    const { actor } = userOf(request);
    return send(request, reply, await homeTimeline(db, actor.id, readWindow(request, LIMITS)));
  });

  // Of before there were conversations; clients ask for it still.
  app.get('/api/v1/timelines/direct', person('read:statuses'), async (request, reply) => {
    const { actor } = userOf(request);
    return send(request, reply, await directTimeline(db, actor.id, readWindow(request, LIMITS)));
  });

  app.get('/api/v1/timelines/public', anyone('read:statuses'), async (request, reply) => {
    const refs = await publicTimeline(
      db,
      readerOf(mastodon, request).actor?.id,
      filterOf(request),
      readWindow(request, LIMITS),
    );
    return send(request, reply, refs);
  });

  app.get('/api/v1/timelines/tag/:tag', anyone('read:statuses'), async (request, reply) => {
    const { tag } = request.params as { tag: string };
    const { any, all, none } = parseInput(filterQuery, request.query);
    const filter = {
      ...filterOf(request),
      any: [tag, ...any].map(tagName),
      all: all.map(tagName),
      none: none.map(tagName),
    };
    return send(
      request,
      reply,
      await tagTimeline(db, readerOf(mastodon, request).actor?.id, filter, readWindow(request, LIMITS)),
    );
  });

  app.get('/api/v1/timelines/list/:id', person('read:lists'), async (request, reply) => {
    const { actor } = userOf(request);
    const list = await listOf(db, actor.id, statusIdOf(request));
    return send(request, reply, await listTimeline(db, list, readWindow(request, LIMITS)));
  });

  // Nobody's posts are shown by the address of a link.
  app.get('/api/v1/timelines/link', anyone('read:statuses'), async () => []);

  app.get('/api/v1/accounts/:id/statuses', anyone('read:statuses'), async (request, reply) => {
    const { id } = request.params as { id: string };
    const actor = isId(id) ? await actorById(db, id) : undefined;
    if (actor === undefined || actor.deletedAt !== null) throw new UserError('not-found', 'status_unknown');
    const query = parseInput(accountQuery, request.query);
    if (query.pinned) return send(request, reply, await pinnedTimeline(db, id), []);
    const filter = {
      excludeReplies: query.exclude_replies,
      excludeBoosts: query.exclude_reblogs,
      onlyMedia: query.only_media,
      tagged: query.tagged === undefined ? undefined : tagName(query.tagged),
    };
    return send(request, reply, await accountTimeline(db, id, filter, readWindow(request, LIMITS)));
  });

  for (const list of ['bookmarks', 'favourites'] as const) {
    app.get(`/api/v1/${list}`, person(`read:${list}`), async (request, reply) => {
      const { actor } = userOf(request);
      const refs = await keptTimeline(db, actor.id, list, readWindow(request, LIMITS));
      return send(
        request,
        reply,
        refs,
        refs.map(({ keptId }) => keptId),
      );
    });
  }
}

function filterOf(request: FastifyRequest) {
  const { local, remote, only_media: onlyMedia } = parseInput(filterQuery, request.query);
  return { from: local ? ('here' as const) : remote ? ('elsewhere' as const) : undefined, onlyMedia };
}
