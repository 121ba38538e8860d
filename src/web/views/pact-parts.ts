import type { Pact } from '../../domain/pacts/pact.table.ts';
import { shownState } from '../../domain/pacts/pact.ts';
import { formatDay } from '../../messages/format.ts';
import { messages } from '../../messages/messages.ts';
import { dayOf } from '../../platform/day.ts';
import { html, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';

export function pactBadge(reader: Reader, pact: Pact): SafeHtml {
  const state = shownState(pact, dayOf(reader.web.domain.clock.now()));
  const look = state === 'in-force' ? ' offer' : state === 'proposed' ? '' : ' ended';
  return html`<span class="badge${look}">${messages(reader.locale).pacts.states[state]}</span>`;
}

export function pactCards(reader: Reader, pacts: readonly Pact[], level: 2 | 3): SafeHtml {
  const words = messages(reader.locale).pacts;
  return html`<ul class="news">${pacts.map((pact) => {
    const { title, parties, validFrom, validUntil } = pact.text;
    const link = html`<a href="/patti/${pact.id}">${title}</a>`;
    return html`<li class="card"><div class="card-body"><p class="card-kind">${pactBadge(reader, pact)}</p>
${level === 2 ? html`<h2 dir="auto">${link}</h2>` : html`<h3 dir="auto">${link}</h3>`}
<p>${words.between} ${parties.map(({ name }, index) => html`${index > 0 && ', '}<bdi>${name}</bdi>`)}</p>
<p>${words.fromTo(formatDay(validFrom, reader.locale), formatDay(validUntil, reader.locale))}</p></div></li>`;
  })}</ul>`;
}
