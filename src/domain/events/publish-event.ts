import type { Transaction } from '../../platform/database/database.ts';
import { UserError } from '../../platform/errors.ts';
import { textToHtml } from '../../platform/html/text.ts';
import type { Id } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { type Caller, requireActingFor } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { requireComune } from '../members/member-face.ts';
import { placeFacts } from '../places/place-columns.ts';
import { hashtagsIn } from '../posts/hashtags.ts';
import { addImages, removeImages, storeImages } from '../posts/images.ts';
import type { Post } from '../posts/post.table.ts';
import { changePost, lockOwnPost, publishPost } from '../posts/write-post.ts';
import type { EventRow } from './event.table.ts';
import {
  type Cancellation,
  cancellation,
  type EventChange,
  type EventFacts,
  eventChange,
  eventFacts,
  type NewEvent,
} from './event.ts';
import { readWallTime, wallTime } from './wall-time.ts';
import { type EventTerms, lockEvent, writeEvent } from './write-event.ts';

/**
 * Calls to an event.
 * @throws {UserError} `invalid`, `forbidden`
 */
export async function publishEvent(
  domain: Domain,
  caller: Caller,
  actorId: Id,
  input: NewEvent,
): Promise<Post> {
  requireActingFor(caller, actorId);
  const facts = parseInput(eventFacts, input);
  const terms = termsOf(facts, domain.clock.now());
  const images = await storeImages(domain, facts.images);
  return domain.db.transaction(async (tx) => {
    const id = domain.ids();
    const post = await publishPost(tx, domain, caller, {
      id,
      actorId,
      kind: 'event',
      url: domain.addresses.eventPage(id),
      title: facts.title,
      content: textToHtml(facts.text),
      source: facts.text,
      language: facts.language,
      tags: hashtagsIn(facts.text),
    });
    await writeEvent(tx, post, terms);
    await addImages(tx, id, images);
    return post;
  });
}

/**
 * Changes an event that is not over or cancelled. Only the fields that are given change; whoever said yes is told.
 * @throws {UserError} `invalid`, `forbidden`, `not-found`, `gone`, `conflict`
 */
export async function changeEvent(domain: Domain, caller: Caller, id: Id, input: EventChange): Promise<void> {
  const { images: given } = parseInput(eventChange, input);
  const images = input.images === undefined ? undefined : await storeImages(domain, given ?? []);
  await domain.db.transaction(async (tx) => {
    const { post, event } = await lockOpen(tx, caller, id);
    const { images: _, ...change } = input;
    // Another comune is in its own province.
    const moved = change.comune !== undefined ? { province: undefined } : {};
    const facts = parseInput(eventFacts, { ...asInput(post, event), ...moved, ...change });
    const terms = { ...termsOf(facts, domain.clock.now(), event), attending: event.attending };
    if (terms.capacity !== null && terms.capacity < event.attending) {
      const { attending } = event;
      throw new UserError('conflict', 'capacity_below_attending', { attending }, 'capacity');
    }
    await writeEvent(tx, post, terms);
    if (images !== undefined) {
      await removeImages(tx, [id]);
      await addImages(tx, id, images);
    }
    await changePost(tx, domain, caller, post, {
      title: facts.title,
      content: textToHtml(facts.text),
      source: facts.text,
      tags: hashtagsIn(facts.text),
    });
  });
}

/**
 * Calls an event off: it stays to be seen, and whoever said yes is told.
 * @throws {UserError} `invalid`, `forbidden`, `not-found`, `gone`, `conflict` where it is cancelled already
 */
export async function cancelEvent(
  domain: Domain,
  caller: Caller,
  id: Id,
  input: Cancellation,
): Promise<void> {
  const { reason } = parseInput(cancellation, input);
  await domain.db.transaction(async (tx) => {
    const { post, event } = await lockOpen(tx, caller, id);
    await writeEvent(tx, post, { ...event, state: 'cancelled', stateNote: reason || null });
    await changePost(tx, domain, caller, post, {});
  });
}

async function lockOpen(tx: Transaction, caller: Caller, id: Id): Promise<{ post: Post; event: EventRow }> {
  const post = await lockOwnPost(tx, id, 'event');
  requireActingFor(caller, post.actorId);
  const event = await lockEvent(tx, id);
  if (event === undefined) throw new Error(`post ${id} has no event`);
  if (event.state === 'cancelled') throw new UserError('conflict', 'event_cancelled');
  return { post, event };
}

function termsOf(facts: EventFacts, now: Date, before?: EventRow): EventTerms {
  const { timeZone, capacity } = facts;
  const startsAt = momentOf('start', facts, before);
  const endsAt = momentOf('end', facts, before);
  if (endsAt <= startsAt) throw new UserError('invalid', 'event_ends_before_start', {}, 'end');
  if (endsAt <= now) throw new UserError('invalid', 'event_in_the_past', {}, 'end');
  const comune = facts.comune === undefined ? undefined : requireComune(facts.comune, facts.province);
  if (comune === undefined && facts.onlineAddress === undefined) {
    throw new UserError('invalid', 'event_nowhere', {}, 'comune');
  }
  return {
    startsAt,
    endsAt,
    endTold: true,
    timeZone,
    venue: facts.venue ?? null,
    street: facts.street ?? null,
    ...placeFacts(comune),
    onlineAddress: facts.onlineAddress ?? null,
    capacity: capacity ?? null,
    attending: 0,
    joinMode: 'free',
    joinAddress: null,
    state: 'confirmed',
    stateNote: null,
    organiserUri: null,
  };
}

/** A time that stays as it was is the same moment, also in an hour that comes twice. */
function momentOf(which: 'start' | 'end', facts: EventFacts, before: EventRow | undefined): Date {
  const known = before?.[`${which}sAt`];
  const stays = before?.timeZone === facts.timeZone && known && wallTime(known, facts.timeZone);
  return stays === facts[which] && known ? known : readWallTime(facts[which], facts.timeZone, which);
}

/** What is stored, as it would be typed again. */
export function asInput(
  post: Pick<Post, 'title' | 'source' | 'language'>,
  event: Omit<EventRow, 'attending'>,
): Omit<NewEvent, 'images'> {
  const { timeZone } = event;
  return {
    title: post.title ?? '',
    text: post.source ?? '',
    start: wallTime(event.startsAt, timeZone),
    end: wallTime(event.endsAt, timeZone),
    timeZone,
    venue: event.venue ?? undefined,
    street: event.street ?? undefined,
    comune: event.comune ?? undefined,
    province: event.province ?? undefined,
    onlineAddress: event.onlineAddress ?? undefined,
    capacity: event.capacity ?? undefined,
    language: post.language === 'en' ? 'en' : 'it',
  };
}
