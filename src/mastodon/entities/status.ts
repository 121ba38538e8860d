import type { Actor } from '../../domain/actors/actor.table.ts';
import { type FilterView, matchesOf } from '../../domain/filters/filter.ts';
import { filtersInForce } from '../../domain/filters/filter-reads.ts';
import type { StatusView } from '../../domain/statuses/status-reads.ts';
import type { Locale } from '../../messages/messages.ts';
import { ownHashtags } from '../../messages/proposal-content.ts';
import { statusContent } from '../../messages/status-content.ts';
import { escapeHtml, htmlToText } from '../../platform/html/text.ts';
import type { Mastodon } from '../mastodon.ts';
import { type AccountJson, accountsJson } from './account.ts';
import { filterResultJson } from './filter.ts';
import { mediaJson } from './media.ts';
import { pollJson } from './poll.ts';
import { visibilityJson } from './visibility.ts';

/** Who reads, and in which language. */
export interface StatusReader {
  readonly actor: Actor | undefined;
  readonly locale: Locale;
}

const CARD_TEXT = 300;

type FilterResultJson = ReturnType<typeof filterResultJson>;
type PostJson = ReturnType<typeof statusJson>;
/** A post, or a boost of one. */
export type StatusJson = Omit<PostJson, 'reblog'> & { readonly reblog: PostJson | null };

/** docs.joinmastodon.org/entities/Status, all of them with the figures of their authors in one query. */
export async function statusesJson(
  mastodon: Mastodon,
  views: readonly StatusView[],
  reader: StatusReader,
): Promise<StatusJson[]> {
  const people = new Map<string, Actor>();
  for (const { author, boost } of views) {
    people.set(author.id, author);
    if (boost !== undefined) people.set(boost.actor.id, boost.actor);
  }
  const accounts = new Map(
    (await accountsJson(mastodon, [...people.values()])).map((account) => [account.id, account]),
  );
  const filters = reader.actor === undefined ? [] : await filtersInForce(mastodon.domain.db, reader.actor.id);
  return views.flatMap((view): StatusJson[] => {
    const author = accounts.get(view.author.id);
    if (author === undefined) return [];
    const status = { ...statusJson(mastodon, view, author, reader), filtered: filteredBy(filters, view) };
    const booster = view.boost && accounts.get(view.boost.actor.id);
    return view.boost === undefined || booster === undefined ? [status] : [boostJson(view, status, booster)];
  });
}

function boostJson({ id, boost }: StatusView, status: PostJson, account: AccountJson): StatusJson {
  return {
    ...status,
    id,
    uri: boost?.uri ?? status.uri,
    url: boost?.uri ?? status.url,
    created_at: boost?.at.toISOString() ?? status.created_at,
    edited_at: null,
    account,
    media_attachments: [],
    mentions: [],
    tags: [],
    emojis: [],
    card: null,
    poll: null,
    spoiler_text: '',
    in_reply_to_id: null,
    in_reply_to_account_id: null,
    reblog: status,
  };
}

function statusJson(mastodon: Mastodon, view: StatusView, account: AccountJson, reader: StatusReader) {
  const { post, proposal, mine, parent } = view;
  const { addresses } = mastodon.domain;
  const tags = [
    ...(proposal !== undefined && !view.isRemote ? ownHashtags(proposal, reader.locale) : []),
    ...post.tags,
  ];
  return {
    id: post.id,
    uri: post.uri,
    url: post.url,
    account,
    created_at: post.publishedAt.toISOString(),
    edited_at: isEdited(view) ? (post.updatedAt?.toISOString() ?? null) : null,
    content: statusContent(view, reader.locale),
    visibility: visibilityJson(post.visibility),
    sensitive: post.sensitive,
    spoiler_text: post.warning ?? '',
    language: post.language,
    in_reply_to_id: parent?.id ?? null,
    in_reply_to_account_id: parent?.actorId ?? null,
    media_attachments: view.images.map((image) => mediaJson(mastodon, image)),
    mentions: view.named.map(({ id, handle, host, url }) => ({
      id,
      username: handle,
      acct: host === null ? handle : `${handle}@${host}`,
      url,
    })),
    tags: [...new Set(tags)].map((name) => ({ name, url: addresses.tagPage(name) })),
    emojis: post.emojis.map(({ shortcode, url }) => ({
      shortcode,
      url,
      static_url: url,
      visible_in_picker: false,
    })),
    replies_count: view.replies,
    reblogs_count: view.boosts,
    favourites_count: view.favourites,
    quotes_count: 0,
    favourited: mine.favourited,
    reblogged: mine.boosted,
    bookmarked: mine.bookmarked,
    muted: mine.muted,
    pinned: mine.pinned,
    filtered: [] as FilterResultJson[],
    reblog: null,
    application: null,
    quote: null,
    quote_approval: { automatic: [], manual: [], current_user: 'denied' },
    card: cardOf(mastodon, view),
    poll:
      view.poll === undefined
        ? null
        : pollJson(mastodon, view.poll, view.voiceCast || reader.actor?.id === view.author.id),
  };
}

/** Which of the reader's filters a status meets. */
function filteredBy(filters: readonly FilterView[], { post, images, poll }: StatusView): FilterResultJson[] {
  if (filters.length === 0) return [];
  const alts = images.map(({ alt }) => alt);
  const words = [post.title, post.warning, htmlToText(post.content), ...(poll?.options ?? []), ...alts];
  return matchesOf(filters, post.id, words.join('\n')).map(filterResultJson);
}

/** What is counted changes a post without its author having written it anew. */
function isEdited({ post }: StatusView): boolean {
  return post.updatedAt !== null && (post.kind === 'announcement' || post.kind === 'note');
}

/** Offers, requests, events and decisions have a page where one can act. */
function cardOf({ domain: { addresses } }: Mastodon, view: StatusView) {
  const { post, author, images, notice } = view;
  const hasPage =
    post.kind === 'proposal' || post.kind === 'event' || notice !== undefined || post.title !== null;
  if (!hasPage) return null;
  const picture = images.find(({ media }) => media !== null);
  return {
    url: post.url,
    title: escapeHtml(notice?.title ?? post.title ?? author.name),
    description: escapeHtml(htmlToText(post.content).replace(/\s+/g, ' ').slice(0, CARD_TEXT).toWellFormed()),
    type: 'link',
    author_name: author.name,
    author_url: author.url,
    authors: [],
    provider_name: author.host ?? addresses.host,
    provider_url: author.host === null ? `${addresses.origin}/` : new URL(author.uri).origin,
    html: '',
    width: picture?.width ?? 0,
    height: picture?.height ?? 0,
    image: picture?.media ? addresses.media(picture.media) : null,
    embed_url: post.url,
    blurhash: picture?.blurhash ?? null,
    language: post.language,
    published_at: null,
    image_description: picture?.alt ?? '',
  };
}
