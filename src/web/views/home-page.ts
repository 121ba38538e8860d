import type { Actor } from '../../domain/actors/actor.table.ts';
import type { AnnouncementView } from '../../domain/announcements/announcement-reads.ts';
import type { EventView } from '../../domain/events/event-reads.ts';
import type { Tie } from '../../domain/memberships/membership-reads.ts';
import type { OrderView } from '../../domain/orders/order-reads.ts';
import type { ProposalView } from '../../domain/proposals/catalogue.ts';
import { formatNumber } from '../../messages/format.ts';
import { messages } from '../../messages/messages.ts';
import { html, raw, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import { announcementCards, districtCards, proposalCards } from './cards.ts';
import { eventCards } from './event-cards.ts';
import { landscape } from './icons.ts';
import { orderCards, orderWords } from './order-parts.ts';
import { placeName } from './parts.ts';
import { tieBand } from './ties.ts';

/** Offers and requests beyond so many are not counted: there are more. */
export const COUNTED = 1000;

export interface HomeContents {
  readonly proposals: readonly ProposalView[];
  /** For a district: what came from others. */
  readonly fromElsewhere: readonly ProposalView[];
  /** Those that close first. */
  readonly orders: readonly OrderView[];
  /** The next ones. */
  readonly events: readonly EventView[];
  readonly announcements: readonly AnnouncementView[];
  readonly districts: readonly Actor[];
  /** Networks that it follows: a network's members may be networks. */
  readonly networks: readonly Actor[];
  /** What the district or network belongs to; for a network, who belongs to it. */
  readonly groups: readonly Tie[];
  readonly belonging: readonly Tie[];
  readonly counts: {
    readonly members: number;
    readonly offers: number;
    readonly requests: number;
    readonly districts: number;
  };
}

export function homePage(reader: Reader, contents: HomeContents): SafeHtml {
  const { words, group } = reader;
  const { proposals, fromElsewhere, orders, events, announcements, districts, networks, groups, belonging } =
    contents;
  const network = reader.web.role === 'network';
  const place = placeName(group);
  const districtBand = html`<section class="band"><h2>${network ? words.home.networkDistricts : words.home.tied}</h2>
${districts.length === 0 ? html`<p class="quiet-text">${words.home.noTied}</p>` : districtCards(reader, districts)}</section>
${
  networks.length > 0 &&
  html`<section class="band"><h2>${network ? words.home.networkNetworks : words.home.tiedNetworks}</h2>
${districtCards(reader, networks)}</section>`
}`;
  return html`<section class="hero"><div class="wrap hero-row">
<div class="hero-words">
<p class="eyebrow">${network ? words.home.network : words.home.district}${place && html` · <span dir="auto">${place}</span>`}</p>
<h1 dir="auto">${group.name}</h1>
<div class="lead" dir="auto">${group.summary ? raw(group.summary) : html`<p>${network ? words.home.networkLead : words.home.districtLead}</p>`}</div>
<p class="hero-actions"><a class="button" href="/offerte">${words.home.explore}</a><a class="button quiet" href="/soggetti">${words.home.meet}</a>${reader.signedIn === undefined && reader.settings.takesApplications && html`<a class="button quiet" href="/aderisci">${messages(reader.locale).applications.title}</a>`}</p>
</div>
<div class="hero-picture">${group.headerUrl ? html`<img src="${group.headerUrl}" alt="">` : landscape()}</div>
</div></section>
<div class="wrap">
${numbers(reader, contents)}
${network && districtBand}
<section class="band"><div class="band-head"><h2>${words.home.newest}</h2><a class="more" href="/offerte">${words.home.allProposals}</a></div>
${proposals.length === 0 ? html`<p class="quiet-text">${words.home.noProposals}</p>` : proposalCards(reader, proposals, 3)}</section>
${
  fromElsewhere.length > 0 &&
  html`<section class="band"><div class="band-head"><h2>${words.home.fromElsewhere}</h2><a class="more" href="/offerte?from=elsewhere">${words.home.allFromElsewhere}</a></div>
${proposalCards(reader, fromElsewhere, 3)}</section>`
}
${
  orders.length > 0 &&
  html`<section class="band"><div class="band-head"><h2>${orderWords(reader).home}</h2><a class="more" href="/ordini">${orderWords(reader).all}</a></div>
${orderCards(reader, orders, 3)}</section>`
}
<section class="band"><div class="band-head"><h2>${words.home.news}</h2><a class="more" href="/eventi">${messages(reader.locale).events.all}</a><a class="more" href="/annunci">${words.home.allNews}</a></div>
${events.length + announcements.length === 0 && html`<p class="quiet-text">${words.home.noNews}</p>`}
${events.length > 0 && eventCards(reader, events, 3)}
${announcements.length > 0 && announcementCards(reader, announcements, 3)}</section>
${!network && districtBand}
${tieBand(reader, reader.memberships.belongsTo, groups)}${tieBand(reader, reader.memberships.members, belonging)}
${groups.length + belonging.length > 0 && html`<p><a class="more" href="/adesioni">${reader.memberships.all}</a></p>`}
</div>`;
}

function numbers({ words, locale, web }: Reader, { counts }: HomeContents): SafeHtml {
  const { home } = words;
  const shown = [
    [counts.members, home.membersCount, '/soggetti'],
    [counts.offers, home.offersCount, '/offerte?purpose=offer'],
    [counts.requests, home.requestsCount, '/offerte?purpose=request'],
    [counts.districts, home.districtsCount, undefined],
  ] as const;
  const visible = shown.filter(([count], index) => count > 0 || (web.role === 'district' && index < 3));
  return html`<section class="numbers" aria-label="${home.numbers}"><ul>${visible.map(
    ([count, word, href]) => {
      const shownCount = formatNumber(String(Math.min(count, COUNTED)), locale);
      const text = html`<strong>${count > COUNTED ? home.moreThan(shownCount) : shownCount}</strong> <span>${word(count)}</span>`;
      return html`<li>${href === undefined ? html`<p>${text}</p>` : html`<a href="${href}">${text}</a>`}</li>`;
    },
  )}</ul></section>`;
}
