import { placeLine } from '../../domain/events/event.ts';
import type { EventView } from '../../domain/events/event-reads.ts';
import { calendarLeaf, formatEventTime } from '../../messages/format-event.ts';
import { messages } from '../../messages/messages.ts';
import { html, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import { icon } from './icons.ts';
import { originName } from './parts.ts';

export function eventTitle(reader: Reader, { post, owner }: EventView): string {
  return post.title ?? messages(reader.locale).events.untitled(owner.name);
}

/** `level`: of the heading, to follow the one above it. */
export function eventCards(reader: Reader, views: readonly EventView[], level: 2 | 3): SafeHtml {
  return html`<ul class="news">${views.map((view) => eventCard(reader, view, level))}</ul>`;
}

function eventCard(reader: Reader, view: EventView, level: 2 | 3): SafeHtml {
  const { post, event, owner, group } = view;
  const words = messages(reader.locale).events;
  const place = placeLine(event);
  const link = html`<a href="/eventi/${post.id}">${eventTitle(reader, view)}</a>`;
  return html`<li class="event${event.state === 'cancelled' && ' off'}">
${leaf(reader, view)}
<div>
${event.state === 'cancelled' && html`<p class="card-kind"><span class="badge ended">${words.cancelled}</span></p>`}
${level === 2 ? html`<h2 dir="auto">${link}</h2>` : html`<h3 dir="auto">${link}</h3>`}
<p class="when"><time datetime="${event.startsAt.toISOString()}">${formatEventTime(event, reader.locale)}</time></p>
<ul class="meta">
${place !== '' && html`<li>${icon('place')}<span dir="auto">${place}</span></li>`}
${event.onlineAddress !== null && html`<li>${icon('elsewhere')}${words.online}</li>`}
<li>${icon('person')}<bdi>${owner.name}</bdi></li>
${event.capacity !== null && event.own && event.state === 'confirmed' && html`<li>${icon('clock')}${words.seats}: ${seatsLeft(reader, view)}</li>`}
</ul>
<p class="from${owner.host !== null && ' away'}">${words.from} <bdi>${originName(reader, owner, group)}</bdi></p>
</div>
</li>`;
}

/** Decoration: the words beside it say the day in full. */
function leaf(reader: Reader, { event }: EventView): SafeHtml {
  const { day, month, weekday } = calendarLeaf(event, reader.locale);
  return html`<span class="leaf" aria-hidden="true"><span class="leaf-month">${month}</span><span class="leaf-day">${day}</span><span class="leaf-weekday">${weekday}</span></span>`;
}

export function seatsLeft(reader: Reader, { event: { capacity, attending } }: EventView): string {
  const limit = capacity ?? 0;
  return messages(reader.locale).events.seatsLeft(Math.max(0, limit - attending), limit);
}
