import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { actorsByIds } from '../../domain/actors/actor-reads.ts';
import { imagesOf } from '../../domain/posts/images.ts';
import { postById, requireReadable } from '../../domain/posts/post-reads.ts';
import { versionsOf } from '../../domain/posts/post-versions.ts';
import { type Preferences, preferencesOf } from '../../domain/preferences/preferences.ts';
import { changeStatus, deleteStatus } from '../../domain/statuses/change-status.ts';
import { publishStatus } from '../../domain/statuses/publish-status.ts';
import { scheduleStatus } from '../../domain/statuses/scheduled.ts';
import type { NewStatus } from '../../domain/statuses/status.ts';
import { statusesFor } from '../../domain/statuses/status-reads.ts';
import { threadOf } from '../../domain/statuses/thread-reads.ts';
import { boostRef, reactorsOf } from '../../domain/timelines/timeline-reads.ts';
import { UserError } from '../../platform/errors.ts';
import { htmlToText } from '../../platform/html/text.ts';
import { type Id, isId } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { accountOf, accountsJson } from '../entities/account.ts';
import { mediaJson } from '../entities/media.ts';
import { scheduledJson } from '../entities/scheduled.ts';
import { statusesJson } from '../entities/status.ts';
import { visibilityOf, WIRE_VISIBILITY } from '../entities/visibility.ts';
import type { Mastodon } from '../mastodon.ts';
import { linkPages, readWindow } from '../pagination.ts';
import { anyone, person, userOf } from '../request/access.ts';
import { localeOf } from '../request/errors.ts';
import { flag, idInput, listOf, optional } from '../request/input.ts';
import { readerOf } from '../request/reader.ts';

const DETAILS = z.object({ id: idInput, description: optional(z.string()), focus: optional(z.string()) });

const body = z.object({
  status: optional(z.string()),
  media_ids: listOf(idInput, 20),
  media_attributes: listOf(DETAILS, 20),
  poll: optional(
    z.object({
      options: listOf(z.string(), 50),
      expires_in: z.coerce.number().int(),
      multiple: optional(flag),
      hide_totals: optional(flag),
    }),
  ),
  in_reply_to_id: optional(idInput),
  sensitive: optional(flag),
  spoiler_text: optional(z.string()),
  visibility: optional(z.enum(WIRE_VISIBILITY)),
  language: optional(z.string()),
  scheduled_at: optional(z.string()),
});

/** The id in a status's address. What is no id is the id of nothing. */
export function statusIdOf(request: FastifyRequest): Id {
  const { id } = request.params as { id: string };
  if (!isId(id)) throw new UserError('not-found', 'status_unknown');
  return id;
}

/** docs.joinmastodon.org/methods/statuses */
export function statusRoutes(app: FastifyInstance, mastodon: Mastodon): void {
  const { domain, lookup } = mastodon;

  async function shown(request: FastifyRequest, id: Id) {
    const reader = readerOf(mastodon, request);
    const ref = (await boostRef(domain.db, id)) ?? { id, postId: id };
    const views = await statusesFor(domain.db, reader.actor?.id, [ref]);
    const [status] = await statusesJson(mastodon, views, reader);
    if (status === undefined) throw new UserError('not-found', 'status_unknown');
    return status;
  }

  app.post('/api/v1/statuses', person('write:statuses'), async (request) => {
    const { caller, actor } = userOf(request);
    const input = parseInput(body, request.body ?? {});
    const { language, ...habits } = await preferencesOf(domain.db, actor.id);
    const status = newStatusOf(input, {
      ...habits,
      language: language ?? localeOf(mastodon, request),
    });
    if (input.scheduled_at !== undefined) {
      const at = new Date(input.scheduled_at);
      if (Number.isNaN(at.getTime())) throw new UserError('invalid', 'invalid_value', {}, 'scheduled_at');
      const scheduled = await scheduleStatus(domain, caller, actor.id, status, at);
      return (await scheduledJson(mastodon, [scheduled]))[0];
    }
    const given = request.headers['idempotency-key'];
    const key = typeof given === 'string' && given !== '' ? given.slice(0, 200) : undefined;
    const post = await publishStatus(domain, caller, actor.id, status, { lookup, key });
    return shown(request, post.id);
  });

  app.get('/api/v1/statuses', anyone('read:statuses'), async (request) => {
    const { id } = parseInput(z.object({ id: listOf(idInput, 40) }), request.query);
    const reader = readerOf(mastodon, request);
    const refs = id.map((one) => ({ id: one, postId: one }));
    return statusesJson(mastodon, await statusesFor(domain.db, reader.actor?.id, refs), reader);
  });

  app.get('/api/v1/statuses/:id', anyone('read:statuses'), (request) => shown(request, statusIdOf(request)));

  app.put('/api/v1/statuses/:id', person('write:statuses'), async (request) => {
    const { caller, actor } = userOf(request);
    const id = statusIdOf(request);
    const input = parseInput(body, request.body ?? {});
    const media = input.media_attributes.map((one) => ({
      id: one.id,
      ...(one.description === undefined ? {} : { alt: one.description }),
      ...(focusOf(one.focus) === undefined ? {} : { focus: focusOf(one.focus) }),
    }));
    const change = {
      text: input.status ?? '',
      warning: input.spoiler_text ?? '',
      sensitive: input.sensitive ?? false,
      mediaIds: input.media_ids,
      media,
      ...(input.language === undefined ? {} : { language: input.language }),
    };
    await changeStatus(domain, caller, actor.id, id, change, lookup);
    return shown(request, id);
  });

  app.delete('/api/v1/statuses/:id', person('write:statuses'), async (request) => {
    const { caller, actor } = userOf(request);
    const id = statusIdOf(request);
    const status = await shown(request, id);
    const post = await postById(domain.db, id);
    await deleteStatus(domain, caller, actor.id, id);
    // What was typed, to be written anew.
    return { ...status, text: post?.source ?? '' };
  });

  app.get('/api/v1/statuses/:id/context', anyone('read:statuses'), async (request) => {
    const reader = readerOf(mastodon, request);
    const { id } = await requireReadable(domain.db, statusIdOf(request), reader.actor?.id);
    const { ancestors, descendants } = await threadOf(domain.db, reader.actor?.id, id);
    const all = await statusesJson(mastodon, [...ancestors, ...descendants], reader);
    return { ancestors: all.slice(0, ancestors.length), descendants: all.slice(ancestors.length) };
  });

  app.get('/api/v1/statuses/:id/history', anyone('read:statuses'), async (request) => {
    const reader = readerOf(mastodon, request);
    const post = await requireReadable(domain.db, statusIdOf(request), reader.actor?.id);
    const [author] = await actorsByIds(domain.db, [post.actorId]);
    if (author === undefined) throw new UserError('not-found', 'status_unknown');
    const account = await accountOf(mastodon, author);
    const images = await imagesOf(domain.db, post.id);
    const now = { ...post, since: post.updatedAt ?? post.publishedAt, images };
    return [...(await versionsOf(domain.db, post.id)), now].map((version) => ({
      content: version.content,
      spoiler_text: version.warning ?? '',
      sensitive: version.sensitive,
      created_at: version.since.toISOString(),
      account,
      media_attachments: version.images.map((image) => mediaJson(mastodon, image)),
      emojis: [],
      poll: null,
    }));
  });

  app.get('/api/v1/statuses/:id/source', person('read:statuses'), async (request) => {
    const { actor } = userOf(request);
    const post = await requireReadable(domain.db, statusIdOf(request), actor.id);
    if (post.actorId !== actor.id) throw new UserError('not-found', 'status_unknown');
    return { id: post.id, text: post.source ?? htmlToText(post.content), spoiler_text: post.warning ?? '' };
  });

  for (const [path, how] of [
    ['favourited_by', 'favourites'],
    ['reblogged_by', 'announces'],
  ] as const) {
    app.get(`/api/v1/statuses/:id/${path}`, anyone('read:accounts'), async (request, reply) => {
      const window = readWindow(request, { default: 40, max: 80 });
      const viewer = readerOf(mastodon, request).actor?.id;
      const post = await requireReadable(domain.db, statusIdOf(request), viewer);
      const rows = await reactorsOf(domain.db, post.id, how, window);
      linkPages(
        mastodon,
        request,
        reply,
        rows.map(({ id }) => id),
      );
      const actors = await actorsByIds(
        domain.db,
        rows.map(({ actorId }) => actorId),
      );
      const inOrder = rows.flatMap(({ actorId }) => actors.find(({ id }) => id === actorId) ?? []);
      return accountsJson(mastodon, inOrder);
    });
  }

  app.get('/api/v1/statuses/:id/quotes', anyone('read:statuses'), async (request) => {
    await requireReadable(domain.db, statusIdOf(request), readerOf(mastodon, request).actor?.id);
    return [];
  });

  // Previews of other sites are made of what is known here: there is nothing more to ask.
  app.get('/api/v1/statuses/:id/card', anyone('read:statuses'), async (request) => {
    const { card } = await shown(request, statusIdOf(request));
    return card ?? {};
  });
}

/** A status as it was sent; what was not said is by its author's habits. */
function newStatusOf(
  input: z.output<typeof body>,
  habits: Preferences & { readonly language: string },
): NewStatus {
  const { poll } = input;
  return {
    text: input.status ?? '',
    warning: input.spoiler_text ?? '',
    sensitive: input.sensitive ?? habits.sensitive,
    language: input.language ?? habits.language,
    mediaIds: input.media_ids,
    visibility: input.visibility === undefined ? habits.visibility : visibilityOf(input.visibility),
    ...(input.in_reply_to_id === undefined ? {} : { inReplyTo: input.in_reply_to_id }),
    ...(poll === undefined || poll.options.length === 0
      ? {}
      : {
          poll: { options: poll.options, expiresIn: poll.expires_in, multiple: poll.multiple ?? false },
        }),
  };
}

/** "0.5,-0.25" → across and up. */
export function focusOf(text: string | undefined): [number, number] | undefined {
  const [x, y] = (text ?? '').split(',').map(Number);
  return x === undefined || y === undefined || Number.isNaN(x) || Number.isNaN(y) ? undefined : [x, y];
}
