import { messages } from '../../messages/messages.ts';
import { html, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import { FIRST_RUN_PATH } from './first-run-page.ts';
import { layout } from './layout.ts';
import { pageHead } from './parts.ts';

interface Desk {
  readonly path: string;
  /** Where it is not for every node. */
  readonly isShown?: (reader: Reader) => boolean;
  readonly words: (reader: Reader) => { readonly title: string; readonly lead: string };
}

/** What coordinators do, page by page, most often needed first. A feature with a page for them adds its line. */
const DESKS: readonly Desk[] = [
  { path: '/decisioni/nuova', words: ({ locale }) => messages(locale).decisions.open },
  {
    path: '/coordinamento/adesioni',
    words: ({ memberships: { pages } }) => ({ title: pages.desk, lead: pages.deskLead }),
  },
  { path: '/abbinamenti', words: ({ locale }) => messages(locale).matches },
  { path: '/coordinamento/scoperta', words: ({ locale }) => messages(locale).discovery },
  {
    path: '/coordinamento/flussi',
    words: ({ locale }) => messages(locale).flows.consent,
    isShown: ({ web }) => web.role === 'district',
  },
  { path: '/carta/nuova', words: ({ locale }) => messages(locale).charter.publish },
  { path: '/attestazioni/nuova', words: ({ locale }) => messages(locale).attestations.form },
  { path: '/coordinamento/persone', words: ({ locale }) => messages(locale).coordination.people },
  { path: '/coordinamento/segnalazioni', words: ({ locale }) => messages(locale).reports },
  { path: '/coordinamento/salute', words: ({ locale }) => messages(locale).coordination.health },
  { path: '/coordinamento/macchina', words: ({ locale }) => messages(locale).machineRoom },
  { path: '/coordinamento/registro', words: ({ locale }) => messages(locale).coordination.log },
  {
    path: '/coordinamento/sospesi',
    words: ({ locale }) => messages(locale).moderation.suspended,
  },
  { path: '/coordinamento/blocchi', words: ({ locale }) => messages(locale).coordination.blocks },
  { path: '/coordinamento/impostazioni', words: ({ locale }) => messages(locale).settings },
  { path: '/coordinamento/lettere', words: ({ locale }) => messages(locale).letters.pages },
];

export function coordinationPage(reader: Reader): SafeHtml {
  const { title, lead } = messages(reader.locale).coordination;
  return layout(reader, {
    title,
    hidden: true,
    section: '/coordinamento',
    main: html`<div class="wrap">${pageHead(title, lead)}
${reader.settings.welcomedAt === null && html`<p class="notice"><a href="${FIRST_RUN_PATH}">${messages(reader.locale).firstRun.resume}</a></p>`}
<ul class="cards">${DESKS.filter(({ isShown }) => isShown?.(reader) ?? true).map(({ path, words }) => {
      const desk = words(reader);
      return html`<li class="card"><div class="card-body"><h2><a href="${path}">${desk.title}</a></h2><p class="summary">${desk.lead}</p></div></li>`;
    })}</ul></div>`,
  });
}
