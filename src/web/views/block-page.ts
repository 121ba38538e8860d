import type { listAllowedHosts } from '../../domain/moderation/allowed-hosts.ts';
import type { listBlockedHosts } from '../../domain/moderation/blocked-hosts.ts';
import { formatDate } from '../../messages/format.ts';
import { messages } from '../../messages/messages.ts';
import type { UserError } from '../../platform/errors.ts';
import { html, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import type { Typed } from '../typed.ts';
import { formPage } from './forms.ts';
import { layout } from './layout.ts';
import { pageHead } from './parts.ts';
import { button } from './people-page.ts';

const PATH = '/coordinamento/blocchi';

interface Servers {
  readonly blocked: Awaited<ReturnType<typeof listBlockedHosts>>;
  readonly allowed: Awaited<ReturnType<typeof listAllowedHosts>>;
  /** Hosts of those that the district follows or is followed by. */
  readonly neighbours: readonly string[];
  /** What could not be done, by the path of its form. */
  readonly tried: { readonly form: string; readonly typed: Typed; readonly error: UserError } | undefined;
}

export function blockPage(reader: Reader, servers: Servers): SafeHtml {
  const { blocks: words } = messages(reader.locale).coordination;
  const { blocked } = servers;
  return layout(reader, {
    title: words.title,
    hidden: true,
    section: '/coordinamento',
    main: html`<div class="wrap narrow">${pageHead(words.title, words.lead)}
<section class="box">${hostForm(reader, servers, '', words.submit)}</section>
${blocked.length === 0 ? html`<p class="quiet-text">${words.empty}</p>` : hostRows(reader, blocked, '/togli', words.unblock)}
${allowList(reader, servers)}</div>`,
  });
}

function allowList(reader: Reader, servers: Servers): SafeHtml {
  const { moderation: words } = messages(reader.locale);
  const { allowListOnly } = reader.settings;
  const { allowed, neighbours } = servers;
  const listed = new Set(allowed.map(({ host }) => host));
  const cutOff = neighbours.filter((host) => !listed.has(host));
  return html`<section class="band" aria-labelledby="only"><h2 id="only">${words.only}</h2><p>${words.onlyLead}</p>
<div class="session"><p><strong>${allowListOnly ? words.isOn : words.isOff}</strong></p>${button(reader, `${PATH}/solo-ammessi`, { only: allowListOnly ? 'off' : 'on' }, allowListOnly ? words.turnOff : words.turnOn)}</div>
${cutOff.length > 0 && html`<h3>${words.neighbours}</h3><ul class="rows">${cutOff.map((host) => html`<li class="session"><p class="row-title">${host}</p>${button(reader, `${PATH}/ammetti`, { host, reason: '' }, words.allow)}</li>`)}</ul>`}
<div class="box">${hostForm(reader, servers, '/ammetti', words.allow)}</div>
${allowed.length === 0 ? html`<p class="quiet-text">${words.noneAllowed}</p>` : hostRows(reader, allowed, '/non-ammettere', words.disallow)}</section>`;
}

function hostForm(reader: Reader, { tried }: Servers, path: string, submit: string): SafeHtml {
  const { blocks: words } = messages(reader.locale).coordination;
  const { typed = {}, error } = tried?.form === path ? tried : {};
  return formPage(reader, {
    action: `${PATH}${path}`,
    prefix: path === '' ? '' : 'allow-',
    fields: [
      { name: 'host', label: words.host, hint: words.hostHint, type: 'text', value: typed.host },
      {
        name: 'reason',
        label: words.reason,
        hint: words.reasonHint,
        type: 'text',
        value: typed.reason,
        optional: true,
      },
    ],
    submit,
    error,
  });
}

function hostRows(reader: Reader, hosts: Servers['blocked'], path: string, label: string): SafeHtml {
  const { blocks: words } = messages(reader.locale).coordination;
  return html`<ul class="rows">${hosts.map(
    ({ host, reason, createdAt }) =>
      html`<li class="session"><div><p class="row-title">${host}</p><p class="quiet-text">${reason && html`${reason} · `}${words.since(formatDate(createdAt, reader.locale))}</p></div>${button(reader, `${PATH}${path}`, { host }, label)}</li>`,
  )}</ul>`;
}
