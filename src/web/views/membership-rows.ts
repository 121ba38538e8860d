import { versionIn } from '../../domain/charter/charter-reads.ts';
import type { Application } from '../../domain/memberships/application.table.ts';
import type { MembershipView } from '../../domain/memberships/learn-fact.ts';
import { comuneByIstat } from '../../domain/places/places.ts';
import type { KINDS } from '../../domain/taxonomy/kinds.ts';
import { formatDate } from '../../messages/format.ts';
import { html, type SafeHtml } from '../html.ts';
import type { MembershipPage } from '../membership-contents.ts';
import type { Reader } from '../reader.ts';
import { charterTick } from './charter-tick.ts';
import { formPage } from './forms.ts';
import { actorLink, facts } from './parts.ts';
import { confirmationBadge } from './ties.ts';

/** Somebody who is nobody here yet. */
export function applicationRow(reader: Reader, page: MembershipPage, one: Application): SafeHtml {
  const { pages: words, message } = reader.memberships;
  const comune = one.comune === null ? undefined : comuneByIstat(one.comune);
  const base = `/coordinamento/richieste/${one.id}`;
  return html`<li id="r${one.id}"><p class="row-title"><bdi>${one.name}</bdi> <span class="badge">${reader.taxonomy.kinds[one.kind as keyof typeof KINDS].one}</span></p>
<p class="quiet-text"><span class="address">@${one.handle}</span> · <span class="address">${one.email}</span>${comune && html` · ${comune.name} (${comune.province})`} · ${words.asked(formatDate(one.askedAt, reader.locale))}${one.accountId !== null && html` · ${words.forOrganisation}`}</p>
${facts([
  one.summary !== '' && [words.profile, html`<span class="typed" dir="auto">${one.summary}</span>`],
  one.message !== '' && [message, html`<span class="typed" dir="auto">${one.message}</span>`],
  charterRow(reader, one.charter),
])}
${answers(reader, page, base, one.name)}</li>`;
}

/** A Join that waits. */
export function requestRow(reader: Reader, page: MembershipPage, view: MembershipView): SafeHtml {
  const { pages: words, message } = reader.memberships;
  const { membership, member } = view;
  return html`<li id="a${membership.id}"><p class="row-title">${actorLink(member)}</p>
<p class="quiet-text">${member.host !== null && html`<span class="address">@${member.handle}@${member.host}</span> · `}${words.asked(formatDate(membership.askedAt, reader.locale))}</p>
${facts([
  membership.message !== '' && [message, html`<span class="typed" dir="auto">${membership.message}</span>`],
  charterRow(reader, membership.charter),
])}
${answers(reader, page, `/adesioni/${page.actor.id}/${membership.id}`, member.name)}</li>`;
}

function answers(reader: Reader, page: MembershipPage, base: string, name: string): SafeHtml {
  const { pages: words } = reader.memberships;
  return html`<div class="own-steps"><form method="post" action="${base}/accogli"><input type="hidden" name="csrf" value="${reader.csrf}"><button class="button">${words.admit}<span class="visually-hidden">: ${name}</span></button></form></div>
${reasonForm(reader, page, `${base}/rifiuta`, words.refuse, words.reason, false)}`;
}

/** What the actor belongs to, or asked to belong to. */
export function groupRow(reader: Reader, page: MembershipPage, view: MembershipView): SafeHtml {
  const { pages: words, states } = reader.memberships;
  const { membership, group } = view;
  const tie = page.ties.find(({ other }) => other.id === group.id);
  const admitted = membership.state === 'admitted';
  const base = `/adesioni/${page.actor.id}/${membership.id}`;
  const isHome = group.id === reader.group.id;
  return html`<li><p class="row-title">${actorLink(group)} ${admitted && tie !== undefined ? confirmationBadge(reader, tie.confirmation) : html`<span class="badge ended">${states[membership.state]}</span>`}</p>
<p class="quiet-text">${when(reader, view)}</p>
${facts([membership.charter !== null && charterRow(reader, membership.charter)])}
${(membership.state === 'asked' || admitted) && reasonForm(reader, page, `${base}/lascia`, admitted ? words.leave : words.withdraw, words.farewell, true, isHome && admitted ? words.leaveHome : undefined)}</li>`;
}

export function memberRow(reader: Reader, page: MembershipPage, view: MembershipView): SafeHtml {
  const { pages: words } = reader.memberships;
  const { membership, member } = view;
  const base = `/adesioni/${page.actor.id}/${membership.id}`;
  return html`<li><p class="row-title">${actorLink(member)} ${confirmationBadge(reader, member.memberOf.includes(view.group.uri) ? 'both' : 'group')}</p>
<p class="quiet-text">${member.host !== null && html`<span class="address">@${member.handle}@${member.host}</span> · `}${when(reader, view)}</p>
${page.actor.charter !== null && facts([charterRow(reader, membership.charter)])}
${reasonForm(reader, page, `${base}/rimuovi`, words.remove, words.reason, false)}</li>`;
}

function when({ locale, memberships: { pages: words } }: Reader, { membership }: MembershipView): string {
  const { state, askedAt, admittedAt, changedAt } = membership;
  if (state === 'asked') return words.asked(formatDate(askedAt, locale));
  if (state === 'admitted') return words.since(formatDate(admittedAt ?? changedAt, locale));
  return words.ended(formatDate(changedAt, locale));
}

function charterRow(reader: Reader, charter: string | null): readonly [string, SafeHtml | string] {
  const { pages: words } = reader.memberships;
  if (charter === null) return [words.accepted, words.none];
  const version = versionIn(reader.web.domain.addresses, charter);
  return [
    words.accepted,
    version === undefined
      ? html`<span class="address">${charter}</span>`
      : html`<a href="/carta/${version}">${words.version(version)}</a>`,
  ];
}

function reasonForm(
  reader: Reader,
  { tried }: MembershipPage,
  action: string,
  title: string,
  label: string,
  optional: boolean,
  warning?: string,
): SafeHtml {
  const typed = tried?.action === action ? tried : undefined;
  const prefix = `${action.replace(/\W+/g, '-').slice(1)}-`;
  return html`<details${typed !== undefined && html` open`}><summary>${title}</summary>
${warning !== undefined && html`<p class="notice">${warning}</p>`}
${formPage(reader, { action, prefix, fields: [{ name: 'note', label, type: 'long-text', optional, value: typed?.typed.note }], submit: title, error: typed?.error })}</details>`;
}

/** The charter has changed since one of ours accepted it: it can accept the new version. */
export function acceptBox(reader: Reader, { actor, groups }: MembershipPage): SafeHtml | undefined {
  const { pages: words } = reader.memberships;
  const { charter, id } = reader.group;
  const home = groups.find(({ membership, group }) => group.id === id && membership.state === 'admitted');
  if (home === undefined || charter === null || home.membership.charter === charter) return undefined;
  const version = versionIn(reader.web.domain.addresses, charter) ?? 1;
  return html`<section class="box reply"><h2>${words.newCharter}</h2><p>${words.newCharterLead}</p>
<form class="form" method="post" action="/adesioni/${actor.id}/carta"><input type="hidden" name="csrf" value="${reader.csrf}">
${charterTick({ charter, href: `/carta/${version}`, read: words.readCharter, accept: words.acceptCharter(reader.group.name), ticked: false, error: undefined })}
<p><button class="button">${words.acceptNew(version)}</button></p></form></section>`;
}
