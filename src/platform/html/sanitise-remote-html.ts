import sanitizeHtml from 'sanitize-html';

/** Longer than any post; keeps the parser's worst case far from blocking the process. */
const MAX_LENGTH = 48 * 1024;
const MAX_DEPTH = 24;
const LINK_SCHEMES = new Set(['http:', 'https:', 'mailto:']);

/** What every link in a post carries: no endorsement, no access to our window, written by others. */
export const LINK_REL = 'nofollow noopener noreferrer ugc';

const CONTROLS = /[^\P{Cc}\t\n]/gu;

const POLICY: sanitizeHtml.IOptions = {
  allowedTags: [
    ...['p', 'br', 'a', 'span', 'strong', 'b', 'em', 'i', 'u', 's', 'del'],
    ...['ul', 'ol', 'li', 'blockquote', 'pre', 'code'],
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'],
  ],
  allowedAttributes: { a: ['href', 'rel'], ol: ['start', 'reversed'] },
  allowedClasses: {
    a: ['mention', 'hashtag', 'u-url', 'h-card'],
    span: ['invisible', 'ellipsis', 'mention', 'h-card'],
  },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowProtocolRelative: false,
  nonTextTags: ['script', 'style', 'textarea', 'option', 'xmp', 'noscript', 'title'],
  nestingLimit: MAX_DEPTH,
  transformTags: {
    a: (tagName, { href, class: classes }) => ({
      tagName,
      attribs: { ...linkTo(href), ...(classes && { class: classes }) },
    }),
    ol: (tagName, { start, reversed }) => ({
      tagName,
      attribs: {
        ...(start && /^-?\d{1,6}$/.test(start) && { start }),
        ...(reversed !== undefined && { reversed: '' }),
      },
    }),
  },
  textFilter: (text) => text.replace(CONTROLS, ''),
};

/**
 * HTML from another server, reduced to the tags and attributes a post may have. Links are absolute.
 * Input over 48 Ki characters is cut. Idempotent on what was not cut.
 */
export function sanitiseRemoteHtml(html: string): string {
  const allowed = sanitizeHtml(html.slice(0, MAX_LENGTH).toWellFormed().replace(CONTROLS, ''), POLICY);
  // A dropped tag may leave a paragraph right inside another, which a parser pulls apart:
  // the second pass does so here, and later ones find nothing to change.
  return sanitizeHtml(withoutHeadings(allowed), POLICY);
}

/** Headings become strong paragraphs: a post's own would fall among the page's. Takes sanitised HTML. */
function withoutHeadings(html: string): string {
  return html.replace(/<h[1-6]>/g, '<p><strong>').replace(/<\/h[1-6]>/g, '</strong></p>');
}

/** The attributes of a link in a post; none where the address is relative or of another scheme. */
export function linkTo(href: string | undefined): Record<string, string> {
  const url = href === undefined ? null : URL.parse(href);
  return url && LINK_SCHEMES.has(url.protocol) ? { href: url.href, rel: LINK_REL } : {};
}
