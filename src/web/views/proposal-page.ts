import type { OrderView } from '../../domain/orders/order-reads.ts';
import type { ProposalView } from '../../domain/proposals/catalogue.ts';
import { categoryByIri } from '../../domain/taxonomy/categories.ts';
import { formatDate } from '../../messages/format.ts';
import { html, raw, type SafeHtml } from '../html.ts';
import { addressWith } from '../query.ts';
import type { Reader } from '../reader.ts';
import { proposalData } from '../structured-data.ts';
import { purposeBadge } from './cards.ts';
import { layout } from './layout.ts';
import { ordersOnOffer } from './orders-on-offer.ts';
import { doneNotice, ownerSteps } from './own-proposal.ts';
import {
  actorLink,
  actorPath,
  excerpt,
  facts,
  kindName,
  originName,
  outsideLink,
  placeName,
  sectorNames,
} from './parts.ts';
import { pictures } from './pictures.ts';
import { portrait } from './portrait.ts';
import { respondBox, type Typed } from './respond-form.ts';
import { scopeBadge } from './scopes.ts';
import { exchangeText, quantityText } from './terms.ts';

export function proposalTitle({ post }: ProposalView): string {
  return post.title ?? excerpt(post.content, 80);
}

/** The page of a proposal, with what the reader typed in answer to it, if that came back. */
export function proposalSheet(
  reader: Reader,
  view: ProposalView,
  typed?: Typed,
  orders: readonly OrderView[] = [],
): SafeHtml {
  const { post, owner, images } = view;
  const picture = images.find((image) => image.media !== null);
  return layout(reader, {
    title: proposalTitle(view),
    description: excerpt(post.content, 200),
    section: '/offerte',
    canonical: post.url,
    hidden: owner.host !== null || !owner.indexable || post.visibility !== 'public',
    image: picture?.url,
    preview: 'article',
    data: proposalData(view),
    main: proposalPage(reader, view, typed, orders),
  });
}

function proposalPage(
  reader: Reader,
  view: ProposalView,
  typed: Typed | undefined,
  orders: readonly OrderView[],
): SafeHtml {
  const { post, proposal } = view;
  const { words, locale } = reader;
  return html`<article class="wrap sheet h-entry">
<nav class="crumbs" aria-label="${words.proposals.crumb}"><a href="/offerte">${words.proposals.title}</a></nav>
${doneNotice(reader)}
<header class="sheet-head">
<p class="card-kind">${purposeBadge(reader, proposal.purpose)}
${scopeBadge(reader, view)}
${proposal.action !== 'transfer' && html`<span class="badge">${words.proposals[proposal.action]}</span>`}
${proposal.state !== 'open' && html`<span class="badge ended">${words.proposals[proposal.state]}</span>`}</p>
<h1 dir="auto">${proposalTitle(view)}</h1>
<p class="price">${exchangeText(reader, view)}</p>
</header>
<div class="sheet-columns">
<div class="sheet-main">
${proposal.state !== 'open' && html`<p class="notice" role="status"><strong>${words.proposals[proposal.state]}.</strong> ${words.proposals[`${proposal.state}Text`]}</p>`}
${pictures(reader, view.images)}
<div class="prose" dir="auto"${post.language !== null && post.language !== locale && html` lang="${post.language}"`}>${raw(post.content)}</div>
${factList(reader, view)}
<p class="dates">${words.proposals.published(formatDate(post.publishedAt, locale))}${post.updatedAt !== null && html`, ${words.proposals.changed(formatDate(post.updatedAt, locale))}`}</p>
</div>
<aside class="sheet-side">
${ownerSteps(reader, view)}
${ownerBox(reader, view)}
${proposal.state === 'open' && respondBox(reader, view, typed)}
${ordersOnOffer(reader, view, orders)}
${proposal.state === 'open' && post.visibility !== 'direct' && originalBox(reader, view)}
</aside>
</div>
</article>`;
}

function factList(reader: Reader, view: ProposalView): SafeHtml {
  const { proposal, owner, group } = view;
  const { words, taxonomy, locale } = reader;
  const { available, quantity, minimum, unit, expiresAt } = proposal;
  const category = categoryByIri(proposal.conformsTo ?? '');
  const sectors = sectorNames(reader, proposal.sectors);
  const place = placeName(proposal);
  const amount = (value: string) => quantityText(reader, value, unit);
  return facts([
    [
      proposal.purpose === 'offer' ? words.proposals.price : words.proposals.given,
      exchangeText(reader, view),
    ],
    quantity !== null && [
      words.proposals.piece,
      html`${amount(quantity)}${proposal.unitBased && html` (${words.proposals.wholePieces})`}`,
    ],
    available !== null && [
      proposal.purpose === 'offer' ? words.proposals.available : words.proposals.wanted,
      amount(available),
    ],
    minimum !== null && [words.proposals.minimum, amount(minimum)],
    place !== undefined && [words.proposals.place, html`<span dir="auto">${place}</span>`],
    expiresAt !== null && [
      words.proposals.until,
      html`<time datetime="${expiresAt.toISOString()}">${formatDate(expiresAt, locale)}</time>`,
    ],
    category !== undefined && [words.proposals.category, taxonomy.categories[category.slug]],
    sectors.length > 0 && [words.proposals.sectors, sectorLinks(sectors, view, reader)],
    [words.proposals.from, html`<bdi>${originName(reader, owner, group)}</bdi>`],
  ]);
}

function sectorLinks(names: readonly string[], { proposal }: ProposalView, reader: Reader): SafeHtml {
  return html`<ul class="inline">${proposal.sectors
    .filter((slug) => sectorNames(reader, [slug]).length > 0)
    .map(
      (slug, index) =>
        html`<li><a href="${addressWith('/offerte', { sector: slug })}">${names[index]}</a></li>`,
    )}</ul>`;
}

function ownerBox(reader: Reader, { owner, proposal }: ProposalView): SafeHtml {
  const { words } = reader;
  const place = placeName(owner);
  return html`<section class="box"><h2>${proposal.purpose === 'offer' ? words.proposals.owner : words.proposals.seeker}</h2>
<div class="owner">${portrait(owner)}<div><p class="owner-name">${actorLink(owner)}</p>
<p>${[kindName(reader, owner), place].filter(Boolean).join(' · ')}</p></div></div>
<p><a href="${actorPath(owner)}">${words.proposals.more(owner.name)}</a></p>
${owner.site !== null && html`<p>${words.profile.site}: ${outsideLink(owner.site, hostOf(owner.site))}</p>`}</section>`;
}

/** A copy says where the original is. */
function originalBox({ words }: Reader, { post, owner }: ProposalView): SafeHtml | undefined {
  if (owner.host === null) return undefined;
  return html`<section class="box"><p>${words.proposals.replyRemote(owner.host)}</p>
<p>${outsideLink(post.url, words.proposals.original)}</p></section>`;
}

export function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : address;
}
