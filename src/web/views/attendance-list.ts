import type { AttendanceView } from '../../domain/events/attendance-reads.ts';
import type { KnownEvent } from '../../domain/events/event.table.ts';
import type { ChangedPart } from '../../domain/events/event.ts';
import { formatEventTime } from '../../messages/format-event.ts';
import { messages } from '../../messages/messages.ts';
import { html, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import { layout } from './layout.ts';
import { emptyNotice, pageHead, pager } from './parts.ts';

export interface AttendanceList {
  readonly items: readonly AttendanceView[];
  readonly next: string | undefined;
  readonly after: string | undefined;
}

/** What the reader said yes to; what has changed since comes first. */
export function attendanceList(reader: Reader, { items, next, after }: AttendanceList): SafeHtml {
  const { attendances: words } = messages(reader.locale).events;
  const sorted = [...items].sort((a, b) => Number(needsLook(b)) - Number(needsLook(a)));
  return layout(reader, {
    title: words.title,
    hidden: true,
    section: '/partecipazioni',
    main: html`<div class="wrap narrow">${pageHead(words.title, words.lead)}
${sorted.length === 0 ? emptyNotice(words.empty) : html`<ul class="news">${sorted.map((one) => row(reader, one))}</ul>`}
${pager(reader, '/partecipazioni', { after }, next)}</div>`,
  });
}

function isComing({ attendance: { state } }: AttendanceView): boolean {
  return state === 'coming' || state === 'asked';
}

function needsLook(view: AttendanceView): boolean {
  return isComing(view) && (view.event?.event.state !== 'confirmed' || view.changes.length > 0);
}

function row(reader: Reader, view: AttendanceView): SafeHtml {
  const { attendance, attendee, event, changes } = view;
  const { known, note, state } = attendance;
  const words = messages(reader.locale).events;
  const title = event?.post.title ?? known?.title ?? words.untitled(event?.owner.name ?? '');
  const times = event?.event ?? (known === null ? undefined : timesOf(known));
  const isCancelled = event?.event.state === 'cancelled';
  return html`<li class="event${(isCancelled || event === undefined) && ' off'}"><div>
<p class="card-kind"><span class="badge">${words.attendances.states[state]}</span>${isCancelled && html`<span class="badge ended">${words.cancelled}</span>`}</p>
<h2 dir="auto">${event === undefined ? title : html`<a href="/eventi/${event.post.id}">${title}</a>`}</h2>
${times && html`<p class="when">${formatEventTime(times, reader.locale)}</p>`}
<p><bdi>${attendee.name}</bdi></p>
${event === undefined && html`<p class="notice">${words.attendances.withdrawn}</p>`}
${isCancelled && html`<p class="notice">${words.cancelledText} <span class="typed" dir="auto">${event.event.stateNote}</span></p>`}
${note !== null && html`<p class="typed" dir="auto">${note}</p>`}
${known !== null && changes.length > 0 && changed(reader, view, known, changes)}
</div></li>`;
}

function changed(
  reader: Reader,
  { event, attendee }: AttendanceView,
  known: KnownEvent,
  changes: readonly ChangedPart[],
): SafeHtml {
  const { attendances: words } = messages(reader.locale).events;
  const before: Readonly<Record<ChangedPart, string>> = {
    title: known.title,
    when: formatEventTime(timesOf(known), reader.locale),
    where: known.place,
    online: known.onlineAddress ?? '',
  };
  return html`<div class="notice"><p>${words.changed}:</p>
<ul>${changes.map((part) => html`<li><strong>${words.parts[part]}</strong>${before[part] !== '' && html` (<span dir="auto">${words.was(before[part])}</span>)`}</li>`)}</ul>
<form method="post" action="/eventi/${event?.post.id}/visto"><input type="hidden" name="csrf" value="${reader.csrf}">
<input type="hidden" name="as" value="${attendee.id}"><p><button class="button quiet">${words.acknowledge}</button></p></form></div>`;
}

function timesOf({ startsAt, endsAt, timeZone }: KnownEvent) {
  return { startsAt: new Date(startsAt), endsAt: new Date(endsAt), endTold: true, timeZone };
}
