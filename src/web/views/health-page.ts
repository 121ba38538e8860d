import type { Neighbour, NodeHealth } from '../../domain/node/health.ts';
import { failureReason } from '../../messages/failure-reason.ts';
import { formatDateTime } from '../../messages/format.ts';
import { messages } from '../../messages/messages.ts';
import { html, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import { layout } from './layout.ts';
import { actorLink, facts, pageHead } from './parts.ts';
import { button } from './people-page.ts';
import { standingList } from './standing-list.ts';

export function healthPage(reader: Reader, health: NodeHealth, done: string | undefined): SafeHtml {
  const { health: words } = messages(reader.locale).coordination;
  const { queue, neighbours, followed, troubled, dead } = health;
  return layout(reader, {
    title: words.title,
    hidden: true,
    section: '/coordinamento',
    main: html`<div class="wrap narrow">${pageHead(words.title, words.lead)}
${done !== undefined && html`<p class="notice" role="status">${done}</p>`}
<section class="box"><h2>${words.queue}</h2>${facts([
      [words.pending, queue.pending],
      [words.delayed, queue.delayed],
      [words.dead, queue.dead],
    ])}</section>
<section class="box"><h2>${words.neighbours}</h2>${
      neighbours.length === 0
        ? html`<p class="quiet-text">${words.noNeighbours}</p>`
        : html`<ul class="rows">${neighbours.map((one) => neighbourRow(reader, one))}</ul>`
    }</section>
${standingList(reader, followed)}
<section class="box"><h2>${words.troubled}</h2>${
      troubled.length === 0
        ? html`<p class="quiet-text">${words.noTrouble}</p>`
        : html`<ul class="rows">${troubled.map(
            ({ lane, failures, lastError, nextAttemptAt, pausedUntil }) =>
              html`<li><p class="row-title">${lane}</p><p>${failureReason(lastError ?? '', reader.locale)}</p>
<p class="quiet-text">${words.tries(failures)}${(pausedUntil ?? nextAttemptAt) && html` · ${words.next(formatDateTime(pausedUntil ?? nextAttemptAt ?? new Date(), reader.locale))}`}</p>
<p class="address">${lastError}</p></li>`,
          )}</ul>`
    }</section>
<section class="box"><h2>${words.letters}</h2>${
      dead.length === 0
        ? html`<p class="quiet-text">${words.noDead}</p>`
        : html`<ul class="rows">${dead.map(
            ({ id, lane, lastError, deadAt }) =>
              html`<li class="session"><div><p class="row-title">${lane}</p><p>${failureReason(lastError, reader.locale)}</p><p class="quiet-text">${formatDateTime(deadAt, reader.locale)} · <span class="address">${lastError}</span></p></div>${button(reader, '/coordinamento/salute/riprova', { id }, words.retry)}</li>`,
          )}</ul>`
    }</section></div>`,
  });
}

function neighbourRow(reader: Reader, { actor, lane }: Neighbour): SafeHtml {
  const { health: words } = messages(reader.locale).coordination;
  const date = lane?.lastSuccessAt && formatDateTime(lane.lastSuccessAt, reader.locale);
  const failing = lane !== undefined && lane.failures > 0;
  const state = failing
    ? date
      ? words.deaf(date)
      : words.never
    : date
      ? words.hears(date)
      : words.nothingSent;
  return html`<li><p class="row-title">${actorLink(actor)} <span class="address">${actor.host}</span></p>
<p${failing && html` class="field-error"`}>${state}${failing && html`: ${failureReason(lane.lastError ?? '', reader.locale)}`}</p></li>`;
}
