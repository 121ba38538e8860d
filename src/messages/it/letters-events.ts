import type { EventNews } from '../../domain/events/event-news.ts';
import { formatEventTime } from '../format-event.ts';
import type { LetterText } from '../letter-text.ts';

/** What somebody who said yes to an event reads when it changes. */
export function eventNews({ fate, attendee, title, before, now, note, page }: EventNews): LetterText {
  const fates = {
    changed: 'È cambiato',
    cancelled: 'Annullato',
    withdrawn: 'Ritirato',
    refused: 'Risposta negativa',
  };
  const sentences = {
    changed: 'Nel frattempo l’evento è cambiato.',
    cancelled: 'L’evento è stato annullato.',
    withdrawn: 'Chi lo organizzava ha ritirato l’evento.',
    refused: 'Chi organizza ha risposto di no.',
  };
  return {
    subject: `${fates[fate]}: ${title}`,
    lines: [
      `${attendee} ha detto di sì a «${title}». ${sentences[fate]}`,
      ...(note === null ? [] : [note]),
      ...(fate === 'changed' && now !== null ? [`Ora: ${lineOf(now)}`] : []),
      ...(before === null ? [] : [`Prima: ${lineOf(before)}`]),
    ],
    action: { label: fate === 'withdrawn' ? 'Le mie partecipazioni' : 'Guarda l’evento', url: page },
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
  return [title, formatEventTime(times, 'it'), place, onlineAddress].filter(Boolean).join(' · ');
}
