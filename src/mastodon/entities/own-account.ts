import type { Actor } from '../../domain/actors/actor.table.ts';
import { featuredTagsOf } from '../../domain/featured-tags/featured-tag.ts';
import { openRequests } from '../../domain/follows/follow-reads.ts';
import { preferencesOf } from '../../domain/preferences/preferences.ts';
import { htmlToText } from '../../platform/html/text.ts';
import type { Mastodon } from '../mastodon.ts';
import { accountOf, fieldJson } from './account.ts';
import { featuredTagJson } from './tag.ts';
import { visibilityJson } from './visibility.ts';

/** docs.joinmastodon.org/entities/Account, CredentialAccount; `locale` is that of the person. */
export async function ownAccountJson(mastodon: Mastodon, actor: Actor, locale: string) {
  const { db } = mastodon.domain;
  const { visibility, sensitive, language } = await preferencesOf(db, actor.id);
  return {
    ...(await accountOf(mastodon, actor)),
    source: {
      note: htmlToText(actor.summary),
      fields: actor.fields.map(fieldJson),
      privacy: visibilityJson(visibility),
      sensitive,
      language: language ?? locale,
      follow_requests_count: (await openRequests(db, actor.id, { limit: 100 })).length,
      indexable: actor.indexable,
      discoverable: actor.discoverable,
      hide_collections: false,
      attribution_domains: [],
      quote_policy: 'nobody',
    },
    role: { id: '0', name: '', color: '', permissions: '0', highlighted: false },
  };
}

/** docs.joinmastodon.org/entities/Profile: what one's own profile is made of, as it was typed. */
export async function profileJson(mastodon: Mastodon, actor: Actor) {
  const { avatar, avatar_static, header, header_static, bot } = await accountOf(mastodon, actor);
  return {
    id: actor.id,
    display_name: actor.name,
    note: htmlToText(actor.summary),
    fields: actor.fields.map(fieldJson),
    avatar: actor.avatarUrl === null ? null : avatar,
    avatar_static: actor.avatarUrl === null ? null : avatar_static,
    avatar_description: '',
    header: actor.headerUrl === null ? null : header,
    header_static: actor.headerUrl === null ? null : header_static,
    header_description: '',
    locked: actor.manuallyApproves,
    bot,
    hide_collections: false,
    discoverable: actor.discoverable,
    indexable: actor.indexable,
    show_media: true,
    show_media_replies: true,
    show_featured: true,
    attribution_domains: [],
    featured_tags: (await featuredTagsOf(mastodon.domain.db, actor.id)).map((tag) =>
      featuredTagJson(mastodon, tag),
    ),
  };
}
