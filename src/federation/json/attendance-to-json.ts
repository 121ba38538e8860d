import { textToHtml } from '../../platform/html/text.ts';
import type { Envelope } from './activities.ts';
import { ACTIVITY_STREAMS, defined, type JsonObject } from './context.ts';
import { dateTime } from './note-parts.ts';

/** A yes to an event, its end, and the organiser's answers, as Mobilizon has them; between the two alone. */

function privately(type: string, { uri, actor, to, published }: Envelope, members: JsonObject): JsonObject {
  return defined({
    '@context': ACTIVITY_STREAMS,
    id: uri,
    type,
    actor,
    to,
    published: dateTime(published),
    ...members,
  });
}

export function joinActivity(envelope: Envelope, event: string): JsonObject {
  return privately('Join', envelope, { object: event });
}

/** Names the event and not the Join: so it is where one has said yes by other means. */
export function leaveActivity(envelope: Envelope, event: string): JsonObject {
  return privately('Leave', envelope, { object: event });
}

export interface Join {
  readonly uri: string;
  readonly actor: string;
  readonly event: string;
}

export function acceptJoin(envelope: Envelope, join: Join): JsonObject {
  return privately('Accept', envelope, { object: joinJson(join) });
}

/** The reason in words, where there is one. */
export function rejectJoin(envelope: Envelope, join: Join, reason: string): JsonObject {
  const content = reason === '' ? undefined : textToHtml(reason);
  return privately('Reject', envelope, { content, object: joinJson(join) });
}

function joinJson({ uri, actor, event }: Join): JsonObject {
  return { id: uri, type: 'Join', actor, object: event };
}
