import { conversationFor } from '../../domain/conversations/conversations.ts';
import { notificationsByIds } from '../../domain/notifications/notification-reads.ts';
import { REVOKED_CHANNEL } from '../../domain/oauth/tokens.ts';
import { type StatusRef, statusesFor } from '../../domain/statuses/status-reads.ts';
import { LIVE_CHANNEL, type LiveEvent } from '../../domain/timelines/live.ts';
import { type Spread, spreadOf } from '../../domain/timelines/spread.ts';
import { boostRef } from '../../domain/timelines/timeline-reads.ts';
import type { DatabaseHandle } from '../../platform/database/database.ts';
import { type Listening, listen } from '../../platform/database/listen.ts';
import type { Id } from '../../platform/ids.ts';
import { conversationsJson } from '../entities/conversation.ts';
import { notificationsJson } from '../entities/notification.ts';
import { type StatusJson, statusesJson } from '../entities/status.ts';
import type { Mastodon } from '../mastodon.ts';
import type { Connection, Stream } from './connection.ts';

const MAX_CONNECTIONS = 1_000;
const MAX_PER_TOKEN = 10;
/** What waits to be shown; beyond, clients look for themselves when they next ask. */
const MAX_WAITING = 1_000;

/**
 * Shows those who look on what comes about, in whatever process it does. One event after the other, so that they see
 * things in the order in which they happened; each is read anew for each reader, who sees what it may see and no more.
 */
export class Hub {
  readonly #mastodon: Mastodon;
  readonly #connections = new Set<Connection>();
  readonly #listening: readonly Listening[];
  #waiting = 0;
  #last: Promise<void> = Promise.resolve();

  constructor(mastodon: Mastodon, database: Pick<DatabaseHandle, 'url' | 'session'>) {
    this.#mastodon = mastodon;
    this.#listening = [
      listen(database, LIVE_CHANNEL, (payload) => this.#hear(JSON.parse(payload))),
      listen(database, REVOKED_CHANNEL, (tokenId) => this.#revoke(tokenId)),
    ];
  }

  /** False where there are too many, of all or with this access. */
  add(connection: Connection): boolean {
    const { tokenId } = connection;
    const same = [...this.#connections].filter((one) => one.tokenId === tokenId).length;
    if (this.#connections.size >= MAX_CONNECTIONS) return false;
    if (tokenId !== undefined && same >= MAX_PER_TOKEN) return false;
    this.#connections.add(connection);
    return true;
  }

  remove(connection: Connection): void {
    this.#connections.delete(connection);
  }

  async stop(): Promise<void> {
    for (const connection of this.#connections) connection.close();
    await Promise.all(this.#listening.map((one) => one.stop()));
    await this.#last;
  }

  #revoke(tokenId: Id): void {
    for (const connection of this.#connections) if (connection.tokenId === tokenId) connection.close();
  }

  #hear(event: LiveEvent): void {
    if (this.#connections.size === 0 || this.#waiting >= MAX_WAITING) return;
    this.#waiting++;
    this.#last = this.#last
      .then(() => this.#show(event))
      .catch((error: unknown) =>
        this.#mastodon.logger.error({ err: error }, 'streaming: an event was not shown'),
      )
      .finally(() => {
        this.#waiting--;
      });
  }

  async #show(event: LiveEvent): Promise<void> {
    switch (event.event) {
      case 'status':
        return this.#showStatus(event.id, event.postId, 'update');
      case 'edited':
        return this.#showStatus(event.postId, event.postId, 'status.update');
      case 'deleted':
        return this.#showDeleted(event.id, event.for);
      case 'notified':
        return this.#showNotifications(event.ids);
    }
  }

  async #showStatus(id: Id, postId: Id, name: 'update' | 'status.update'): Promise<void> {
    const { db } = this.#mastodon.domain;
    const readers = [...this.#connections].flatMap(({ reader }) => reader.actor?.id ?? []);
    const spread = await spreadOf(db, postId, [...new Set(readers)]);
    if (spread === undefined) return;
    const ref: StatusRef | undefined = id === postId ? { id, postId } : await boostRef(db, id);
    if (ref === undefined) return;
    for (const group of this.#byReader()) {
      const wanted = group.flatMap((connection) =>
        [...connection.streams.values()]
          .filter((stream) => isIn(stream, connection, spread, ref))
          .map((stream) => ({ connection, stream })),
      );
      const [one] = group;
      if (wanted.length === 0 || one === undefined) continue;
      const status = await this.#statusFor(one, ref);
      if (status === undefined) continue;
      for (const { connection, stream } of wanted) {
        if (stream.name === 'direct') await this.#showConversation(connection, stream, postId);
        else connection.send(stream, name, status);
      }
    }
  }

  async #statusFor({ reader }: Connection, ref: StatusRef): Promise<StatusJson | undefined> {
    const views = await statusesFor(this.#mastodon.domain.db, reader.actor?.id, [ref]);
    return (await statusesJson(this.#mastodon, views, reader))[0];
  }

  async #showConversation(connection: Connection, stream: Stream, postId: Id): Promise<void> {
    const ownerId = connection.reader.actor?.id;
    if (ownerId === undefined) return;
    const found = await conversationFor(this.#mastodon.domain.db, ownerId, postId);
    const [conversation] = await conversationsJson(
      this.#mastodon,
      connection.reader,
      found === undefined ? [] : [found],
    );
    if (conversation !== undefined) connection.send(stream, 'conversation', conversation);
  }

  #showDeleted(id: Id, audience: readonly Id[] | undefined): void {
    for (const connection of this.#connections) {
      const reader = connection.reader.actor?.id;
      if (audience !== undefined && (reader === undefined || !audience.includes(reader))) continue;
      for (const stream of connection.streams.values()) {
        if (stream.name !== 'user:notification' && stream.name !== 'direct')
          connection.send(stream, 'delete', id);
      }
    }
  }

  async #showNotifications(ids: readonly Id[]): Promise<void> {
    const recipients = new Set([...this.#connections].map(({ reader }) => reader.actor?.id));
    const rows = (await notificationsByIds(this.#mastodon.domain.db, ids)).filter(({ recipientId }) =>
      recipients.has(recipientId),
    );
    for (const row of rows) {
      for (const group of this.#byReader()) {
        const [one] = group;
        if (one === undefined || one.reader.actor?.id !== row.recipientId) continue;
        const [notification] = await notificationsJson(this.#mastodon, [row], one.reader);
        if (notification === undefined) continue;
        for (const connection of group) {
          for (const stream of connection.streams.values()) {
            if (stream.name === 'user' || stream.name === 'user:notification') {
              connection.send(stream, 'notification', notification);
            }
          }
        }
      }
    }
  }

  /** Connections of the same reader are shown the same. */
  #byReader(): Connection[][] {
    const key = ({ reader }: Connection) => `${reader.actor?.id ?? ''} ${reader.locale}`;
    return [...Map.groupBy(this.#connections, key).values()];
  }
}

/** Whether something that spreads so far stands in this stream. */
function isIn(stream: Stream, { reader }: Connection, spread: Spread, ref: StatusRef): boolean {
  const readerId = reader.actor?.id ?? '';
  if (spread.averse.has(readerId)) return false;
  const isOpen = spread.isPublic && ref.boost === undefined;
  switch (stream.name) {
    case 'user':
      return spread.homes.has(readerId);
    case 'list':
      return spread.lists.has(`${readerId} ${stream.list}`);
    case 'direct':
      return spread.isDirect && spread.homesOrNamed.has(readerId);
    case 'user:notification':
      return false;
    case 'public':
    case 'public:media':
    case 'public:local':
    case 'public:local:media':
    case 'public:remote':
    case 'public:remote:media': {
      const [, where, media] = stream.name.split(':');
      if (!isOpen || spread.isReply) return false;
      if (where === 'local' && spread.isRemote) return false;
      if (where === 'remote' && !spread.isRemote) return false;
      return (where !== 'media' && media !== 'media') || spread.hasMedia;
    }
    case 'hashtag':
    case 'hashtag:local':
      return isOpen && spread.tags.has(stream.tag ?? '') && (stream.name === 'hashtag' || !spread.isRemote);
  }
}
