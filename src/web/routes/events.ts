import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { actorByHandle } from '../../domain/actors/actor-reads.ts';
import type { Domain } from '../../domain/domain.ts';
import { attendancesAt, attendeesOf } from '../../domain/events/attendance-reads.ts';
import {
  calendarEvents,
  type EventFilter,
  type EventView,
  eventById,
  eventCursor,
  eventsList,
} from '../../domain/events/event-reads.ts';
import { postById } from '../../domain/posts/post-reads.ts';
import { isForEveryone } from '../../domain/posts/visible-to.ts';
import { messages } from '../../messages/messages.ts';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { pageOf, readCursor } from '../../platform/pages.ts';
import { sendCalendar } from '../feeds/calendar.ts';
import { eventsFeed } from '../feeds/events-feed.ts';
import { sendFeed } from '../feeds/send-feed.ts';
import { redirectToActivity, sendPage } from '../page.ts';
import { addressWith, type EventQuery, eventQuery, PAGE_SIZE, pathId } from '../query.ts';
import { type Reader, readerOf, type Web } from '../reader.ts';
import { idsOf } from '../typed.ts';
import { eventTitle } from '../views/event-cards.ts';
import { eventList } from '../views/event-list.ts';
import { type EventPage, eventPage } from '../views/event-page.ts';

const ATTENDEES_SHOWN = 100;
/** A calendar keeps what ended lately. */
const CALENDAR_DAYS = 90;
const CALENDAR_EVENTS = 500;

const handleParam = z.object({ handle: z.string().regex(/^[\w.-]{1,100}$/) });

export function eventRoutes(fastify: FastifyInstance, web: Web): void {
  const { db, addresses } = web.domain;

  fastify.get('/eventi', async (request, reply) => {
    const query = parseInput(eventQuery, request.query);
    const reader = await readerOf(web, request, reply);
    return sendPage(reply, eventList(reader, query, await find(web, query)));
  });

  fastify.get('/eventi.atom', async (request, reply) => {
    const query = parseInput(eventQuery, request.query);
    const reader = await readerOf(web, request, reply);
    return sendFeed(request, reply, eventsFeed(reader, query, await find(web, query)));
  });

  fastify.get('/eventi.ics', async (request, reply) => {
    const { from, comune } = parseInput(eventQuery, request.query);
    const reader = await readerOf(web, request, reply);
    const events = await calendar({ from, comune });
    const address = addresses.origin + addressWith('/eventi', { from, comune });
    return sendCalendar(request, reply, { name: nameOf(reader, reader.group.name), address, events });
  });

  fastify.get('/@:handle/eventi.ics', async (request, reply) => {
    const param = handleParam.safeParse(request.params);
    const actor = param.success ? await actorByHandle(db, param.data.handle) : undefined;
    if (actor === undefined || actor.suspendedAt !== null) throw new UserError('not-found', 'page_unknown');
    if (actor.deletedAt !== null) throw new UserError('gone', 'member_gone');
    const reader = await readerOf(web, request, reply);
    const events = await calendar({ ownerId: actor.id });
    return sendCalendar(request, reply, { name: nameOf(reader, actor.name), address: actor.url, events });
  });

  fastify.get('/eventi/:id', async (request, reply) => {
    const view = await requireEvent(web.domain, request.params);
    if (redirectToActivity(request, reply, view.post.uri)) return reply;
    const reader = await readerOf(web, request, reply);
    return sendPage(reply, eventPage(reader, await eventPageOf(reader, view)));
  });

  fastify.get('/eventi/:id(^\\d+).ics', async (request, reply) => {
    const view = await requireEvent(web.domain, request.params);
    const reader = await readerOf(web, request, reply);
    const name = eventTitle(reader, view);
    return sendCalendar(request, reply, { name, address: view.post.url, events: [view] });
  });

  function calendar(filter: Omit<EventFilter, 'when'>): Promise<EventView[]> {
    const since = new Date(web.domain.clock.now().getTime() - CALENDAR_DAYS * 86_400_000);
    return calendarEvents(db, filter, since, CALENDAR_EVENTS);
  }
}

async function find({ domain }: Web, { after, when = 'coming', ...rest }: EventQuery) {
  const filter = { ...rest, when };
  const rows = await eventsList(domain.db, filter, domain.clock.now(), PAGE_SIZE + 1, readCursor(after));
  return pageOf(rows, PAGE_SIZE, eventCursor);
}

function nameOf({ locale }: Reader, name: string): string {
  return `${name}: ${messages(locale).events.feed}`;
}

/** An event that anyone may read. @throws {UserError} `not-found`, `gone` */
export async function requireEvent({ db }: Domain, params: unknown): Promise<EventView> {
  const id = pathId(params);
  const [post, view] = await Promise.all([postById(db, id), eventById(db, id)]);
  const open = isForEveryone(post);
  if (post?.kind !== 'event' || !open) throw new UserError('not-found', 'page_unknown');
  if (post.deletedAt !== null) throw new UserError('gone', 'post_gone');
  if (view === undefined || view.owner.suspendedAt !== null) throw new UserError('not-found', 'page_unknown');
  return view;
}

/** What the page of an event shows this reader: names of those who come are the organiser's alone. */
export async function eventPageOf(reader: Reader, view: EventView): Promise<EventPage> {
  const { db } = reader.web.domain;
  const ids: readonly Id[] = reader.signedIn === undefined ? [] : idsOf(reader.signedIn);
  const isOrganiser = view.event.own && ids.includes(view.owner.id);
  const [attendances, attendees] = await Promise.all([
    attendancesAt(db, view, ids),
    isOrganiser ? attendeesOf(db, view.post.id, ATTENDEES_SHOWN) : undefined,
  ]);
  return {
    view,
    attendances: attendances.filter(({ attendance }) => attendance.joinedAt !== null),
    attendees,
  };
}
