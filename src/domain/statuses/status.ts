import { z } from 'zod';
import { isId } from '../../platform/ids.ts';
import { MAX_LABEL, MAX_OPTIONS } from '../polls/poll.ts';

/** What clients of microblogs write: short texts to everyone, to followers, or to those named. */

export const MAX_STATUS_LENGTH = 5000;
export const MAX_MEDIA = 4;
const MAX_WARNING = 500;
const MAX_MENTIONS = 50;

const id = z.string().refine(isId, 'invalid_cursor');

const content = z.strictObject({
  text: z.string().max(MAX_STATUS_LENGTH).default(''),
  warning: z.string().trim().max(MAX_WARNING).default(''),
  sensitive: z.boolean().default(false),
  /** ISO 639. */
  language: z
    .string()
    .regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/)
    .optional(),
  mediaIds: z.array(id).max(MAX_MEDIA, 'too_many_images').default([]),
});

export const newStatus = content.extend({
  visibility: z.enum(['public', 'unlisted', 'followers', 'direct']).default('public'),
  inReplyTo: id.optional(),
  poll: z
    .strictObject({
      options: z.array(z.string().max(MAX_LABEL)).min(2, 'poll_options_too_few').max(MAX_OPTIONS),
      expiresIn: z
        .number()
        .int()
        .min(60)
        .max(366 * 86_400),
      multiple: z.boolean().default(false),
    })
    .optional(),
});
/** A picture's words and its centre can be changed with the status. */
export const statusChange = content.extend({
  media: z
    .array(
      z.strictObject({
        id,
        alt: z.string().trim().max(1500).optional(),
        focus: z.tuple([z.number().min(-1).max(1), z.number().min(-1).max(1)]).optional(),
      }),
    )
    .max(MAX_MEDIA)
    .default([]),
});

export type NewStatus = z.input<typeof newStatus>;
export type StatusChange = z.input<typeof statusChange>;

const MENTION =
  /(?<![\p{L}\p{N}_/.@])@([\p{L}\p{N}_](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_])?)(?:@([a-z0-9.-]+[a-z0-9](?::\d{1,5})?))?/giu;

export interface Mention {
  /** As it stands in the text. */
  readonly text: string;
  readonly name: string;
  /** Without, somebody of this node. */
  readonly host: string | undefined;
}

/** Whom a text names: `@name` and `@name@host`, each once. */
export function mentionsIn(text: string): Mention[] {
  const found = [...text.matchAll(MENTION)].map(([whole, name = '', host]) => ({
    text: whole,
    name,
    host: host?.toLowerCase(),
  }));
  return [...new Map(found.map((one) => [one.text.toLowerCase(), one])).values()].slice(0, MAX_MENTIONS);
}

/** A text as HTML, with links to whom and what it names. `html` is what {@link textToHtml} made of it. */
export function linkNames(
  html: string,
  links: { readonly mention: (text: string) => string | undefined; readonly tag: (tag: string) => string },
): string {
  let inLink = false;
  return html
    .split(/(<[^>]*>)/)
    .map((part) => {
      if (part.startsWith('<')) {
        if (part.startsWith('<a ')) inLink = true;
        if (part === '</a>') inLink = false;
        return part;
      }
      if (inLink) return part;
      return part
        .replace(MENTION, (whole) => {
          const url = links.mention(whole.toLowerCase());
          if (url === undefined) return whole;
          const label = whole.slice(1).split('@')[0];
          return `<span class="h-card"><a href="${url}" class="u-url mention">@<span>${label}</span></a></span>`;
        })
        .replace(/(?<![\p{L}\p{N}_/&">])#([\p{L}\p{N}_]{1,60})/gu, (whole, tag: string) =>
          /\p{L}/u.test(tag)
            ? `<a href="${links.tag(tag.toLowerCase())}" class="mention hashtag" rel="tag">#<span>${tag}</span></a>`
            : whole,
        );
    })
    .join('');
}
