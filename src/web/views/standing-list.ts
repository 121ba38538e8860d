import type { Followed } from '../../domain/node/health.ts';
import { messages } from '../../messages/messages.ts';
import { standingFacts } from '../../messages/standing.ts';
import { html, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import { actorLink, facts } from './parts.ts';
import { button } from './people-page.ts';

/** What comes from those whom the district follows, and how the comparison with what is here went. */
export function standingList(reader: Reader, followed: readonly Followed[]): SafeHtml {
  const words = messages(reader.locale).reconciliations;
  return html`<section class="box"><h2>${words.title}</h2><p>${words.lead}</p>${
    followed.length === 0
      ? html`<p class="quiet-text">${words.none}</p>`
      : html`<ul class="rows">${followed.map((one) => row(reader, one))}</ul>`
  }</section>`;
}

function row(reader: Reader, { actor, standing }: Followed): SafeHtml {
  const words = messages(reader.locale).reconciliations;
  const title = html`<p class="row-title">${actorLink(actor)} <span class="address">${actor.host}</span></p>`;
  if (standing === undefined) return html`<li>${title}<p class="quiet-text">${words.waiting}</p></li>`;
  const detail = standing.run.lastError ?? standing.run.incomplete;
  return html`<li class="session"><div>${title}${facts(standingFacts(standing, reader.locale))}${
    detail !== null && html`<p class="address">${detail}</p>`
  }</div>${button(reader, '/coordinamento/salute/confronta', { id: actor.id }, words.compare)}</li>`;
}
