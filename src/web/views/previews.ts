import type { Actor } from '../../domain/actors/actor.table.ts';
import type { AnnouncementView } from '../../domain/announcements/announcement-reads.ts';
import type { ProposalView } from '../../domain/proposals/catalogue.ts';
import { messages } from '../../messages/messages.ts';
import { proposalContent } from '../../messages/proposal-content.ts';
import { html, raw, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import { proposalCard } from './cards.ts';
import { portrait } from './portrait.ts';

/** How a proposal that is not published yet will look: in catalogues, and as a note of the fediverse. */
export function proposalPreview(reader: Reader, view: ProposalView): SafeHtml {
  const { writing: words } = messages(reader.locale);
  return html`<section class="preview" aria-labelledby="preview"><h2 id="preview">${words.previewTitle}</h2>
<p class="quiet-text">${words.previewNothingYet}</p>
<div class="preview-pair"><div><h3>${words.previewHere}</h3><ul class="cards">${proposalCard(reader, view, undefined)}</ul></div>
<div><h3>${words.previewFediverse}</h3>${notePreview(reader, view.owner, proposalContent(view, view.post.language === 'en' ? 'en' : 'it'), view.images)}</div></div></section>`;
}

export function announcementPreview(reader: Reader, { post, author, images }: AnnouncementView): SafeHtml {
  const { writing: words } = messages(reader.locale);
  const heading = post.title ? html`<p><strong>${post.title}</strong></p>` : '';
  return html`<section class="preview" aria-labelledby="preview"><h2 id="preview">${words.previewTitle}</h2>
<p class="quiet-text">${words.previewNothingYet}</p>${notePreview(reader, author, `${heading}${post.content}`, images)}</section>`;
}

/** As Mastodon shows a note: who, the text, the pictures. Nothing in it leads anywhere, for it has no address yet. */
function notePreview(
  reader: Reader,
  author: Actor,
  content: string,
  images: ProposalView['images'],
): SafeHtml {
  return html`<div class="note"><div class="owner">${portrait(author)}<div><p class="owner-name"><bdi>${author.name}</bdi></p>
<p class="address">@${author.handle}@${reader.web.domain.addresses.host}</p></div></div>
<div class="note-text" dir="auto">${raw(content.replace(/<a [^>]*>/g, '<span class="as-link">').replaceAll('</a>', '</span>'))}</div>
${images.length > 0 && html`<ul class="pictures n${images.length}">${images.map(({ media, alt }) => html`<li><img src="/media/${media}" alt="${alt}"></li>`)}</ul>`}</div>`;
}
