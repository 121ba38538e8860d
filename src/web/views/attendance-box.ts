import type { AttendanceView } from '../../domain/events/attendance-reads.ts';
import type { EventView } from '../../domain/events/event-reads.ts';
import { errorMessage, messages } from '../../messages/messages.ts';
import { html, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import { signInPath } from '../sign-in-first.ts';
import { formPage } from './forms.ts';
import { fromOwnNode } from './interaction-pages.ts';
import { outsideLink } from './parts.ts';
import type { Typed } from './respond-form.ts';

interface AttendanceBox {
  readonly view: EventView;
  readonly attendances: readonly AttendanceView[];
  readonly isOver: boolean;
  readonly tried?: Typed | undefined;
}

/** Where those who are signed in say that they come, or no more, and others read how they can. */
export function attendanceBox(reader: Reader, box: AttendanceBox): SafeHtml | undefined {
  const { view, attendances, isOver, tried } = box;
  const { attend: words } = messages(reader.locale).events;
  const isOpen = !isOver && view.event.state === 'confirmed';
  if (!isOpen && attendances.length === 0) return undefined;
  return html`<section class="box reply" id="attend"><h2>${words.title}</h2>
${tried !== undefined && html`<div class="error-summary" role="alert" tabindex="-1"><p>${errorMessage(tried.error, reader.locale)}</p></div>`}
${attendances.map((one) => mine(reader, one, isOpen))}
${isOpen && ways(reader, box)}
${isOpen && view.event.own && fediverse(reader, view)}</section>`;
}

/** What one of the reader's own has said, and the way back. */
function mine(
  reader: Reader,
  { attendance, attendee, changes, event }: AttendanceView,
  isOpen: boolean,
): SafeHtml {
  const { attend: words, attendances } = messages(reader.locale).events;
  const { state, note } = attendance;
  const isComing = isOpen && (state === 'coming' || state === 'asked');
  return html`<div class="attendance"><p><strong>${words[state](attendee.name)}</strong></p>
${note !== null && state !== 'left' && html`<p class="typed" dir="auto">${note}</p>`}
${changes.length > 0 && html`<p class="notice">${attendances.changed}: ${changes.map((part) => attendances.parts[part]).join(', ')}</p>`}
${
  isComing &&
  html`<form method="post" action="/eventi/${event?.post.id}/rinuncia"><input type="hidden" name="csrf" value="${reader.csrf}">
<input type="hidden" name="as" value="${attendee.id}"><p><button class="button quiet">${words.no}</button></p></form>`
}</div>`;
}

function ways(reader: Reader, { view, attendances, tried }: AttendanceBox): SafeHtml | undefined {
  const { attend: words } = messages(reader.locale).events;
  const { event, post } = view;
  if (event.joinMode === 'external') {
    return html`<p>${words.elsewhere} ${outsideLink(event.joinAddress ?? post.url, event.joinAddress ?? post.url)}</p>`;
  }
  if (event.joinMode === 'none')
    return html`<p>${words.none} ${outsideLink(post.url, reader.words.proposals.original)}</p>`;
  if (reader.signedIn === undefined) {
    return html`<p><a class="button" href="${signInPath(reader)}">${words.signIn}</a></p>${fromOwnNode(reader, post.uri, 'join')}`;
  }
  if (event.own && event.capacity !== null && event.attending >= event.capacity)
    return html`<p>${words.full}</p>`;
  const said = attendances.filter(({ attendance: { state } }) => state === 'coming' || state === 'asked');
  const free = [reader.signedIn.person, ...reader.signedIn.organisations].filter(
    (actor) => !said.some(({ attendee }) => attendee.id === actor.id),
  );
  const [only] = free;
  if (only === undefined) return undefined;
  const isAlone = reader.signedIn.organisations.length === 0;
  return formPage(reader, {
    action: `/eventi/${post.id}/partecipa`,
    prefix: 'attend-',
    hidden: isAlone ? { as: only.id } : {},
    fields: isAlone
      ? []
      : [
          {
            name: 'as',
            label: words.as,
            type: 'choice',
            choices: free.map((actor) => [actor.id, actor.name] as const),
            value: tried?.values.as,
          },
        ],
    submit: words.yes,
  });
}

function fediverse(reader: Reader, { post }: EventView): SafeHtml {
  const { attend: words } = messages(reader.locale).events;
  return html`<p>${words.fediverse}</p><p class="label">${words.address}</p><p class="copy"><code>${post.url}</code></p>`;
}
