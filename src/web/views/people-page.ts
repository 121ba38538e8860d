import type { OpenInvitation, PersonEntry } from '../../domain/accounts/people.ts';
import { formatDate } from '../../messages/format.ts';
import { messages } from '../../messages/messages.ts';
import type { UserError } from '../../platform/errors.ts';
import { html, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import type { Typed } from '../typed.ts';
import { formPage } from './forms.ts';
import { layout } from './layout.ts';
import { actorLink, pageHead, pager } from './parts.ts';

export interface PeoplePage {
  readonly people: readonly PersonEntry[];
  readonly next: string | undefined;
  readonly after: string | undefined;
  readonly invitations: readonly OpenInvitation[];
  /** A link that was just made. */
  readonly link?: string | undefined;
  /** What was just done. */
  readonly said?: string | undefined;
  /** The form that was sent back: "invita", or the id of an account. */
  readonly tried?: { readonly form: string; readonly typed: Typed; readonly error: UserError } | undefined;
}

export function peoplePage(reader: Reader, page: PeoplePage): SafeHtml {
  const { people: words } = messages(reader.locale).coordination;
  const { tried } = page;
  const inviting = tried?.form === 'invita' ? tried : undefined;
  return layout(reader, {
    title: words.title,
    hidden: true,
    section: '/coordinamento',
    main: html`<div class="wrap narrow">${pageHead(words.title, words.lead)}
${page.said && html`<p class="notice" role="status">${page.said}</p>`}
${page.link && html`<section class="notice copy" role="status"><p>${words.link}</p><code>${page.link}</code></section>`}
<section class="box"><h2>${words.invite}</h2>${formPage(reader, {
      action: '/coordinamento/persone/invita',
      fields: [
        {
          name: 'email',
          label: words.email,
          type: 'email',
          optional: true,
          value: inviting?.typed.email,
        },
        {
          name: 'role',
          label: words.role,
          type: 'choice',
          choices: [
            ['member', words.roles.member],
            ['coordinator', words.roles.coordinator],
          ],
          value: inviting?.typed.role,
        },
      ],
      submit: words.inviteSubmit,
      error: inviting?.error,
    })}</section>
<section class="box"><h2>${words.open}</h2>${
      page.invitations.length === 0
        ? html`<p class="quiet-text">${words.noOpen}</p>`
        : html`<ul class="rows">${page.invitations.map(
            ({ key, role, expiresAt }) =>
              html`<li class="session"><p>${words.roles[role]} · ${words.until(formatDate(expiresAt, reader.locale))}</p>${button(reader, '/coordinamento/persone/ritira', { key }, words.revoke)}</li>`,
          )}</ul>`
    }</section>
<ul class="rows">${page.people.map((person) => personRow(reader, person, tried))}</ul>
${pager(reader, '/coordinamento/persone', { after: page.after }, page.next)}</div>`,
  });
}

function personRow(reader: Reader, entry: PersonEntry, tried: PeoplePage['tried']): SafeHtml {
  const { people: words } = messages(reader.locale).coordination;
  const { id, person, email, role, confirmed, createdAt, organisations } = entry;
  const path = `/coordinamento/persone/${id}`;
  const mine = tried?.form === id ? tried : undefined;
  const other = role === 'coordinator' ? 'member' : 'coordinator';
  return html`<li><p class="row-title">${actorLink(person)} <span class="badge">${words.roles[role]}</span></p>
<p class="quiet-text"><span class="address">${email}</span>${!confirmed && html` (${words.notConfirmed})`} · ${words.since(formatDate(createdAt, reader.locale))}</p>
${organisations.length > 0 && html`<p class="quiet-text">${words.actsFor}: ${organisations.map((one, index) => html`${index > 0 && ', '}${actorLink(one)}`)}</p>`}
<details${mine && html` open`}><summary>${words.manage}<span class="visually-hidden">: ${person.name}</span></summary>
<div class="own-steps">${button(reader, `${path}/ruolo`, { role: other }, other === 'coordinator' ? words.makeCoordinator : words.makeMember)}
${organisations.map((one) => button(reader, `${path}/congeda`, { actor: one.id }, words.dismiss(one.name)))}</div>
${formPage(reader, {
  action: `${path}/affida`,
  prefix: `p${id}-`,
  fields: [{ name: 'handle', label: words.add, type: 'text', value: mine?.typed.handle }],
  submit: words.addSubmit,
  error: mine?.error,
})}</details></li>`;
}

/** One step, as a button. */
export function button(
  reader: Reader,
  action: string,
  hidden: Readonly<Record<string, string>>,
  label: string,
): SafeHtml {
  return html`<form method="post" action="${action}"><input type="hidden" name="csrf" value="${reader.csrf}">${Object.entries(hidden).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}<button class="button quiet">${label}</button></form>`;
}
