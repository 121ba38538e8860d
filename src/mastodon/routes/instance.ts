import type { FastifyInstance } from 'fastify';
import type { Actor } from '../../domain/actors/actor.table.ts';
import { MAX_FEATURED_TAGS } from '../../domain/featured-tags/featured-tag.ts';
import { nodeActors } from '../../domain/node/node-reads.ts';
import { nodeStatistics } from '../../domain/node/node-statistics.ts';
import { MAX_LABEL, MAX_OPTIONS } from '../../domain/polls/poll.ts';
import { MAX_MEDIA, MAX_STATUS_LENGTH } from '../../domain/statuses/status.ts';
import { htmlToText } from '../../platform/html/text.ts';
import { accountOf } from '../entities/account.ts';
import type { Mastodon } from '../mastodon.ts';
import { anyone } from '../request/access.ts';
import { VERSION } from '../software.ts';

const IMAGE_TYPES = ['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif'];
const MAX_IMAGE_BYTES = 16 * 1024 * 1024;
const MAX_PIXELS = 40_000_000;

/** docs.joinmastodon.org/methods/instance, and empty lists of what the node does not have. */
export function instanceRoutes(app: FastifyInstance, mastodon: Mastodon): void {
  const { domain } = mastodon;
  const { db, addresses } = domain;
  const streaming = addresses.origin.replace(/^http/, 'ws');
  // RFC 2142: whoever keeps a server is reached so.
  const postmaster = `postmaster@${new URL(addresses.origin).hostname}`;
  const pictureOf = (group: Actor) => group.headerUrl ?? `${addresses.origin}/headers/missing.png`;
  const configuration = {
    urls: { streaming },
    vapid: { public_key: mastodon.pushKey },
    accounts: { max_featured_tags: MAX_FEATURED_TAGS, max_pinned_statuses: 5 },
    statuses: {
      max_characters: MAX_STATUS_LENGTH,
      max_media_attachments: MAX_MEDIA,
      characters_reserved_per_url: 23,
      supported_mime_types: ['text/plain'],
    },
    media_attachments: {
      supported_mime_types: IMAGE_TYPES,
      image_size_limit: MAX_IMAGE_BYTES,
      image_matrix_limit: MAX_PIXELS,
      video_size_limit: 0,
      video_frame_rate_limit: 0,
      video_matrix_limit: 0,
      description_limit: 1500,
    },
    polls: {
      max_options: MAX_OPTIONS,
      max_characters_per_option: MAX_LABEL,
      min_expiration: 60,
      max_expiration: 366 * 86_400,
    },
    translation: { enabled: false },
    timelines_access: {
      live_feeds: { local: 'public', remote: 'public' },
      hashtag_feeds: { local: 'public', remote: 'public' },
      trending_link_feeds: { local: 'public', remote: 'public' },
    },
  };

  app.get('/api/v2/instance', anyone(), async () => {
    const { group, settings } = await nodeActors(db);
    const { members } = await nodeStatistics(db);
    return {
      domain: addresses.host,
      title: group.name,
      version: VERSION,
      source_url: `${addresses.origin}/`,
      description: htmlToText(group.summary),
      usage: { users: { active_month: members } },
      thumbnail: { url: pictureOf(group), blurhash: null, versions: {} },
      icon: [],
      languages: [settings.locale],
      configuration: { ...configuration, limited_federation: settings.allowListOnly },
      registrations: {
        enabled: false,
        approval_required: true,
        reason_required: false,
        message: null,
        min_age: null,
        url: `${addresses.origin}/iscrizione`,
      },
      api_versions: { mastodon: 2 },
      contact: { email: settings.contact ?? postmaster, account: await accountOf(mastodon, group) },
      rules: [],
    };
  });

  app.get('/api/v1/instance', anyone(), async () => {
    const { group, settings } = await nodeActors(db);
    const { members, posts } = await nodeStatistics(db);
    return {
      uri: addresses.host,
      title: group.name,
      short_description: htmlToText(group.summary),
      description: htmlToText(group.summary),
      email: settings.contact ?? postmaster,
      version: VERSION,
      urls: { streaming_api: streaming },
      stats: { user_count: members, status_count: posts, domain_count: 1 },
      thumbnail: pictureOf(group),
      languages: [settings.locale],
      registrations: false,
      approval_required: true,
      invites_enabled: true,
      configuration,
      contact_account: await accountOf(mastodon, group),
      rules: [],
    };
  });

  app.get('/api/v1/instance/extended_description', anyone(), async () => {
    const { group } = await nodeActors(db);
    return { updated_at: group.updatedAt.toISOString(), content: group.summary };
  });
  app.get('/api/v1/instance/translation_languages', anyone(), async () => ({}));

  for (const path of [
    'announcements',
    'custom_emojis',
    'instance/activity',
    'instance/peers',
    'instance/rules',
  ]) {
    app.get(`/api/v1/${path}`, anyone(), async () => []);
  }
}
