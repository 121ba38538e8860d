import type { Addresses } from '../../domain/addresses.ts';
import { placeLine } from '../../domain/events/event.ts';
import type { EventView } from '../../domain/events/event-reads.ts';
import { formatEventTime } from '../../messages/format-event.ts';
import { type Locale, messages } from '../../messages/messages.ts';
import { escapeHtml, textToHtml } from '../../platform/html/text.ts';
import { defined, EVENT_CONTEXT, type JsonObject } from './context.ts';
import { attachments, dateTime, hashtag, provenance, searchableBy } from './note-parts.ts';
import { locationToJson } from './proposal-to-note.ts';

/**
 * An event of ours, with its context (FEP-8a8e). Microblogs show `name`, `summary` and a link: date and place stand in the
 * summary in full. Mobilizon wants `actor` beside `attributedTo`. Of who comes only the number is told.
 */
export function eventToJson(
  view: EventView,
  { addresses, locale }: { readonly addresses: Addresses; readonly locale: Locale },
): JsonObject {
  const { post, event, owner, group } = view;
  const content = eventContent(view, locale);
  const isCancelled = event.state === 'cancelled';
  const { capacity, attending } = event;
  return defined({
    '@context': EVENT_CONTEXT,
    id: post.uri,
    type: 'Event',
    actor: owner.uri,
    ...provenance(post, owner, group),
    url: post.url,
    name: post.title ?? undefined,
    summary: escapeHtml(eventSummary(view, locale)),
    content,
    contentMap: { [post.language ?? locale]: content },
    mediaType: 'text/html',
    published: dateTime(post.publishedAt),
    updated: post.updatedAt === null ? undefined : dateTime(post.updatedAt),
    startTime: dateTime(event.startsAt),
    endTime: dateTime(event.endsAt),
    timezone: event.timeZone,
    location: locationsOf(event),
    attachment: [
      ...attachments(view.images).map(defined),
      ...(event.onlineAddress === null ? [] : [websiteLink(event.onlineAddress)]),
    ],
    tag: post.tags.map((tag) => hashtag(tag, addresses)),
    'ical:status': isCancelled ? 'CANCELLED' : 'CONFIRMED',
    eventStatus: isCancelled ? 'EventCancelled' : 'EventScheduled',
    joinMode: 'free',
    participantCount: attending,
    maximumAttendeeCapacity: capacity ?? undefined,
    remainingAttendeeCapacity: capacity === null ? undefined : Math.max(0, capacity - attending),
    anonymousParticipationEnabled: false,
    repliesModerationOption: 'allow_all',
    commentsEnabled: true,
    searchableBy: post.visibility === 'public' ? searchableBy(owner) : undefined,
  });
}

/** Date, place, and how many can come, in one line of plain text. */
export function eventSummary(view: EventView, locale: Locale): string {
  const { event } = view;
  const { wire } = messages(locale).events;
  const parts = [
    event.state === 'cancelled' ? wire.cancelled : '',
    formatEventTime(event, locale),
    placeLine(event),
    event.onlineAddress === null ? '' : `${wire.online}: ${event.onlineAddress}`,
    event.capacity === null ? '' : wire.capacity(event.capacity),
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

/** What its author wrote, with the facts above and the way to say yes below. */
function eventContent(view: EventView, locale: Locale): string {
  const { post, event } = view;
  const { wire } = messages(locale).events;
  const reason = event.stateNote === null ? '' : textToHtml(event.stateNote);
  return [
    `<p><strong>${escapeHtml(eventSummary(view, locale))}</strong></p>`,
    reason,
    post.content,
    `<p><a href="${escapeHtml(post.url)}">${escapeHtml(wire.more)}</a></p>`,
  ].join('');
}

/** The place, the room on the net, or both. */
function locationsOf(event: EventView['event']): JsonObject | JsonObject[] | undefined {
  const place = locationToJson(event);
  const { address } = place ?? {};
  const locations = [
    ...(place === undefined
      ? []
      : [
          {
            ...place,
            name: event.venue ?? event.street ?? place.name,
            address: defined({
              ...(address as JsonObject),
              streetAddress: event.street ?? undefined,
            }),
          },
        ]),
    ...(event.onlineAddress === null
      ? []
      : [{ type: 'VirtualLocation', name: event.onlineAddress, url: event.onlineAddress }]),
  ];
  return locations.length > 1 ? locations : locations[0];
}

/** Where Mobilizon looks for the address of an online event. */
function websiteLink(href: string): JsonObject {
  return { type: 'Link', href, mediaType: 'text/html', name: 'Website' };
}
