import type { Emoji } from '../../domain/posts/post.table.ts';
import type { IncomingImage } from '../../domain/posts/receive-post.ts';
import { plainLine } from '../../platform/html/plain-line.ts';
import { isObject, type JsonObject } from './context.ts';
import { httpUri, languageText, list, objectsOf, positiveInteger, text, typesOf } from './read.ts';

/** What comes with a post: its hashtags, whom it names, its pictures and its words that are pictures. */

const MAX_TAGS = 20;
const MAX_MENTIONS = 100;
const MAX_EMOJIS = 50;
const MAX_MEDIA = 4;
const MAX_ALT = 1500;
/** No SVG: it may hold a program. */
const IMAGE_TYPES = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif']);
const RECORDINGS = /^(?:audio|video)\/[\w.+-]{1,60}$/;
const BLURHASH = /^[0-9A-Za-z#$%*+,\-.:;=?@[\]^_{|}~]{6,120}$/;

export function tagsOf(json: JsonObject): string[] {
  const names = objectsOf(json.tag, 200)
    .filter((tag) => typesOf(tag).includes('Hashtag'))
    .map((tag) => (text(tag.name) ?? '').normalize('NFC').replace(/^#/, '').toLowerCase())
    .filter((name) => /^[\p{L}\p{N}_]{1,60}$/u.test(name));
  return [...new Set(names)].slice(0, MAX_TAGS);
}

/** The addresses of those whom a post names. */
export function mentionsOf(json: JsonObject, options: { readonly allowHttp: boolean }): string[] {
  const uris = objectsOf(json.tag, 200)
    .filter((tag) => typesOf(tag).includes('Mention'))
    .flatMap((tag) => httpUri(tag.href, options) ?? []);
  return [...new Set(uris)].slice(0, MAX_MENTIONS);
}

export function emojisOf(json: JsonObject, options: { readonly allowHttp: boolean }): Emoji[] {
  const emojis = objectsOf(json.tag, 200).flatMap((tag): Emoji[] => {
    if (!typesOf(tag).includes('Emoji')) return [];
    const shortcode = (text(tag.name) ?? '').replace(/^:|:$/g, '');
    const [icon] = objectsOf(tag.icon, 1);
    const url = httpUri(icon?.url, { ...options, fragment: true });
    return /^\w{1,60}$/.test(shortcode) && url !== undefined ? [{ shortcode, url }] : [];
  });
  return [...new Map(emojis.map((emoji) => [emoji.shortcode, emoji])).values()].slice(0, MAX_EMOJIS);
}

export function mediaOf(json: JsonObject, options: { readonly allowHttp: boolean }): IncomingImage[] {
  const media = [...objectsOf(json.attachment, 20), ...objectsOf(json.image, 1)].flatMap((one) => {
    const [link = one] = isObject(one.url) ? [one.url] : [];
    const url = httpUri(isObject(one.url) ? link.href : one.url, { ...options, fragment: true });
    const mediaType = text(one.mediaType) ?? text(link.mediaType);
    const isKnown =
      mediaType === undefined
        ? typesOf(one).includes('Image')
        : IMAGE_TYPES.has(mediaType) || RECORDINGS.test(mediaType);
    if (url === undefined || !isKnown) return [];
    const blurhash = text(one.blurhash) ?? '';
    return {
      url,
      mediaType: mediaType ?? 'image/jpeg',
      alt: plainLine(languageText(one, 'name')?.text ?? languageText(one, 'summary')?.text ?? '', MAX_ALT),
      width: positiveInteger(one.width, 100_000) ?? null,
      height: positiveInteger(one.height, 100_000) ?? null,
      blurhash: BLURHASH.test(blurhash) ? blurhash : null,
      ...focusOf(one),
    };
  });
  return media.slice(0, MAX_MEDIA);
}

/** Mastodon's `focalPoint`: across and up, each from -1 to 1. */
function focusOf(json: JsonObject): Pick<IncomingImage, 'focusX' | 'focusY'> {
  const [x, y] = list(json.focalPoint);
  const isPoint = [x, y].every((one) => typeof one === 'number' && Math.abs(one) <= 1);
  return isPoint ? { focusX: Number(x), focusY: Number(y) } : {};
}
