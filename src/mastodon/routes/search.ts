import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Actor } from '../../domain/actors/actor.table.ts';
import { actorByHandle } from '../../domain/actors/actor-reads.ts';
import { directory } from '../../domain/members/member-reads.ts';
import { postByUri } from '../../domain/posts/post-reads.ts';
import { searchStatuses } from '../../domain/statuses/search-statuses.ts';
import { statusesFor } from '../../domain/statuses/status-reads.ts';
import { parseInput } from '../../platform/input.ts';
import { accountsJson } from '../entities/account.ts';
import { statusesJson } from '../entities/status.ts';
import { tagsJson } from '../entities/tag.ts';
import type { Mastodon } from '../mastodon.ts';
import { anyone } from '../request/access.ts';
import { flag, number, optional } from '../request/input.ts';
import { readerOf } from '../request/reader.ts';

const query = z.object({
  q: z.string().trim().max(500).default(''),
  type: optional(z.enum(['accounts', 'statuses', 'hashtags'])),
  resolve: optional(flag),
  limit: optional(number(1, 40)),
  offset: optional(number(0, 1000)),
});

/** docs.joinmastodon.org/methods/search: members and what was said by words, and what an address or a handle leads to. */
export function searchRoutes(app: FastifyInstance, mastodon: Mastodon): void {
  const { domain, lookup } = mastodon;
  const { db, addresses } = domain;

  app.get('/api/v2/search', anyone('read:search'), async (request) => {
    const { q, type, resolve, limit = 20, offset = 0 } = parseInput(query, request.query);
    const reader = readerOf(mastodon, request);
    // Only somebody of this node makes it ask others.
    const mayAsk = resolve === true && reader.actor !== undefined;
    const exact = await exactly(q, mayAsk);
    const wants = (what: typeof type) => (type === undefined || type === what) && q !== '';
    const isWords = exact === undefined && !/^https?:/.test(q);
    const people = exact && 'actor' in exact && offset === 0 ? [exact.actor] : [];
    const found = wants('accounts') && isWords ? await directory(db, { text: q }, limit, offset) : [];
    const said =
      wants('statuses') && isWords ? await searchStatuses(db, reader.actor?.id, q, limit, offset) : [];
    const postIds = exact && 'postId' in exact && offset === 0 ? [exact.postId] : said;
    const views = await statusesFor(
      db,
      reader.actor?.id,
      postIds.map((id) => ({ id, postId: id })),
    );
    const tag = q.replace(/^#/, '').toLowerCase();
    const isTag = wants('hashtags') && /^[\p{L}\p{N}_]{1,60}$/u.test(tag);
    return {
      accounts: wants('accounts') ? await accountsJson(mastodon, [...people, ...found]) : [],
      statuses: wants('statuses') ? await statusesJson(mastodon, views, reader) : [],
      hashtags: isTag ? await tagsJson(mastodon, [{ name: tag }], reader.actor) : [],
    };
  });

  /** What an address, or a handle, names. */
  async function exactly(
    q: string,
    mayAsk: boolean,
  ): Promise<{ actor: Actor } | { postId: string } | undefined> {
    if (/^https?:\/\//.test(q)) {
      const found = mayAsk ? await lookup.address(q) : undefined;
      const post = found === undefined ? await postByUri(db, q) : 'post' in found ? found.post : undefined;
      if (post !== undefined) return { postId: post.id };
      return found !== undefined && 'actor' in found ? { actor: found.actor } : undefined;
    }
    const [, name = '', host] = /^@?([^@\s]+)(?:@([^@\s]+))?$/.exec(q) ?? [];
    if (name === '' || (host === undefined && !q.startsWith('@'))) return undefined;
    const local = host === undefined || host.toLowerCase() === addresses.host;
    const known = await actorByHandle(db, name, local ? undefined : host);
    const actor = known ?? (mayAsk && !local ? await lookup.actor(`${name}@${host}`) : undefined);
    return actor === undefined || actor.deletedAt !== null ? undefined : { actor };
  }
}
