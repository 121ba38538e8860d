import { z } from 'zod';
import { imagesInput } from '../posts/images.ts';
import type { EventRow, KnownEvent } from './event.table.ts';
import { isTimeZone } from './wall-time.ts';

/** A form sends its empty fields too: they say nothing. */
const line = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .transform((text) => text || undefined)
    .optional();

const capacity = z
  .union([z.string(), z.number()])
  .transform((written, ctx) => {
    const text = String(written).trim();
    if (text === '') return undefined;
    if (/^[1-9]\d{0,4}$/.test(text)) return Number(text);
    ctx.addIssue({ code: 'custom', message: 'capacity_invalid' });
    return z.NEVER;
  })
  .optional();

/** Times are those of the clocks in the zone: "2026-12-12T18:00" or "12/12/2026 18:00". */
export const eventFacts = z.strictObject({
  title: z.string().trim().min(1).max(150),
  text: z.string().trim().max(10_000).default(''),
  start: z.string().max(40),
  end: z.string().max(40),
  timeZone: z.string().trim().refine(isTimeZone, 'time_zone_unknown').default('Europe/Rome'),
  venue: line(120),
  street: line(160),
  comune: line(80),
  province: line(40),
  onlineAddress: line(500).refine(
    (text) => text === undefined || /^https?:$/.test(URL.parse(text)?.protocol ?? ''),
    'online_address_invalid',
  ),
  capacity,
  language: z.enum(['it', 'en']).default('it'),
  images: imagesInput,
});
export const eventChange = eventFacts.omit({ language: true }).partial();
export const cancellation = z.strictObject({ reason: z.string().trim().max(1000).default('') });

export type EventFacts = z.output<typeof eventFacts>;
export type NewEvent = z.input<typeof eventFacts>;
export type EventChange = z.input<typeof eventChange>;
export type Cancellation = z.input<typeof cancellation>;

type Where = Pick<EventRow, 'venue' | 'street' | 'comune' | 'province'>;

/** The place in one line: "Sala civica, via Roma 3, Prato (PO)"; empty where there is none. */
export function placeLine({ venue, street, comune, province }: Where): string {
  const town = comune === null || province === null ? comune : `${comune} (${province})`;
  return [...new Set([venue, street, town])].filter(Boolean).join(', ');
}

/** What somebody who says yes now knows. */
export function knownEvent(title: string | null, event: EventRow): KnownEvent {
  return {
    title: title ?? '',
    startsAt: event.startsAt.toISOString(),
    endsAt: event.endsAt.toISOString(),
    timeZone: event.timeZone,
    place: placeLine(event),
    onlineAddress: event.onlineAddress,
    cancelled: event.state === 'cancelled',
  };
}

export type ChangedPart = 'title' | 'when' | 'where' | 'online';

/** What is not any more as somebody knew it. */
export function changesSince(known: KnownEvent, now: KnownEvent): ChangedPart[] {
  const parts: ChangedPart[] = [];
  if (known.title !== now.title) parts.push('title');
  if (known.startsAt !== now.startsAt || known.endsAt !== now.endsAt) parts.push('when');
  if (known.place !== now.place) parts.push('where');
  if (known.onlineAddress !== now.onlineAddress) parts.push('online');
  return parts;
}
