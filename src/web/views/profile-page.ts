import type { Actor } from '../../domain/actors/actor.table.ts';
import type { AnnouncementView } from '../../domain/announcements/announcement-reads.ts';
import type { AttestationView } from '../../domain/attestations/attestation-reads.ts';
import type { EventView } from '../../domain/events/event-reads.ts';
import type { Follow } from '../../domain/follows/follow.table.ts';
import type { Tie } from '../../domain/memberships/membership-reads.ts';
import type { Pact } from '../../domain/pacts/pact.table.ts';
import type { ProposalView } from '../../domain/proposals/catalogue.ts';
import { messages } from '../../messages/messages.ts';
import { html, raw, type SafeHtml } from '../html.ts';
import { addressWith } from '../query.ts';
import type { Reader } from '../reader.ts';
import { attestationCards } from './attestation-parts.ts';
import { announcementCards, proposalCards } from './cards.ts';
import { eventCards } from './event-cards.ts';
import { followBox } from './follow-box.ts';
import { icon } from './icons.ts';
import { pactCards } from './pact-parts.ts';
import { facts, kindName, outsideLink, placeName, sectorNames } from './parts.ts';
import { ownPicture, portrait } from './portrait.ts';
import { hostOf } from './proposal-page.ts';
import { tieBand } from './ties.ts';

export interface ProfileContents {
  readonly actor: Actor;
  readonly proposals: readonly ProposalView[];
  readonly announcements: readonly AnnouncementView[];
  /** Those that hold today. */
  readonly attestations: readonly AttestationView[];
  /** Public ones that are in force. */
  readonly pacts: readonly Pact[];
  /** The next ones. */
  readonly events: readonly EventView[];
  /** What it belongs to, and the first ones of those who belong to it. */
  readonly groups: readonly Tie[];
  readonly members: readonly Tie[];
  /** What the reader's own are to it. */
  readonly ties: readonly Follow[];
}

export function profilePage(
  reader: Reader,
  { actor, proposals, announcements, attestations, pacts, events, groups, members, ties }: ProfileContents,
): SafeHtml {
  const { words, web } = reader;
  const place = placeName(actor);
  const sectors = sectorNames(reader, actor.sectors);
  const header = ownPicture(actor, 'headerUrl');
  return html`<div class="wrap profile">
${header !== undefined && html`<img class="profile-header" src="${header}" alt="">`}
<header class="profile-head">${portrait(actor)}
<div><p class="card-kind">${kindName(reader, actor)}</p><h1 dir="auto">${actor.name}</h1>
<p class="address">@${actor.handle}@${actor.host ?? web.domain.addresses.host}</p></div></header>
${ways(reader, actor)}
${actor.host !== null && html`<p class="notice">${words.profile.remote(actor.host)} ${outsideLink(actor.url, words.profile.original)}</p>`}
<div class="sheet-columns">
<div class="sheet-main">
${actor.summary && html`<div class="prose" dir="auto">${raw(actor.summary)}</div>`}
</div>
<aside class="sheet-side">${facts([
    place !== undefined && [words.profile.place, html`<span dir="auto">${place}</span>`],
    sectors.length > 0 && [words.profile.sectors, sectors.join(', ')],
    actor.site !== null && [words.profile.site, outsideLink(actor.site, hostOf(actor.site))],
    actor.vatNumber !== null && [words.profile.vat, actor.vatNumber],
  ])}${followBox(reader, actor, ties)}</aside>
</div>
${tieBand(reader, reader.memberships.belongsTo, groups)}
${tieBand(reader, reader.memberships.members, members)}
${attestations.length > 0 && html`<section class="band"><h2>${messages(reader.locale).attestations.onProfile}</h2>${attestationCards(reader, attestations, 3)}</section>`}
${pacts.length > 0 && html`<section class="band"><h2>${messages(reader.locale).pacts.title}</h2>${pactCards(reader, pacts, 3)}</section>`}
<section class="band"><h2>${words.profile.proposals}</h2>
${proposals.length === 0 ? html`<p class="quiet-text">${words.profile.noProposals}</p>` : proposalCards(reader, proposals, 3)}
${priceListLink(reader, actor, proposals)}</section>
${events.length > 0 && html`<section class="band"><div class="band-head"><h2>${messages(reader.locale).events.coming}</h2>${actor.host === null && html`<a class="more" href="/@${actor.handle}/eventi.ics">${icon('calendar')}${messages(reader.locale).events.calendar}</a>`}</div>${eventCards(reader, events, 3)}</section>`}
${announcements.length > 0 && html`<section class="band"><h2>${words.profile.announcements}</h2>${announcementCards(reader, announcements, 3)}</section>`}
</div>`;
}

/** What somebody signed in may begin from here. */
function ways({ signedIn, locale, web }: Reader, actor: Actor): SafeHtml | undefined {
  if (signedIn === undefined || actor.type === 'Group') return undefined;
  const { pacts, attestations } = messages(locale);
  const handle = `@${actor.handle}@${actor.host ?? web.domain.addresses.host}`;
  return html`<p class="own-steps"><a class="button quiet" href="${addressWith('/patti/nuovo', { supplier: handle })}">${pacts.add}</a>
${signedIn.caller.role === 'coordinator' && html`<a class="button quiet" href="${addressWith('/attestazioni/nuova', { subject: handle })}">${attestations.add}</a>`}</p>`;
}

/** Only what is ours has one, and only who offers something. */
function priceListLink(
  { locale }: Reader,
  { host, handle, type }: Actor,
  proposals: readonly ProposalView[],
) {
  if (host !== null || type === 'Group' || !proposals.some(({ proposal }) => proposal.purpose === 'offer'))
    return;
  return html`<p><a href="/listini/${handle}.json" rel="nofollow">${messages(locale).gdxp.download}</a></p>`;
}
