import type { ShownImage } from '../../domain/posts/post.table.ts';
import { html, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import { outsideLink } from './parts.ts';

/** Pictures kept here are shown; those of other servers are a link, so that reading a page tells them nothing. */
export function pictures(reader: Reader, images: readonly ShownImage[]): SafeHtml | undefined {
  if (images.length === 0) return undefined;
  const { words } = reader;
  const kept = images.filter(({ media }) => media !== null);
  const others = images.filter(({ media }) => media === null);
  return html`${
    kept.length > 0 &&
    html`<div class="pictures n${kept.length}">${kept.map(
      ({ media, alt, width, height }) =>
        html`<a href="/media/${media}"><img src="/media/${media}" alt="${alt || words.proposals.picture}"${width !== null && html` width="${width}"`}${height !== null && html` height="${height}"`}></a>`,
    )}</div>`
  }${
    others.length > 0 &&
    html`<ul class="remote-pictures">${others.map(
      ({ url, alt }) =>
        html`<li>${outsideLink(url, html`${words.proposals.remotePicture}: <span dir="auto">${alt || words.proposals.noAlt}</span>`)}</li>`,
    )}</ul>`
  }`;
}
