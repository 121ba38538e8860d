import type { Actor } from '../../domain/actors/actor.table.ts';
import type { IncomingPost } from '../../domain/posts/receive-post.ts';
import { SHARED_SCOPES } from '../../domain/proposals/scope.ts';
import { UserError } from '../../platform/errors.ts';
import { plainLine } from '../../platform/html/plain-line.ts';
import { sanitiseRemoteHtml } from '../../platform/html/sanitise-remote-html.ts';
import { htmlToText, textToHtml } from '../../platform/html/text.ts';
import { pageOf } from './actor-from-json.ts';
import { readAttestation } from './attestation-from-json.ts';
import { type JsonObject, PUBLIC } from './context.ts';
import { readEvent } from './event-from-json.ts';
import { readOrder } from './order-from-json.ts';
import { readPoll } from './poll-from-json.ts';
import { emojisOf, mediaOf, tagsOf } from './post-parts-from-json.ts';
import { date, httpUri, idsOf, languageText, sameOrigin, typesOf } from './read.ts';
import { readTerms } from './terms-from-json.ts';

const TYPES = new Set([
  'Note',
  'Article',
  'Page',
  'Event',
  'Question',
  'Video',
  'Audio',
  'Image',
  'Document',
  'Proposal',
]);
const MAX_ADDRESSEES = 1000;
const MAX_TITLE = 300;
const MAX_WARNING = 500;

export interface PostReading {
  readonly author: Pick<Actor, 'uri' | 'type' | 'followers' | 'indexable'>;
  /** Addresses of our own that `searchableBy` may name. */
  readonly searchers: readonly string[];
  readonly allowHttp: boolean;
  readonly now: Date;
  /** The object as it came. */
  readonly received: JsonObject;
}

/**
 * A post of another node, from its canonical JSON; undefined for what is no post. An offer or request is known by
 * its terms (FEP-0837), whatever its type.
 * @throws {UserError} `invalid` (`post_invalid`, with the `field`) where it is not its author's, or has no address.
 */
export function readPost(json: JsonObject, reading: PostReading): IncomingPost | undefined {
  const { author, now } = reading;
  const terms = readTerms(json);
  if (terms === undefined && !typesOf(json).some((type) => TYPES.has(type))) return undefined;
  const poll = terms === undefined ? readPoll(json, now) : undefined;
  const order = terms === undefined && poll === undefined ? readOrder(json) : undefined;
  const uri = httpUri(json.id, reading) ?? fail('id');
  if (!sameOrigin(uri, author.uri)) fail('id');
  if (!idsOf(json.attributedTo, MAX_ADDRESSEES).includes(author.uri)) fail('attributedTo');
  // Only a district attests: from anyone else it is a note like others.
  const attests = terms === undefined && poll === undefined && author.type === 'Group';
  const attestation = attests ? readAttestation(json, reading) : undefined;
  const content = languageText(json, 'content');
  const scope = terms === undefined ? undefined : SHARED_SCOPES.find((one) => one === json.scope);
  const isFindable = isSearchable(json, reading);
  // An author who may not be searched for at all says so of each post; what is said to everyone stays said to everyone.
  const isOpen = isFindable || (terms === undefined && !author.indexable && isAuthorsAlone(json, author));
  const visibility = scope === undefined ? visibilityOf(json, reading, isOpen) : 'scoped';
  // What answers somebody, or is for one alone, is announced to nobody.
  const isTalk = json.inReplyTo !== undefined || visibility === 'direct';
  const event = terms === undefined && !isTalk ? readEvent(json, reading) : undefined;
  const isGroups = json.audience !== undefined || author.type === 'Group' || author.type === 'Organization';
  return {
    uri,
    url: pageOf(json, uri, reading),
    kind:
      terms !== undefined
        ? 'proposal'
        : poll !== undefined
          ? 'question'
          : order !== undefined
            ? 'order'
            : attestation !== undefined
              ? 'attestation'
              : event !== undefined
                ? 'event'
                : isGroups && !isTalk
                  ? 'announcement'
                  : 'note',
    visibility,
    title: titleOf(json),
    warning: warningOf(json),
    sensitive: json.sensitive === true,
    content: contentOf(json),
    language: content?.language ?? null,
    tags: tagsOf(json),
    inReplyTo: httpUri(json.inReplyTo, { ...reading, fragment: true }) ?? null,
    publishedAt: instantOf(json, 'published', now) ?? now,
    updatedAt: instantOf(json, 'updated', now) ?? null,
    emojis: emojisOf(json, reading),
    images: mediaOf(json, reading),
    // Members read what may not be searched for too, where they are shown it.
    terms: terms && scope !== undefined && isFindable ? { ...terms, scope } : terms,
    poll,
    attestation,
    event,
    order,
    concluded: terms !== undefined && json.status === 'closed',
    received: reading.received,
  };
}

function fail(field: string): never {
  throw new UserError('invalid', 'post_invalid', { field }, field);
}

/** Whether `searchableBy` lets ours find it: absent, it does. */
function isSearchable(json: JsonObject, { searchers }: PostReading): boolean {
  if (json.searchableBy === undefined) return true;
  const mayFind = idsOf(json.searchableBy, MAX_ADDRESSEES);
  return [PUBLIC, ...searchers].some((one) => mayFind.includes(one));
}

function isAuthorsAlone(json: JsonObject, { uri }: PostReading['author']): boolean {
  return idsOf(json.searchableBy, MAX_ADDRESSEES).every((one) => one === uri);
}

/** What may be read by all but not searched is `unlisted`: it stands in no catalogue. */
function visibilityOf(
  json: JsonObject,
  { author }: PostReading,
  searchable: boolean,
): IncomingPost['visibility'] {
  const to = idsOf(json.to, MAX_ADDRESSEES);
  const cc = idsOf(json.cc, MAX_ADDRESSEES);
  if (to.includes(PUBLIC)) return searchable ? 'public' : 'unlisted';
  if (cc.includes(PUBLIC)) return 'unlisted';
  return author.followers !== null && [...to, ...cc].includes(author.followers) ? 'followers' : 'direct';
}

/** A name, or what a Note has in its place: the words that warn of its content. */
function titleOf(json: JsonObject): string | null {
  const warning = typesOf(json).includes('Note') ? languageText(json, 'summary')?.text : undefined;
  const title = languageText(json, 'name')?.text ?? (warning === undefined ? '' : htmlToText(warning));
  return plainLine(title, MAX_TITLE) || null;
}

/** What a Note warns of. An article's summary is a summary, and what a Note has beside a name is one too. */
function warningOf(json: JsonObject): string | null {
  if (!typesOf(json).some((type) => type === 'Note' || type === 'Question')) return null;
  const warning = languageText(json, 'summary')?.text;
  return warning === undefined ? null : plainLine(htmlToText(warning), MAX_WARNING) || null;
}

function contentOf(json: JsonObject): string {
  const written = languageText(json, 'content') ?? languageText(json, 'summary');
  if (written === undefined) return '';
  const isText = json.mediaType === 'text/plain' || json.mediaType === 'text/markdown';
  return sanitiseRemoteHtml(isText ? textToHtml(written.text.slice(0, 20_000)) : written.text);
}

/** A clock that is ahead makes no post of the future: it would stay on top, and win over every later version. */
function instantOf(json: JsonObject, key: 'published' | 'updated', now: Date): Date | undefined {
  if (json[key] === undefined) return undefined;
  const told = date(json[key]) ?? fail(key);
  return told < now ? told : now;
}
