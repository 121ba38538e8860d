import { type PactStep, pactSteps, shownState } from '../../domain/pacts/pact.ts';
import { did, type PactView, type PartyView, type pactHistory } from '../../domain/pacts/pact-reads.ts';
import { formatDate, formatDateTime, formatDay } from '../../messages/format.ts';
import { messages } from '../../messages/messages.ts';
import { priceText } from '../../messages/pact-text.ts';
import { dayOf } from '../../platform/day.ts';
import { html, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import { formPage } from './forms.ts';
import { layout } from './layout.ts';
import { pactBadge } from './pact-parts.ts';
import { actorLink, facts, outsideLink } from './parts.ts';
import type { Typed } from './respond-form.ts';

export interface PactPage {
  readonly view: PactView;
  /** What happened to it, for its parties. */
  readonly history: Awaited<ReturnType<typeof pactHistory>>;
  /** Those parties that the reader acts for. */
  readonly own: readonly PartyView[];
  /** The step whose form was sent back. */
  readonly tried?: { readonly step: PactStep; readonly as: string; readonly typed: Typed } | undefined;
}

/** The paths of the steps, below the pact's page. */
export const PACT_STEP_PATHS: Readonly<Record<PactStep, string>> = {
  sign: 'firma',
  refuse: 'rifiuta',
  revise: 'modifica',
  leave: 'lascia',
};

export function pactPage(reader: Reader, page: PactPage): SafeHtml {
  const { pact, parties } = page.view;
  const { text } = pact;
  const { locale } = reader;
  const words = messages(locale).pacts;
  return layout(reader, {
    title: text.title,
    section: '/patti',
    hidden: page.own.length > 0 || pact.visibility !== 'public',
    main: html`<article class="wrap narrow sheet pact">
<nav class="crumbs" aria-label="${reader.words.proposals.crumb}"><a href="/patti">${words.title}</a></nav>
<header class="sheet-head"><p class="card-kind">${pactBadge(reader, pact)} ${words.version(text.version)}</p>
<h1 dir="auto">${text.title}</h1></header>
<section><h2>${words.terms}</h2><p class="typed" dir="auto">${text.terms}</p></section>
<section><h2>${words.priceList}</h2>
<table class="prices"><thead><tr><th scope="col">${words.line}</th><th scope="col">${words.price}</th></tr></thead>
<tbody>${text.priceList.map(
      (line) =>
        html`<tr><th scope="row" dir="auto">${outsideLink(line.offer, line.title)}</th><td>${priceText(line, locale)}</td></tr>`,
    )}</tbody></table></section>
${facts([
  [words.validity, words.fromTo(formatDay(text.validFrom, locale), formatDay(text.validUntil, locale))],
  text.minimum !== '' && [words.minimum, html`<span dir="auto">${text.minimum}</span>`],
  text.leadDays !== null && [words.leadDays, words.days(text.leadDays)],
  text.contacts !== '' && [words.contacts, html`<span class="typed" dir="auto">${text.contacts}</span>`],
  [words.visibility, text.visibility === 'public' ? words.public : words.parties],
  [words.digest, html`<code class="digest">${pact.digest}</code>`],
])}
<section><h2>${words.signatures}</h2><ul class="people">${parties.map((party) => html`<li>${partyRow(reader, page.view, party)}</li>`)}</ul>
<p class="quiet-text">${words.digestHint}</p></section>
${page.own.map((party) => partySteps(reader, page, party))}
${page.history.length > 0 && html`<section><h2>${words.history}</h2><ol class="history">${page.history.map((entry) => historyRow(reader, entry))}</ol></section>`}
</article>`,
  });
}

function partyRow(reader: Reader, { pact: { text } }: PactView, party: PartyView): SafeHtml {
  const words = messages(reader.locale).pacts;
  const roles = [
    party.uri === text.supplier ? words.supplier : words.group,
    ...(party.uri === text.drafter ? [words.drafter] : []),
  ];
  const deed = did(party, 'left') ?? did(party, 'signed') ?? did(party, 'refused');
  const name = party.actor === undefined ? outsideLink(party.uri, party.name) : actorLink(party.actor);
  const said =
    deed === undefined ? words.waiting : words[deed.fact](formatDate(deed.learntAt, reader.locale));
  return html`${name} (${roles.join(', ')}): <strong>${said}</strong>${deed !== undefined && deed.note !== '' && html` <span dir="auto" class="typed">«${deed.note}»</span>`}`;
}

function partySteps(reader: Reader, { view, tried, own }: PactPage, party: PartyView): SafeHtml[] {
  const { pact } = view;
  const words = messages(reader.locale).pacts;
  const as = party.actor?.id ?? '';
  const state = shownState(pact, dayOf(reader.web.domain.clock.now()));
  const isDrafter = party.uri === pact.text.drafter;
  const done = party.deeds.map(({ fact }) => fact);
  return pactSteps(state, isDrafter, done).map((step) => {
    const label = step === 'leave' && state !== 'in-force' ? words.withdraw : words.steps[step];
    const title = own.length > 1 ? `${label} (${party.name})` : label;
    if (step === 'revise') {
      return html`<p><a class="button quiet" href="/patti/${pact.id}/modifica">${title}</a></p>`;
    }
    const typed = tried?.step === step && tried.as === as ? tried.typed : undefined;
    const form = formPage(reader, {
      action: `/patti/${pact.id}/${PACT_STEP_PATHS[step]}`,
      prefix: `${step}-${as}-`,
      hidden: { as, digest: pact.digest },
      fields:
        step === 'sign'
          ? []
          : [{ name: 'reason', label: words.reason, type: 'long-text', value: typed?.values.reason }],
      submit: title,
      error: typed?.error,
    });
    if (step === 'sign')
      return html`<section class="box reply"><p>${words.signLead(party.name)}</p>${form}</section>`;
    return html`<details class="box"${typed !== undefined && html` open`}><summary>${title}</summary>
${step === 'leave' && state === 'in-force' && html`<p>${words.leaveLead}</p>`}${form}</details>`;
  });
}

function historyRow(reader: Reader, { event, actor }: PactPage['history'][number]): SafeHtml | undefined {
  const { events } = messages(reader.locale).pacts;
  if (!Object.hasOwn(events, event.type)) return undefined;
  const say = events[event.type as keyof typeof events];
  const at = event.occurredAt;
  return html`<li><p><strong dir="auto">${say(actor?.name ?? '')}</strong> · <time datetime="${at.toISOString()}">${formatDateTime(at, reader.locale)}</time></p>
${typeof event.data.note === 'string' && html`<p class="typed" dir="auto">${event.data.note}</p>`}</li>`;
}
