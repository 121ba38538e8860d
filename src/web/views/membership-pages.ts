import type { Actor } from '../../domain/actors/actor.table.ts';
import { errorMessage } from '../../messages/messages.ts';
import type { UserError } from '../../platform/errors.ts';
import { html, type SafeHtml } from '../html.ts';
import type { MembershipPage } from '../membership-contents.ts';
import { addressWith } from '../query.ts';
import type { Reader } from '../reader.ts';
import type { Typed } from '../typed.ts';
import { charterTick } from './charter-tick.ts';
import { errorSummary, fieldRow, formPage } from './forms.ts';
import { layout } from './layout.ts';
import { acceptBox, applicationRow, groupRow, memberRow, requestRow } from './membership-rows.ts';
import { actorLink, pageHead, pager } from './parts.ts';

export function membershipPage(reader: Reader, page: MembershipPage): SafeHtml {
  const { pages: words } = reader.memberships;
  const { actor, tried } = page;
  const isGroup = actor.affiliations !== null;
  const title = words.title(actor.name);
  return layout(reader, {
    title,
    hidden: true,
    section: actor.id === reader.group.id ? '/coordinamento' : '/io',
    main: html`<div class="wrap narrow">${pageHead(title, words.lead)}
${tried !== undefined && errorSummary(reader, tried.error, undefined)}
${
  page.after === undefined &&
  html`${acceptBox(reader, page)}
${isGroup && requestSection(reader, page)}
<section class="band"><h2>${words.belongsTo}</h2>
${page.groups.length === 0 ? html`<p class="quiet-text">${words.noGroups}</p>` : html`<ul class="rows">${page.groups.map((view) => groupRow(reader, page, view))}</ul>`}
<div class="box"><h3>${words.ask}</h3><p>${words.askLead}</p>${addressForm(reader, `/adesioni/${actor.id}/chiedi`)}</div></section>`
}
${isGroup && memberSection(reader, page)}</div>`,
  });
}

function requestSection(reader: Reader, page: MembershipPage): SafeHtml {
  const { pages: words } = reader.memberships;
  const { applications, requests, hasMoreRequests } = page;
  return html`<section class="band"><h2>${words.requests}</h2>
${applications.length + requests.length === 0 && html`<p class="quiet-text">${words.noRequests}</p>`}
<ul class="rows">${applications.map((one) => applicationRow(reader, page, one))}${requests.map((view) => requestRow(reader, page, view))}</ul>
${hasMoreRequests && html`<p class="quiet-text">${words.moreRequests}</p>`}</section>`;
}

function memberSection(reader: Reader, page: MembershipPage): SafeHtml {
  const { pages: words } = reader.memberships;
  const { actor, members, claims, next, after, tried } = page;
  const action = `/adesioni/${actor.id}/accogli`;
  const typed = tried?.action === action ? tried : undefined;
  return html`<section class="band"><h2>${words.members}</h2>
${members.length === 0 ? html`<p class="quiet-text">${words.noMembers}</p>` : html`<ul class="rows">${members.map((view) => memberRow(reader, page, view))}</ul>`}
${pager(reader, `/adesioni/${actor.id}`, { after }, next)}
<details class="box"${typed !== undefined && html` open`}><summary>${words.admitTitle}</summary><p>${words.admitLead}</p>
${formPage(reader, { action, prefix: 'admit-', fields: [{ name: 'address', label: words.admitAddress, hint: words.addressHint, type: 'text', value: typed?.typed.address }], submit: words.admit, error: typed?.error })}</details></section>
${
  claims.length > 0 &&
  html`<section class="band"><h2>${words.claims}</h2><p>${words.claimsLead}</p>
<ul class="rows">${claims.map((one) => html`<li><p class="row-title">${actorLink(one)}</p>${one.host !== null && html`<p class="address">@${one.handle}@${one.host}</p>`}</li>`)}</ul></section>`
}`;
}

/** Asks for the address of a group; a page follows that shows whose it is. */
function addressForm(reader: Reader, action: string, typed = '', error?: UserError): SafeHtml {
  const { pages: words } = reader.memberships;
  const field = { name: 'gruppo', label: words.askAddress, hint: words.addressHint, type: 'text' } as const;
  return html`<form class="form" method="get" action="${action}">
${fieldRow('', { ...field, value: typed }, error && errorMessage(error, reader.locale))}
<p><button class="button">${words.next}</button></p></form>`;
}

export function unknownGroupPage(reader: Reader, actor: Actor, typed: string, error: UserError): SafeHtml {
  const { pages: words } = reader.memberships;
  return layout(reader, {
    title: words.ask,
    hidden: true,
    section: '/io',
    main: html`<div class="wrap form-page">${pageHead(words.ask, words.askLead)}
${addressForm(reader, `/adesioni/${actor.id}/chiedi`, typed, error)}</div>`,
  });
}

/** The request itself: to whom, with which charter. */
export function askPage(
  reader: Reader,
  { actor, group, typed, error }: { actor: Actor; group: Actor; typed: Typed; error?: UserError },
): SafeHtml {
  const { pages: words } = reader.memberships;
  const title = words.askTitle(group.name);
  const { charter } = group;
  const box =
    charter === null
      ? undefined
      : charterTick({
          charter,
          href: charter,
          read: words.readCharter,
          accept: words.acceptCharter(group.name),
          ticked: typed.accept !== undefined,
          error: error?.field === 'charter' ? errorMessage(error, reader.locale) : undefined,
        });
  return layout(reader, {
    title,
    hidden: true,
    section: '/io',
    main: html`<div class="wrap form-page">
<nav class="crumbs" aria-label="${reader.words.proposals.crumb}"><a href="${addressWith(`/adesioni/${actor.id}`, {})}">${words.title(actor.name)}</a></nav>
${pageHead(title)}
<p>${actorLink(group)} <span class="address">@${group.handle}@${group.host ?? reader.web.domain.addresses.host}</span></p>
${formPage(reader, {
  action: `/adesioni/${actor.id}`,
  hidden: { group: group.id },
  fields: [
    { name: 'message', label: words.askMessage, type: 'long-text', optional: true, value: typed.message },
  ],
  end: box,
  submit: words.send,
  error,
})}</div>`,
  });
}
