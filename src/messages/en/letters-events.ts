import type { EventNews } from '../../domain/events/event-news.ts';
import { formatEventTime } from '../format-event.ts';
import type { LetterText } from '../letter-text.ts';

/** What somebody who said yes to an event reads when it changes. */
export function eventNews({ fate, attendee, title, before, now, note, page }: EventNews): LetterText {
  const fates = {
    changed: 'Changed',
    cancelled: 'Cancelled',
    withdrawn: 'Withdrawn',
    refused: 'The answer is no',
  };
  const sentences = {
    changed: 'The event has changed since.',
    cancelled: 'The event has been cancelled.',
    withdrawn: 'Its organiser has withdrawn the event.',
    refused: 'The organiser said no.',
  };
  return {
    subject: `${fates[fate]}: ${title}`,
    lines: [
      `${attendee} said yes to “${title}”. ${sentences[fate]}`,
      ...(note === null ? [] : [note]),
      ...(fate === 'changed' && now !== null ? [`Now: ${lineOf(now)}`] : []),
      ...(before === null ? [] : [`Before: ${lineOf(before)}`]),
    ],
    action: { label: fate === 'withdrawn' ? 'My attendances' : 'See the event', url: page },
  };
}

function lineOf({
  title,
  startsAt,
  endsAt,
  timeZone,
  place,
  onlineAddress,
}: NonNullable<EventNews['now']>): string {
  const times = { startsAt: new Date(startsAt), endsAt: new Date(endsAt), endTold: true, timeZone };
  return [title, formatEventTime(times, 'en'), place, onlineAddress].filter(Boolean).join(' · ');
}
