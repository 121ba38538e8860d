import { inArray } from 'drizzle-orm';
import type { ScheduledStatus } from '../../domain/statuses/scheduled.ts';
import type { newStatus } from '../../domain/statuses/status.ts';
import { uploads } from '../../domain/uploads/upload.table.ts';
import type { Mastodon } from '../mastodon.ts';
import { uploadJson } from './media.ts';
import { visibilityJson } from './visibility.ts';

/** docs.joinmastodon.org/entities/ScheduledStatus */
export async function scheduledJson(mastodon: Mastodon, scheduled: ScheduledStatus) {
  // Written through this very schema.
  const status = scheduled.status as ReturnType<typeof newStatus.parse>;
  const { db } = mastodon.domain;
  const found =
    status.mediaIds.length === 0
      ? []
      : await db.select().from(uploads).where(inArray(uploads.id, status.mediaIds));
  return {
    id: scheduled.id,
    scheduled_at: scheduled.scheduledAt.toISOString(),
    params: {
      text: status.text,
      poll:
        status.poll === undefined
          ? null
          : {
              options: status.poll.options,
              expires_in: String(status.poll.expiresIn),
              multiple: status.poll.multiple,
              hide_totals: false,
            },
      media_ids: status.mediaIds.length === 0 ? null : status.mediaIds,
      sensitive: status.sensitive,
      spoiler_text: status.warning,
      visibility: visibilityJson(status.visibility),
      in_reply_to_id: status.inReplyTo === undefined ? null : Number(status.inReplyTo),
      language: status.language ?? null,
      application_id: 0,
      scheduled_at: null,
      idempotency: null,
      with_rate_limit: false,
    },
    media_attachments: found.map((upload) => uploadJson(mastodon, upload)),
  };
}
