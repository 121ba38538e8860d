import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { actorByHandle, actorById, actorsByUri } from '../../domain/actors/actor-reads.ts';
import { announcements } from '../../domain/announcements/announcement-reads.ts';
import { listAttestations } from '../../domain/attestations/attestation-reads.ts';
import { eventsList } from '../../domain/events/event-reads.ts';
import { tiesTo } from '../../domain/follows/follow-reads.ts';
import { countDirectory } from '../../domain/members/directory-facets.ts';
import { type DirectoryFilter, directory } from '../../domain/members/member-reads.ts';
import { groupTies, memberTies } from '../../domain/memberships/membership-reads.ts';
import { publicPacts } from '../../domain/pacts/pact-reads.ts';
import { catalogue } from '../../domain/proposals/catalogue.ts';
import { KINDS } from '../../domain/taxonomy/kinds.ts';
import { dayOf } from '../../platform/day.ts';
import { UserError } from '../../platform/errors.ts';
import { parseInput } from '../../platform/input.ts';
import { membersFeed } from '../feeds/members-feed.ts';
import { sendFeed } from '../feeds/send-feed.ts';
import { html } from '../html.ts';
import { redirectToActivity, sendPage } from '../page.ts';
import { placeMap } from '../place-map.ts';
import {
  addressWith,
  type DirectoryQuery,
  directoryCursor,
  directoryQuery,
  type MapQuery,
  PAGE_SIZE,
} from '../query.ts';
import { type Reader, readerOf, type Web } from '../reader.ts';
import { actorData } from '../structured-data.ts';
import { idsOf } from '../typed.ts';
import { memberCards } from '../views/cards.ts';
import { directoryFilters, hasFilters } from '../views/filters.ts';
import { layout } from '../views/layout.ts';
import { foldedMap } from '../views/map-page.ts';
import { emptyNotice, excerpt, pageHead, pager } from '../views/parts.ts';
import { profilePage } from '../views/profile-page.ts';

const PROFILE_PROPOSALS = 12;
const PROFILE_ANNOUNCEMENTS = 6;
const PROFILE_ATTESTATIONS = 6;
const PROFILE_PACTS = 6;
const PROFILE_EVENTS = 6;
const PROFILE_TIES = 24;

const handleParam = z.object({ handle: z.string().regex(/^[\w.-]{1,100}(@[a-zA-Z0-9.:-]{1,255})?$/) });

export function memberRoutes(fastify: FastifyInstance, web: Web): void {
  const { db } = web.domain;

  fastify.get('/soggetti', async (request, reply) => {
    const query = parseInput(directoryQuery, request.query);
    const reader = await readerOf(web, request, reply);
    const { words, group } = reader;
    const { after, comune: _, district: __, ...filters } = query;
    const from = web.role === 'network' ? undefined : 'here';
    const shown: MapQuery = { ...filters, show: 'members', from, region: undefined };
    const filter = await filterOf(web, reader, query);
    const [{ items, next }, counts, places] = await Promise.all([
      find(web, filter, query.after),
      countDirectory(db, filter),
      after === undefined ? placeMap(web, group, shown) : undefined,
    ]);
    const known = web.role === 'network' ? await actorsByUri(db, counts.groupUris) : [];
    const districts = known.filter(({ type }) => type === 'Group');
    const lead = web.role === 'network' ? words.directory.networkLead : words.directory.lead;
    return sendPage(
      reply,
      layout(reader, {
        title: words.directory.title,
        description: lead,
        section: '/soggetti',
        feed: {
          href: addressWith('/soggetti.atom', { ...query, after: undefined }),
          title: `${group.name}: ${words.feeds.members}`,
        },
        main: html`<div class="wrap">
${pageHead(words.directory.title, lead)}
${directoryFilters(reader, query, { counts, districts })}
${places && foldedMap(reader, shown, places)}
${items.length === 0 ? nothingFound(reader, query) : memberCards(reader, items, 2)}
${pager(reader, '/soggetti', query, next)}
</div>`,
      }),
    );
  });

  fastify.get('/soggetti.atom', async (request, reply) => {
    const query = parseInput(directoryQuery, request.query);
    const reader = await readerOf(web, request, reply);
    return sendFeed(
      request,
      reply,
      membersFeed(reader, query, await find(web, await filterOf(web, reader, query), query.after)),
    );
  });

  fastify.get('/@:handle', async (request, reply) => {
    const [handle = '', host] = readHandle(request.params);
    const own = host?.toLowerCase() === web.domain.addresses.host.toLowerCase();
    const actor = await actorByHandle(db, handle, own ? undefined : host);
    if (actor === undefined || actor.suspendedAt !== null) throw new UserError('not-found', 'page_unknown');
    if (redirectToActivity(request, reply, actor.uri)) return reply;
    if (actor.deletedAt !== null) throw new UserError('gone', 'member_gone');
    const reader = await readerOf(web, request, reply);
    if (actor.host === null && (actor.type === 'Group' || actor.type === 'Application')) {
      return reply.redirect('/', 302);
    }
    // What a district itself gathers is what was published in it, not only what it wrote.
    const filter = actor.type === 'Group' ? { groupId: actor.id } : { ownerId: actor.id };
    const today = dayOf(web.domain.clock.now());
    const [proposals, news, attestations, pacts, events, groups, members, ties] = await Promise.all([
      catalogue(db, filter, PROFILE_PROPOSALS),
      announcements(db, { authorId: actor.id }, PROFILE_ANNOUNCEMENTS),
      listAttestations(db, { subjectUri: actor.uri, validOn: today }, PROFILE_ATTESTATIONS),
      publicPacts(db, { on: today, partyUri: actor.uri }, PROFILE_PACTS),
      eventsList(db, { ...filter, when: 'coming' }, web.domain.clock.now(), PROFILE_EVENTS),
      groupTies(db, actor, PROFILE_TIES),
      memberTies(db, actor, PROFILE_TIES),
      tiesTo(db, reader.signedIn === undefined ? [] : idsOf(reader.signedIn), actor.id),
    ]);
    const summary = excerpt(actor.summary, 200);
    return sendPage(
      reply,
      layout(reader, {
        title: actor.name,
        description: summary || undefined,
        section: '/soggetti',
        canonical: actor.host === null ? undefined : actor.url,
        hidden: actor.host !== null || !actor.indexable,
        image: actor.host === null ? (actor.headerUrl ?? actor.avatarUrl ?? undefined) : undefined,
        preview: 'profile',
        data: actorData(actor),
        main: profilePage(reader, {
          actor,
          proposals,
          announcements: news,
          attestations,
          pacts,
          events,
          groups,
          members,
          ties,
        }),
      }),
    );
  });
}

function readHandle(params: unknown): string[] {
  const result = handleParam.safeParse(params);
  if (!result.success) throw new UserError('not-found', 'page_unknown');
  return result.data.handle.split('@');
}

async function filterOf({ domain, role }: Web, { group }: Reader, query: DirectoryQuery) {
  const { after: _, kind, district, ...rest } = query;
  const chosen = district === undefined ? undefined : await actorById(domain.db, district);
  if (district !== undefined && chosen === undefined) throw new UserError('not-found', 'page_unknown');
  return {
    ...rest,
    kind: kind && (KINDS[kind].iri ?? undefined),
    groupUri: chosen?.uri,
    network: role === 'network' ? group.id : undefined,
  } satisfies DirectoryFilter;
}

async function find({ domain }: Web, filter: DirectoryFilter, after: string | undefined) {
  const rows = await directory(domain.db, filter, PAGE_SIZE + 1, await directoryCursor(domain.db, after));
  const items = rows.slice(0, PAGE_SIZE);
  return { items, next: rows.length > PAGE_SIZE ? items.at(-1)?.id : undefined };
}

function nothingFound(reader: Reader, query: DirectoryQuery) {
  const { directory, filters } = reader.words;
  if (!hasFilters(query)) return emptyNotice(directory.emptyAll);
  const clear = html`<p><a class="button quiet" href="/soggetti">${filters.clear}</a></p>`;
  return emptyNotice(reader.words.proposals.emptyTitle, directory.empty, clear);
}
