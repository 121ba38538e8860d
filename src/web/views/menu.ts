import { messages } from '../../messages/messages.ts';
import { type HtmlValue, html, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import { type IconName, icon } from './icons.ts';

interface Entry {
  readonly path: string;
  /** Where it is not for everyone. */
  readonly isShown?: (reader: Reader) => boolean;
  readonly label: (reader: Reader) => string;
}

/** What everyone finds here, in the order of the menu. A feature with a section of its own adds its line. */
const SECTIONS: readonly Entry[] = [
  { path: '/offerte', label: ({ words }) => words.layout.sections.catalogue },
  { path: '/ordini', label: ({ words }) => words.layout.sections.orders },
  { path: '/eventi', label: ({ words }) => words.layout.sections.events },
  { path: '/annunci', label: ({ words }) => words.layout.sections.announcements },
  { path: '/soggetti', label: ({ words }) => words.layout.sections.directory },
  { path: '/mappa', label: ({ locale }) => messages(locale).map.title },
  { path: '/flussi', label: ({ locale }) => messages(locale).flows.title },
  { path: '/decisioni', label: ({ words }) => words.layout.sections.decisions },
  { path: '/patti', label: ({ words }) => words.layout.sections.pacts },
  { path: '/attestazioni', label: ({ words }) => words.layout.sections.attestations },
  {
    path: '/bilancio',
    label: ({ locale }) => messages(locale).annualReport.title,
    isShown: ({ web }) => web.role === 'district',
  },
  {
    path: '/carta',
    label: ({ locale }) => messages(locale).charter.title,
    isShown: ({ group }) => group.charter !== null,
  },
  {
    path: '/aderisci',
    label: ({ locale }) => messages(locale).applications.title,
    isShown: ({ signedIn, settings }) => signedIn === undefined && settings.takesApplications,
  },
];

/** What somebody signed in has for themselves. */
const OWN: readonly (Entry & { readonly icon: IconName })[] = [
  { path: '/io', icon: 'home', label: ({ words }) => words.account.title },
  { path: '/accordi', icon: 'exchange', label: ({ agreements }) => agreements.title },
  { path: '/impegni', icon: 'consumo-critico', label: ({ locale }) => messages(locale).orders.mine.title },
  {
    path: '/partecipazioni',
    icon: 'calendar',
    label: ({ locale }) => messages(locale).events.attendances.title,
  },
  { path: '/novita', icon: 'feed', label: ({ locale }) => messages(locale).interactions.news.title },
  { path: '/messaggi', icon: 'news', label: ({ agreements }) => agreements.enquiries.title },
];

/**
 * The sections: a row of their own where there is room, else a sheet that a button opens. The sheet is a popover, which
 * needs no script; a browser that knows none shows the row.
 */
export function mainMenu(reader: Reader, section: string | undefined): SafeHtml {
  const { layout } = reader.words;
  return html`<nav class="menu" id="menu" popover aria-label="${layout.mainMenu}">
<div class="wrap"><ul>
${SECTIONS.filter(({ isShown }) => isShown?.(reader) ?? true).map((entry) => menuEntry(reader, entry, section))}
</ul></div>
</nav>`;
}

export function mainMenuButton({ words }: Reader): SafeHtml {
  return html`<button class="button quiet menu-button" type="button" popovertarget="menu">${icon('menu')}<span>${words.layout.menu}</span></button>`;
}

/** Who is signed in, and what they have here; a way in for everyone else. */
export function ownMenu(reader: Reader, section: string | undefined): SafeHtml {
  const { words, signedIn, csrf } = reader;
  if (signedIn === undefined) return html`<a class="button quiet" href="/accedi">${words.signIn}</a>`;
  const coordinates = signedIn.caller.role === 'coordinator';
  const coordination = { path: '/coordinamento', label: () => words.layout.coordination };
  return html`<button class="button quiet own-button" type="button" popovertarget="own">${icon('person')}<span>${signedIn.person.name}</span></button>
<nav class="own" id="own" popover aria-label="${words.layout.ownMenu}">
<ul>
${OWN.map((entry) => menuEntry(reader, entry, section, icon(entry.icon)))}
${coordinates && menuEntry(reader, coordination, section, icon('coordination'))}
<li><form method="post" action="/esci"><input type="hidden" name="csrf" value="${csrf}"><button>${icon('leave')}${words.signOut}</button></form></li>
</ul>
</nav>`;
}

function menuEntry(
  reader: Reader,
  { path, label }: Entry,
  section: string | undefined,
  drawing?: HtmlValue,
): SafeHtml {
  const current = section === path && html` aria-current="${reader.path === path ? 'page' : 'true'}"`;
  return html`<li><a href="${path}"${current}>${drawing}${label(reader)}</a></li>`;
}
