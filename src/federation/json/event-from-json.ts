import { isTimeZone } from '../../domain/events/wall-time.ts';
import type { EventTerms } from '../../domain/events/write-event.ts';
import { findComune } from '../../domain/places/places.ts';
import { plainLine } from '../../platform/html/plain-line.ts';
import { isObject, type JsonObject, type JsonValue } from './context.ts';
import { readPlace } from './place-from-json.ts';
import { date, httpUri, idOf, list, objectsOf, positiveInteger, sameOrigin, text, typesOf } from './read.ts';

const MAX_PEOPLE = 1_000_000;
/** How long an event lasts of which only the beginning is told. */
const USUAL_LENGTH_MS = 3 * 3_600_000;
const JOIN_MODES = ['free', 'restricted', 'external', 'none'] as const;

/**
 * What an `Event` says (FEP-8a8e; Mobilizon, Gancio, WordPress): undefined where it has no time, for it is a post like others
 * then. Takes the canonical form.
 */
export function readEvent(json: JsonObject, { allowHttp }: { allowHttp: boolean }): EventTerms | undefined {
  const startsAt = typesOf(json).includes('Event') ? date(json.startTime) : undefined;
  if (startsAt === undefined) return undefined;
  const told = date(json.endTime);
  const hasEnd = told !== undefined && told > startsAt;
  const { place, virtual } = placesOf(json);
  const joinMode = JOIN_MODES.find((mode) => mode === text(json.joinMode)) ?? 'none';
  const isCancelled = statuses(json).some((status) => /cancelled$/i.test(status));
  const organiser = idOf(json.actor);
  const author = idOf(json.attributedTo);
  return {
    startsAt,
    endsAt: hasEnd ? told : new Date(startsAt.getTime() + USUAL_LENGTH_MS),
    endTold: hasEnd && json.displayEndTime !== false,
    timeZone: zoneOf(json),
    ...place,
    onlineAddress: httpAddress(virtual ?? websiteOf(json)),
    capacity: positiveInteger(json.maximumAttendeeCapacity, MAX_PEOPLE) ?? null,
    attending: positiveInteger(json.participantCount, MAX_PEOPLE) ?? 0,
    joinMode,
    joinAddress: joinMode === 'external' ? httpAddress(json.externalParticipationUrl) : null,
    state: isCancelled ? 'cancelled' : 'confirmed',
    stateNote: null,
    organiserUri:
      organiser !== undefined && author !== undefined && sameOrigin(organiser, author)
        ? (httpUri(organiser, { allowHttp }) ?? null)
        : null,
  };
}

function statuses(json: JsonObject): string[] {
  return [...list(json['ical:status']), ...list(json.eventStatus)].flatMap((one) => {
    const status = isObject(one) ? one.id : one;
    return typeof status === 'string' ? [status] : [];
  });
}

function zoneOf(json: JsonObject): string {
  const named = text(json.timezone) ?? '';
  return isTimeZone(named) ? named : 'Europe/Rome';
}

/** The first place and the first room on the net. */
function placesOf(json: JsonObject) {
  const locations = objectsOf(json.location, 10);
  const isVirtual = (one: JsonObject) => typesOf(one).includes('VirtualLocation');
  const physical = locations.find((one) => !isVirtual(one)) ?? {};
  const { comune: _, ...rest } = readPlace({ location: physical });
  const [address = {}] = objectsOf(physical.address, 1);
  const name = line(physical.name, 120);
  // An address may be one line of text.
  const street = line(address.streetAddress, 160) ?? line(physical.address, 160);
  const town = line(address.addressLocality, 80) ?? (name && findComune({ name })?.name);
  return {
    place: {
      ...rest,
      comune: town ?? null,
      venue: name === town || name === street ? null : (name ?? null),
      street: street ?? null,
    },
    virtual: locations.find(isVirtual)?.url,
  };
}

/** What Mobilizon attaches as the event's web page. */
function websiteOf(json: JsonObject): JsonValue | undefined {
  return objectsOf(json.attachment, 20).find(
    (one) => typesOf(one).includes('Link') && text(one.mediaType) === 'text/html',
  )?.href;
}

/** Any address of the web: it is shown, and never asked. */
function httpAddress(value: JsonValue | undefined): string | null {
  const written = idOf(value) ?? '';
  const url = written.length > 500 ? null : URL.parse(written);
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:') ? url.href : null;
}

function line(value: JsonValue | undefined, max: number): string | undefined {
  return plainLine(text(value) ?? '', max) || undefined;
}
