import { inArray } from 'drizzle-orm';
import type { ScheduledStatus } from '../../domain/statuses/scheduled.ts';
import type { newStatus } from '../../domain/statuses/status.ts';
import { type Upload, uploads } from '../../domain/uploads/upload.table.ts';
import type { Mastodon } from '../mastodon.ts';
import { uploadJson } from './media.ts';
import { visibilityJson } from './visibility.ts';

/** docs.joinmastodon.org/entities/ScheduledStatus, any number of them with their pictures in one query. */
export async function scheduledJson(mastodon: Mastodon, rows: readonly ScheduledStatus[]) {
  const mediaIds = rows.flatMap((row) => statusOf(row).mediaIds);
  const found =
    mediaIds.length === 0
      ? []
      : await mastodon.domain.db.select().from(uploads).where(inArray(uploads.id, mediaIds));
  return rows.map((row) => oneJson(mastodon, row, found));
}

/** Written through this very schema. */
const statusOf = ({ status }: ScheduledStatus) => status as ReturnType<typeof newStatus.parse>;

function oneJson(mastodon: Mastodon, scheduled: ScheduledStatus, found: readonly Upload[]) {
  const status = statusOf(scheduled);
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
    media_attachments: status.mediaIds.flatMap((id) => {
      const upload = found.find((one) => one.id === id);
      return upload === undefined ? [] : [uploadJson(mastodon, upload)];
    }),
  };
}
