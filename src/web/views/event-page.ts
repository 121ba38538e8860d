import type { Actor } from '../../domain/actors/actor.table.ts';
import type { AttendanceView } from '../../domain/events/attendance-reads.ts';
import { placeLine } from '../../domain/events/event.ts';
import type { EventView } from '../../domain/events/event-reads.ts';
import { formatDate } from '../../messages/format.ts';
import { formatEventTime } from '../../messages/format-event.ts';
import { messages } from '../../messages/messages.ts';
import { html, raw, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import { eventData } from '../structured-data.ts';
import { attendanceBox } from './attendance-box.ts';
import { eventTitle, seatsLeft } from './event-cards.ts';
import { type OwnTried, ownEventBox } from './event-form.ts';
import { icon } from './icons.ts';
import { layout } from './layout.ts';
import { actorLink, excerpt, facts, kindName, originName, outsideLink, placeName } from './parts.ts';
import { pictures } from './pictures.ts';
import { portrait } from './portrait.ts';
import type { Typed } from './respond-form.ts';

export interface EventPage {
  readonly view: EventView;
  /** What the reader's own say to it. */
  readonly attendances: readonly AttendanceView[];
  /** Who comes, for those who act for the organiser alone. */
  readonly attendees: readonly Actor[] | undefined;
  /** The answer that was sent back, or the organiser's form. */
  readonly tried?: Typed | undefined;
  readonly ownTried?: OwnTried | undefined;
}

export function eventPage(reader: Reader, page: EventPage): SafeHtml {
  const { post, owner, images } = page.view;
  return layout(reader, {
    title: eventTitle(reader, page.view),
    description: excerpt(post.content, 200),
    section: '/eventi',
    canonical: post.url,
    hidden: owner.host !== null || !owner.indexable,
    image: images.find((image) => image.media !== null)?.url,
    preview: 'article',
    data: eventData(page.view, eventTitle(reader, page.view)),
    main: sheet(reader, page),
  });
}

function sheet(reader: Reader, page: EventPage): SafeHtml {
  const { view, attendees } = page;
  const { post, event, owner, images } = view;
  const { words, locale } = reader;
  const own = messages(locale).events;
  const isOver = event.endsAt <= reader.web.domain.clock.now();
  return html`<article class="wrap sheet">
<nav class="crumbs" aria-label="${words.proposals.crumb}"><a href="/eventi">${own.title}</a></nav>
<header class="sheet-head">
<p class="card-kind">${event.state === 'cancelled' && html`<span class="badge ended">${own.cancelled}</span>`}${isOver && html`<span class="badge">${own.over}</span>`}</p>
<h1 dir="auto">${eventTitle(reader, view)}</h1>
<p class="when"><time datetime="${event.startsAt.toISOString()}">${formatEventTime(event, locale)}</time></p>
</header>
<div class="sheet-columns">
<div class="sheet-main">
${event.state === 'cancelled' && html`<p class="notice" role="status"><strong>${own.cancelledText}</strong>${event.stateNote !== null && html` <span class="typed" dir="auto">${event.stateNote}</span>`}</p>`}
${pictures(reader, images)}
<div class="prose" dir="auto"${post.language !== null && post.language !== locale && html` lang="${post.language}"`}>${raw(post.content)}</div>
${factList(reader, view)}
<p class="actions"><a class="button quiet" href="/eventi/${post.id}.ics">${icon('calendar')}${own.calendar}</a></p>
<p class="dates">${own.published(formatDate(post.publishedAt, locale))}${post.updatedAt !== null && html`, ${own.changed(formatDate(post.updatedAt, locale))}`}</p>
</div>
<aside class="sheet-side">
${attendanceBox(reader, { ...page, isOver })}
${organiserBox(reader, view)}
${attendees !== undefined && attendeesBox(reader, view, attendees)}
${attendees !== undefined && ownEventBox(reader, view, page.ownTried)}
${owner.host !== null && html`<p class="notice">${words.proposals.replyRemote(owner.host)} ${outsideLink(post.url, words.proposals.original)}</p>`}
</aside>
</div>
</article>`;
}

function factList(reader: Reader, view: EventView): SafeHtml {
  const { event, owner, group } = view;
  const words = messages(reader.locale).events;
  const place = placeLine(event);
  return facts([
    [words.when, formatEventTime(event, reader.locale)],
    [words.zone, event.timeZone],
    place !== '' && [words.where, html`<span dir="auto">${place}</span>`],
    event.onlineAddress !== null && [words.online, outsideLink(event.onlineAddress, event.onlineAddress)],
    // Elsewhere the organiser alone knows how many come by now.
    event.own && [words.attending, words.people(event.attending)],
    event.capacity !== null &&
      event.state === 'confirmed' && [
        words.seats,
        event.own ? seatsLeft(reader, view) : String(event.capacity),
      ],
    [words.from, html`<bdi>${originName(reader, owner, group)}</bdi>`],
  ]);
}

function organiserBox(reader: Reader, { owner }: EventView): SafeHtml {
  const place = placeName(owner);
  return html`<section class="box"><h2>${messages(reader.locale).events.organiser}</h2>
<div class="owner">${portrait(owner)}<div><p class="owner-name">${actorLink(owner)}</p>
<p>${[kindName(reader, owner), place].filter(Boolean).join(' · ')}</p></div></div></section>`;
}

function attendeesBox({ locale }: Reader, { event }: EventView, attendees: readonly Actor[]): SafeHtml {
  const words = messages(locale).events;
  const rest = event.attending - attendees.length;
  return html`<section class="box"><h2>${words.attendees}</h2><p class="quiet-text">${words.attendeesNote}</p>
${attendees.length === 0 ? html`<p>${words.people(0)}</p>` : html`<ul class="plain">${attendees.map((actor) => html`<li>${actorLink(actor)}</li>`)}</ul>`}
${rest > 0 && html`<p>${words.more(rest)}</p>`}</section>`;
}
