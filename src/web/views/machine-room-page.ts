import type { machineRoom } from '../../domain/node/machine-room.ts';
import { formatDateTime, formatNumber } from '../../messages/format.ts';
import { messages } from '../../messages/messages.ts';
import { html, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import { layout } from './layout.ts';
import { facts, pageHead } from './parts.ts';

type Room = Awaited<ReturnType<typeof machineRoom>>;

export function machineRoomPage(reader: Reader, room: Room): SafeHtml {
  const { machineRoom: words, coordination } = messages(reader.locale);
  const { queue, received } = room;
  return layout(reader, {
    title: words.title,
    hidden: true,
    section: '/coordinamento',
    main: html`<div class="wrap narrow">${pageHead(words.title, words.lead)}
<p class="hero-actions"><a class="button quiet" href="/coordinamento/macchina">${words.refresh}</a> <span class="quiet-text">${words.at(formatDateTime(room.at, reader.locale))}</span></p>
<section class="box"><h2>${words.now}</h2>${facts([
      [words.hour, received.hour],
      [words.day, received.day],
      [coordination.health.pending, queue.pending],
      [coordination.health.delayed, queue.delayed],
      [coordination.health.dead, queue.dead],
      [words.oldest, words.seconds(Math.round(queue.oldestPendingSeconds))],
    ])}</section>
<section class="box"><h2>${words.lanes}</h2>${laneRows(reader, room)}</section>
<section class="box"><h2>${words.reasons}</h2>${
      room.reasons.length === 0
        ? html`<p class="quiet-text">${words.noReasons}</p>`
        : html`<ul class="rows">${room.reasons.map(({ reason, count }) => html`<li><p class="row-title">${words.times(count)}</p><p class="address">${reason}</p></li>`)}</ul>`
    }</section>
<section class="box"><h2>${words.queries}</h2>${queryRows(reader, room)}</section></div>`,
  });
}

function laneRows({ locale }: Reader, { lanes }: Room): SafeHtml {
  const { machineRoom: words } = messages(locale);
  if (lanes.length === 0) return html`<p class="quiet-text">${words.noLanes}</p>`;
  return html`<ul class="rows">${lanes.map(
    ({ type, lane, waiting, oldest, failures, lastSuccessAt }) =>
      html`<li><p class="row-title">${lane} <span class="address">${type}</span></p>
<p>${words.waiting(waiting)}${oldest && html` · ${words.since(formatDateTime(oldest, locale))}`}${failures > 0 && html` · <strong>${words.failures(failures)}</strong>`}</p>
${lastSuccessAt && html`<p class="quiet-text">${words.lastSuccess(formatDateTime(lastSuccessAt, locale))}</p>`}</li>`,
  )}</ul>`;
}

function queryRows({ locale }: Reader, { queries, long }: Room): SafeHtml {
  const { machineRoom: words } = messages(locale);
  const ms = (value: number) => formatNumber(value.toFixed(1), locale);
  return html`${long.length > 0 && html`<h3>${words.long}</h3><ul class="rows">${long.map(({ query, seconds }) => html`<li><p>${words.seconds(Math.round(seconds))}</p><p class="address">${query}</p></li>`)}</ul>`}
${
  queries === undefined
    ? html`<p class="quiet-text">${words.notCounted}</p>`
    : html`<ul class="rows">${queries.map(({ query, calls, meanMs, totalMs }) => html`<li><p>${words.query(calls, ms(meanMs), ms(totalMs))}</p><p class="address">${query}</p></li>`)}</ul>`
}`;
}
