import type { Actor } from '../../domain/actors/actor.table.ts';
import type { AnnouncementView } from '../../domain/announcements/announcement-reads.ts';
import { type Coordinates, distanceKm } from '../../domain/places/places.ts';
import type { ProposalView } from '../../domain/proposals/catalogue.ts';
import { formatDate, formatNumber } from '../../messages/format.ts';
import { messages } from '../../messages/messages.ts';
import { html, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import { icon, sectorIcon } from './icons.ts';
import { actorPath, excerpt, kindName, originName, placeName, sectorNames } from './parts.ts';
import { portrait } from './portrait.ts';
import { scopeBadge } from './scopes.ts';
import { exchangeText } from './terms.ts';

/** `level`: of the heading, to follow the one above it. */
type Level = 2 | 3;

function heading(level: Level, content: SafeHtml): SafeHtml {
  return level === 2 ? html`<h2 dir="auto">${content}</h2>` : html`<h3 dir="auto">${content}</h3>`;
}

export function purposeBadge(reader: Reader, purpose: 'offer' | 'request'): SafeHtml {
  return html`<span class="badge ${purpose}">${reader.words.proposals[purpose]}</span>`;
}

/** `near`: from where it is said how far away each is. */
export function proposalCards(
  reader: Reader,
  views: readonly ProposalView[],
  level: Level,
  near?: Coordinates,
): SafeHtml {
  return html`<ul class="cards">${views.map((view) => proposalCard(reader, view, level, near))}</ul>`;
}

/** `level` undefined: nothing to go to yet, and the title is no heading of the page. */
export function proposalCard(
  reader: Reader,
  view: ProposalView,
  level: Level | undefined,
  near?: Coordinates,
): SafeHtml {
  const { post, proposal, owner, images } = view;
  const { words, locale } = reader;
  const picture = images.find((image) => image.media !== null);
  const place = placeName(proposal);
  const { latitude, longitude } = proposal;
  const km =
    near && latitude !== null && longitude !== null ? distanceKm(near, { latitude, longitude }) : undefined;
  const title = post.title ?? excerpt(post.content, 80);
  return html`<li class="card ${proposal.purpose}">
<div class="card-top">${
    picture === undefined
      ? html`<div class="card-drawing">${sectorIcon(proposal.sectors)}</div>`
      : html`<img src="/media/${picture.media}" alt="" loading="lazy"${picture.width !== null && html` width="${picture.width}"`}${picture.height !== null && html` height="${picture.height}"`}>`
  }</div>
<div class="card-body">
<p class="card-kind">${purposeBadge(reader, proposal.purpose)}${scopeBadge(reader, view)}${proposal.action === 'transferCustody' && html`<span class="badge">${words.proposals.transferCustody}</span>`}</p>
${level === undefined ? html`<p class="card-title" dir="auto">${title}</p>` : heading(level, html`<a href="/offerte/${post.id}">${title}</a>`)}
<p class="price">${exchangeText(reader, view)}</p>
<ul class="meta">
<li>${icon('person')}<bdi>${owner.name}</bdi></li>
${place && html`<li>${icon('place')}<span dir="auto">${place}${km !== undefined && html` · ${messages(locale).search.distance(formatNumber(km.toFixed(0), locale))}`}</span></li>`}
${proposal.expiresAt !== null && html`<li>${icon('clock')}${words.proposals.untilDate(formatDate(proposal.expiresAt, locale))}</li>`}
</ul>
<p class="from${owner.host !== null && ' away'}">${words.proposals.from} <bdi>${originName(reader, owner, view.group)}</bdi></p>
</div>
</li>`;
}

export function announcementCards(
  reader: Reader,
  views: readonly AnnouncementView[],
  level: Level,
): SafeHtml {
  return html`<ul class="news">${views.map((view) => announcementCard(reader, view, level))}</ul>`;
}

export function announcementTitle(reader: Reader, { post, author }: AnnouncementView): string {
  return post.title ?? reader.words.announcements.untitled(author.name);
}

function announcementCard(reader: Reader, view: AnnouncementView, level: Level): SafeHtml {
  const { post, author, group } = view;
  const picture = view.images.find((image) => image.media !== null);
  return html`<li class="news-item">
${picture && html`<img src="/media/${picture.media}" alt="" loading="lazy">`}
<div>
<p class="news-date"><time datetime="${post.publishedAt.toISOString()}">${formatDate(post.publishedAt, reader.locale)}</time></p>
${heading(level, html`<a href="/annunci/${post.id}">${announcementTitle(reader, view)}</a>`)}
<p dir="auto">${excerpt(post.content, 180)}</p>
<p class="from${author.host !== null && ' away'}"><bdi>${author.name}</bdi>${author.id !== group?.id && html` · <bdi>${originName(reader, author, group)}</bdi>`}</p>
</div>
</li>`;
}

export function memberCards(reader: Reader, members: readonly Actor[], level: Level): SafeHtml {
  return html`<ul class="cards members">${members.map((member) => memberCard(reader, member, level))}</ul>`;
}

function memberCard(reader: Reader, member: Actor, level: Level): SafeHtml {
  const place = placeName(member);
  const sectors = sectorNames(reader, member.sectors);
  const summary = excerpt(member.summary, 140);
  return html`<li class="card member">
${portrait(member)}
<div class="card-body">
<p class="card-kind">${kindName(reader, member)}</p>
${heading(level, html`<a href="${actorPath(member)}">${member.name}</a>`)}
${summary && html`<p class="summary" dir="auto">${summary}</p>`}
<ul class="meta">
${place && html`<li>${icon('place')}<span dir="auto">${place}</span></li>`}
${sectors.length > 0 && html`<li>${sectorIcon(member.sectors)}${sectors.join(', ')}</li>`}
</ul>
</div>
</li>`;
}

export function districtCards(reader: Reader, districts: readonly Actor[]): SafeHtml {
  return html`<ul class="districts">${districts.map((district) => {
    const place = placeName(district);
    return html`<li>${portrait(district)}<div><h3 dir="auto"><a href="${actorPath(district)}">${district.name}</a></h3>
<p>${place && html`${icon('place')}<span dir="auto">${place}</span> · `}<span class="address">${district.host ?? reader.web.domain.addresses.host}</span></p></div></li>`;
  })}</ul>`;
}
