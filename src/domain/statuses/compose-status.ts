import { UserError } from '../../platform/errors.ts';
import { escapeHtml, textToHtml } from '../../platform/html/text.ts';
import type { Id } from '../../platform/ids.ts';
import type { Actor } from '../actors/actor.table.ts';
import { actorByHandle } from '../actors/actor-reads.ts';
import type { Domain } from '../domain.ts';
import { hashtagsIn } from '../posts/hashtags.ts';
import type { RemoteLookup } from '../remote-lookup.ts';
import { linkNames, mentionsIn } from './status.ts';

/** How somebody on another node is found, where we do not know them yet. */
export type Lookup = Pick<RemoteLookup, 'actor'>;

export interface ComposedText {
  readonly content: string;
  readonly source: string;
  readonly tags: string[];
  readonly mentionIds: Id[];
}

/**
 * What somebody typed, with links to whom and what it names; those who are found nowhere stay plain words. May ask other
 * servers, so it comes before the transaction.
 */
export async function composeText(domain: Domain, lookup: Lookup, text: string): Promise<ComposedText> {
  const named = new Map<string, Actor>();
  await Promise.all(
    mentionsIn(text).map(async (mention) => {
      const host = mention.host === domain.addresses.host ? undefined : mention.host;
      const known = await actorByHandle(domain.db, mention.name, host);
      const actor =
        known ?? (host === undefined ? undefined : await found(lookup, `${mention.name}@${host}`));
      if (actor !== undefined && actor.deletedAt === null && actor.suspendedAt === null) {
        named.set(mention.text.toLowerCase(), actor);
      }
    }),
  );
  const content = linkNames(textToHtml(text), {
    mention: (words) => {
      const actor = named.get(words);
      return actor === undefined ? undefined : escapeHtml(actor.url);
    },
    tag: (tag) => escapeHtml(domain.addresses.tagPage(tag)),
  });
  const mentionIds = [...new Set([...named.values()].map(({ id }) => id))];
  return { content, source: text, tags: hashtagsIn(text), mentionIds };
}

async function found(lookup: Lookup, handle: string): Promise<Actor | undefined> {
  try {
    return await lookup.actor(handle);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
