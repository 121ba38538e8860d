import type { RemoteActor } from '../../domain/actors/remote-actor.ts';
import { KINDS, type Kind, kindByIri } from '../../domain/taxonomy/kinds.ts';
import { sectorByIri } from '../../domain/taxonomy/sectors.ts';
import { LOCALES, messages } from '../../messages/messages.ts';
import { UserError } from '../../platform/errors.ts';
import { plainLine } from '../../platform/html/plain-line.ts';
import { sanitiseRemoteHtml } from '../../platform/html/sanitise-remote-html.ts';
import { htmlToText } from '../../platform/html/text.ts';
import { readKeys } from './actor-keys.ts';
import type { ActorKey } from './actor-to-json.ts';
import { isObject, type JsonObject, type JsonValue } from './context.ts';
import { readPlace } from './place-from-json.ts';
import { httpUri, idsOf, languageText, list, objectsOf, sameOrigin, text, typesOf } from './read.ts';

export interface ReadActor {
  readonly actor: RemoteActor;
  readonly keys: ActorKey[];
  readonly alsoKnownAs: string[];
  readonly movedTo?: string;
}

const TYPES = ['Person', 'Organization', 'Group', 'Application', 'Service'] as const;
const MAX_GROUPS = 20;
const MAX_ALIASES = 20;
const MAX_FIELDS = 50;
const SHOWN_FIELDS = 16;
const HANDLE = /^[\p{L}\p{N}_](?:[\p{L}\p{N}_.-]{0,98}[\p{L}\p{N}_])?$/u;

/**
 * Another node's actor, from its canonical JSON. Whatever it says belongs to it lies on its own origin (FEP-fe34).
 * Whether it was fetched from there is for the caller to know.
 * @throws {UserError} `invalid` (`actor_invalid`, with the `field`)
 */
export function readActor(json: JsonObject, options: { readonly allowHttp: boolean }): ReadActor {
  const uri = httpUri(json.id, options) ?? fail('id');
  const called = TYPES.find((one) => typesOf(json).includes(one)) ?? fail('type');
  // A bot is somebody like the others, for whom a program speaks.
  const isBot = called === 'Service';
  const type = isBot ? 'Person' : called;
  const own = (value: JsonValue | undefined, field: string): string | undefined => {
    if (value === undefined) return undefined;
    const address = httpUri(value, options);
    return address !== undefined && sameOrigin(address, uri) ? address : fail(field);
  };
  const handle = text(json.preferredUsername)?.normalize('NFC') ?? '';
  if (!HANDLE.test(handle)) fail('preferredUsername');
  const endpoints = isObject(json.endpoints) ? json.endpoints : {};
  const classes = idsOf(json.classifiedAs, MAX_GROUPS);
  const fields = profileFields(json);
  const movedTo = httpUri(json.movedTo, options);
  return {
    actor: {
      uri,
      type,
      host: new URL(uri).host,
      handle,
      name: plainLine(languageText(json, 'name')?.text ?? '', 120) || handle,
      summary: sanitiseRemoteHtml(languageText(json, 'summary')?.text ?? ''),
      url: pageOf(json, uri, options),
      kind: kindOf(type, classes, fields),
      sectors: [...new Set(classes.flatMap((iri) => sectorByIri(iri)?.slug ?? []))],
      ...readPlace(json),
      site: siteOf(fields),
      vatNumber: plainLine(text(json.vatID) ?? '', 30) || null,
      memberOf: idsOf(json.memberOf, MAX_GROUPS).filter((id) => httpUri(id, options) !== undefined),
      inbox: own(json.inbox, 'inbox') ?? fail('inbox'),
      sharedInbox: own(endpoints.sharedInbox, 'sharedInbox') ?? null,
      outbox: own(json.outbox, 'outbox') ?? null,
      followers: own(json.followers, 'followers') ?? null,
      offers: own(json.offers, 'offers') ?? null,
      affiliations: own(json.affiliations, 'affiliations') ?? null,
      attestations: own(json.attestations, 'attestations') ?? null,
      flows: own(json.flows, 'flows') ?? null,
      upcomingEvents: own(json.upcomingEvents, 'upcomingEvents') ?? null,
      changes: own(json.changes, 'changes') ?? null,
      charter: own(json.charter, 'charter') ?? null,
      manuallyApproves: json.manuallyApprovesFollowers === true,
      discoverable: json.discoverable === true,
      indexable: json.indexable === true,
      avatarUrl: pictureOf(json.icon, options),
      headerUrl: pictureOf(json.image, options),
      fields: fields.slice(0, SHOWN_FIELDS),
      automated: isBot,
    },
    keys: readKeys(json, uri, options),
    alsoKnownAs: idsOf(json.alsoKnownAs, MAX_ALIASES).filter((id) => httpUri(id, options) !== undefined),
    ...(movedTo === undefined ? {} : { movedTo }),
  };
}

function fail(field: string): never {
  throw new UserError('invalid', 'actor_invalid', { field }, field);
}

/** The page for people: on the object's own origin, else its id does. */
export function pageOf(json: JsonObject, uri: string, options: { readonly allowHttp: boolean }): string {
  const links = list(json.url).slice(0, 10);
  const isPage = (link: JsonValue) =>
    !isObject(link) || link.mediaType === undefined || link.mediaType === 'text/html';
  const [page] = links.filter(isPage).flatMap((link) => {
    const address = httpUri(isObject(link) ? link.href : link, { ...options, fragment: true });
    return address !== undefined && sameOrigin(address, uri) ? [address] : [];
  });
  return page ?? uri;
}

/** The address of a picture; whether there is one is seen by whoever looks at it. */
function pictureOf(value: JsonValue | undefined, options: { readonly allowHttp: boolean }): string | null {
  const [picture] = objectsOf(value, 1);
  const address = typeof value === 'string' ? value : picture?.url;
  return httpUri(address, { ...options, fragment: true }) ?? null;
}

interface Field {
  readonly name: string;
  /** Sanitised HTML. */
  readonly value: string;
}

function profileFields(json: JsonObject): Field[] {
  return objectsOf(json.attachment, MAX_FIELDS)
    .filter((field) => typesOf(field).includes('PropertyValue'))
    .map((field) => ({
      name: plainLine(text(field.name) ?? '', 100),
      value: sanitiseRemoteHtml((text(field.value) ?? '').slice(0, 2000)),
    }));
}

/** The value of the field that we would have called by this name. */
function fieldNamed(fields: readonly Field[], key: 'kind' | 'site'): string | undefined {
  const names = LOCALES.map((locale) => messages(locale).federation[key].toLowerCase());
  return fields.find(({ name }) => names.includes(name.toLowerCase()))?.value;
}

/** IRI of the kind that it is classified as, or calls itself among its profile fields. */
function kindOf(type: string, classes: readonly string[], fields: readonly Field[]): string | null {
  const label = htmlToText(fieldNamed(fields, 'kind') ?? '');
  const named = (Object.keys(KINDS) as Kind[]).find((kind) =>
    LOCALES.some((locale) => messages(locale).taxonomy.kinds[kind].one === label),
  );
  const kind = classes.map(kindByIri).find((known) => known !== undefined) ?? named;
  return kind !== undefined && KINDS[kind].actorType === type ? KINDS[kind].iri : null;
}

function siteOf(fields: readonly Field[]): string | null {
  const value = fieldNamed(fields, 'site') ?? '';
  const [, href] = /href="(https?:[^"]{1,500})"/.exec(value) ?? [];
  const site = href?.replaceAll('&amp;', '&') ?? htmlToText(value);
  const url = URL.parse(site);
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' ? url.href : null;
}
