import { actorsByIds } from '../../domain/actors/actor-reads.ts';
import type { Notification } from '../../domain/notifications/notification.table.ts';
import type { NotificationGroup } from '../../domain/notifications/notification-reads.ts';
import { statusesFor } from '../../domain/statuses/status-reads.ts';
import type { Id } from '../../platform/ids.ts';
import type { Mastodon } from '../mastodon.ts';
import { type AccountJson, accountsJson } from './account.ts';
import { type StatusReader, statusesJson } from './status.ts';

/** Who did it and what it is about, for any number of notifications in a few queries. */
async function concerned(
  mastodon: Mastodon,
  reader: StatusReader,
  actorIds: readonly Id[],
  postIds: readonly (Id | null)[],
) {
  const { db } = mastodon.domain;
  const actors = await accountsJson(mastodon, await actorsByIds(db, [...new Set(actorIds)]));
  const refs = [...new Set(postIds.filter((id) => id !== null))].map((id) => ({ id, postId: id }));
  const statuses = await statusesJson(mastodon, await statusesFor(db, reader.actor?.id, refs), reader);
  return {
    accounts: new Map<Id, AccountJson>(actors.map((account) => [account.id, account])),
    statuses: new Map(statuses.map((status) => [status.id, status])),
  };
}

/** docs.joinmastodon.org/entities/Notification; what is about a status that is not seen is left out. */
export async function notificationsJson(
  mastodon: Mastodon,
  rows: readonly Notification[],
  reader: StatusReader,
) {
  const { accounts, statuses } = await concerned(
    mastodon,
    reader,
    rows.map(({ actorId }) => actorId),
    rows.map(({ postId }) => postId),
  );
  return rows.flatMap((row) => {
    const account = accounts.get(row.actorId);
    const status = row.postId === null ? undefined : statuses.get(row.postId);
    if (account === undefined || (row.postId !== null && status === undefined)) return [];
    return [
      {
        id: row.id,
        type: row.kind,
        created_at: row.createdAt.toISOString(),
        group_key: row.groupKey,
        account,
        ...(status === undefined ? {} : { status }),
      },
    ];
  });
}

/** docs.joinmastodon.org/methods/grouped_notifications */
export async function groupsJson(
  mastodon: Mastodon,
  groups: readonly NotificationGroup[],
  reader: StatusReader,
) {
  const { accounts, statuses } = await concerned(
    mastodon,
    reader,
    groups.flatMap(({ actorIds }) => actorIds),
    groups.map(({ latest }) => latest.postId),
  );
  const shown = groups.filter(
    ({ latest }) => accounts.has(latest.actorId) && (latest.postId === null || statuses.has(latest.postId)),
  );
  return {
    accounts: [...accounts.values()],
    partial_accounts: [],
    statuses: [...statuses.values()],
    notification_groups: shown.map(({ key, latest, count, actorIds, minId, maxId }) => ({
      group_key: key,
      notifications_count: count,
      type: latest.kind,
      // A number, as Mastodon has it, though it is more than a float holds exactly.
      most_recent_notification_id: Number(latest.id),
      page_min_id: minId,
      page_max_id: maxId,
      latest_page_notification_at: latest.createdAt.toISOString(),
      sample_account_ids: [...actorIds],
      ...(latest.postId === null ? {} : { status_id: latest.postId }),
    })),
  };
}
