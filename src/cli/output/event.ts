import type { Actor } from '../../domain/actors/actor.table.ts';
import type { AttendanceView } from '../../domain/events/attendance-reads.ts';
import { placeLine } from '../../domain/events/event.ts';
import type { EventView } from '../../domain/events/event-reads.ts';
import { formatEventTime } from '../../messages/format-event.ts';
import { messages } from '../../messages/messages.ts';
import { htmlToText } from '../../platform/html/text.ts';
import type { Cli } from '../command.ts';
import { actorJson, addressOf } from './actor.ts';
import { fields } from './fields.ts';

export function eventJson({ post, event, owner, images }: EventView) {
  return {
    id: post.id,
    uri: post.uri,
    url: post.url,
    title: post.title,
    text: post.source ?? htmlToText(post.content),
    organiser: actorJson(owner),
    startsAt: event.startsAt,
    endsAt: event.endsAt,
    timeZone: event.timeZone,
    venue: event.venue,
    street: event.street,
    comune: event.comune,
    province: event.province,
    onlineAddress: event.onlineAddress,
    capacity: event.capacity,
    attending: event.attending,
    state: event.state,
    reason: event.stateNote,
    publishedAt: post.publishedAt,
    updatedAt: post.updatedAt,
    images: images.map(({ url, alt }) => ({ url, alt })),
  };
}

export function eventRow({ locale }: Cli, { post, event, owner }: EventView): string[] {
  const { states } = messages(locale).events.cli;
  return [
    post.id,
    formatEventTime(event, locale),
    addressOf(owner),
    event.state === 'cancelled' ? states.cancelled : '',
    post.title ?? '',
  ];
}

export function eventLines(
  { words, locale }: Cli,
  { post, event, owner, images }: EventView,
  attendees: readonly Actor[] = [],
): string[] {
  const { fields: labels } = words;
  const own = messages(locale).events;
  return fields([
    [labels.id, post.id],
    [labels.title, post.title],
    [labels.state, own.cli.states[event.state]],
    [own.cli.reason, event.stateNote],
    [own.cli.when, formatEventTime(event, locale)],
    [own.cli.where, placeLine(event)],
    [own.cli.online, event.onlineAddress],
    [own.cli.seats, event.capacity === null ? null : String(event.capacity)],
    [
      own.cli.people,
      [own.people(event.attending), attendees.map(addressOf).join(', ')].filter(Boolean).join(': '),
    ],
    [labels.author, `${owner.name} (${addressOf(owner)})`],
    [labels.text, post.source ?? htmlToText(post.content)],
    [labels.images, images.map(({ alt }) => alt).join('; ')],
    [labels.page, post.url],
  ]);
}

export function attendanceJson({ attendance, attendee, event, changes }: AttendanceView) {
  return {
    state: attendance.state,
    attendee: actorJson(attendee),
    known: attendance.known,
    changes,
    note: attendance.note,
    event: event === undefined ? null : eventJson(event),
  };
}

export function attendanceRow({ locale }: Cli, { attendance, event, changes }: AttendanceView): string[] {
  const { attendances: words, ...own } = messages(locale).events;
  const fate =
    event === undefined ? words.withdrawn : event.event.state === 'cancelled' ? own.cancelledText : '';
  return [
    attendance.postId,
    words.states[attendance.state],
    event === undefined ? '' : formatEventTime(event.event, locale),
    event?.post.title ?? attendance.known?.title ?? '',
    fate ||
      (changes.length === 0
        ? ''
        : `${words.changed}: ${changes.map((part) => words.parts[part]).join(', ')}`),
  ];
}
