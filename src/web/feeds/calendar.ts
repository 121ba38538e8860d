import type { FastifyReply, FastifyRequest } from 'fastify';
import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { placeLine } from '../../domain/events/event.ts';
import type { EventView } from '../../domain/events/event-reads.ts';
import { htmlToText } from '../../platform/html/text.ts';
import { webAddress } from '../html.ts';
import { sendUnlessKnown } from './send-feed.ts';

/** How often a calendar should look again, in seconds. */
const LOOK_AGAIN = 3600;

/**
 * Answers with a calendar (RFC 5545). Times are moments in UTC, right in every zone; a cancelled event stays, marked as such.
 * Who comes is nobody's business.
 */
export function sendCalendar(
  request: FastifyRequest,
  reply: FastifyReply,
  { name, address, events }: { name: string; address: string; events: readonly EventView[] },
): FastifyReply {
  const calendar = ical({
    name,
    url: address,
    prodId: { company: 'Distretto', product: 'Distretto' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: LOOK_AGAIN,
  });
  for (const view of events) calendar.createEvent(entryOf(view));
  return sendUnlessKnown(request, reply, 'text/calendar; charset=utf-8', `${calendar}\r\n`);
}

function entryOf({ post, event }: EventView) {
  const { latitude, longitude } = event;
  const place = placeLine(event) || event.onlineAddress;
  const url = webAddress(post.url);
  return {
    id: post.uri,
    sequence: event.sequence,
    // The version's own time: the same event has the same bytes.
    stamp: post.updatedAt ?? post.publishedAt,
    created: post.publishedAt,
    lastModified: post.updatedAt ?? post.publishedAt,
    start: event.startsAt,
    end: event.endsAt,
    summary: post.title ?? '',
    description: [htmlToText(post.content), event.stateNote, event.onlineAddress, url]
      .filter(Boolean)
      .join('\n\n'),
    status: event.state === 'cancelled' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    ...(url !== undefined && { url }),
    ...(place !== null && {
      location: {
        title: place,
        ...(latitude !== null && longitude !== null && { geo: { lat: latitude, lon: longitude } }),
      },
    }),
  };
}
