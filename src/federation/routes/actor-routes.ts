import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../../domain/actors/actor.table.ts';
import { actorById } from '../../domain/actors/actor-reads.ts';
import { attestationCount, attestationsVersion } from '../../domain/attestations/attestation-reads.ts';
import {
  comingEventCount,
  comingEventsVersion,
  eventById,
  eventCursor,
  eventsList,
} from '../../domain/events/event-reads.ts';
import { flowsSaidBy } from '../../domain/flows/flow-reads.ts';
import { tieCount, ties } from '../../domain/follows/follow-reads.ts';
import { affiliationCount, affiliationsOf } from '../../domain/memberships/membership-reads.ts';
import { nodeActors } from '../../domain/node/node-reads.ts';
import { openOrderCount, openOrdersById, openOrdersVersion } from '../../domain/orders/order-reads.ts';
import { pinnedPosts } from '../../domain/posts/pin.ts';
import { publicPostsOf } from '../../domain/posts/post-reads.ts';
import {
  openProposalCount,
  openProposalsById,
  openProposalsVersion,
} from '../../domain/proposals/catalogue.ts';
import { type Id, isId } from '../../platform/ids.ts';
import type { Federation } from '../federation.ts';
import { relationshipJson } from '../json/activities.ts';
import {
  ACTIVITY_STREAMS,
  EVENT_CONTEXT,
  FLOW_CONTEXT,
  type JsonObject,
  ORDER_CONTEXT,
  RELATIONSHIP_CONTEXT,
} from '../json/context.ts';
import { eventToJson } from '../json/event-to-json.ts';
import { flowToJson } from '../json/flow-to-json.ts';
import { dateTime } from '../json/note-parts.ts';
import { orderToNote } from '../json/order-to-note.ts';
import { proposalToNote } from '../json/proposal-to-note.ts';
import { prefersActivityJson } from '../media-types.ts';
import { listedActivities, listedActivityCount, publicActivities } from '../outbox/activity-reads.ts';
import { renderActor } from '../outbox/render.ts';
import { notFound, sendActivityJson } from './answer.ts';
import { type CollectionSource, sendCollection } from './collection.ts';

type ActorHandler = (actor: Actor, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

/** `/actors/{id}` and its collections. */
export function actorRoutes(app: FastifyInstance, federation: Federation): void {
  const { domain } = federation;
  const { db, addresses } = domain;

  async function find(id: string): Promise<Actor | undefined> {
    if (id === 'node') return (await nodeActors(db)).application;
    const actor = isId(id) ? await actorById(db, id) : undefined;
    return actor?.host === null ? actor : undefined;
  }

  function forActor(handler: ActorHandler) {
    return async (request: FastifyRequest, reply: FastifyReply) => {
      const actor = await find((request.params as { id: string }).id);
      if (actor === undefined || actor.suspendedAt !== null) return notFound(reply);
      if (actor.deletedAt !== null) {
        return sendActivityJson(request, reply, await renderActor(federation, actor), 410);
      }
      return handler(actor, request, reply);
    };
  }

  function collection(path: string, source: (actor: Actor, uri: string) => Omit<CollectionSource, 'uri'>) {
    app.get(
      `/actors/:id/${path}`,
      forActor((actor, request, reply) => {
        const uri = `${actor.uri}/${path}`;
        return sendCollection(request, reply, { uri, ...source(actor, uri) });
      }),
    );
  }

  app.get(
    '/actors/:id',
    forActor(async (actor, request, reply) =>
      prefersActivityJson(request.headers.accept) || request.headers.accept === undefined
        ? sendActivityJson(request, reply, await renderActor(federation, actor))
        : reply.header('vary', 'Accept').redirect(actor.url),
    ),
  );

  collection('outbox', (actor) => ({
    type: 'OrderedCollection',
    context: ACTIVITY_STREAMS,
    total: () => listedActivityCount(db, actor.id),
    page: async (limit, before) =>
      (await listedActivities(db, actor.id, limit, before)).map(({ id, json }) => ({
        id,
        item: JSON.parse(json),
      })),
  }));

  // Whom a district follows is how others find districts; who follows whom otherwise is their own affair.
  for (const path of ['followers', 'following'] as const) {
    collection(path, (actor) => ({
      type: 'OrderedCollection',
      context: ACTIVITY_STREAMS,
      total: () => tieCount(db, path, actor.id),
      page: async (limit, before) =>
        path === 'followers' || actor.type !== 'Group'
          ? []
          : (await ties(db, path, actor.id, { limit, maxId: before })).map((tie) => ({
              id: tie.followId,
              item: tie.actor.uri,
            })),
    }));
  }

  // At most five: all on the first page.
  collection('featured', (actor) => ({
    type: 'OrderedCollection',
    context: ACTIVITY_STREAMS,
    total: async () => (await pinnedPosts(db, actor.id)).length,
    page: async (_, before) =>
      before === undefined
        ? (await pinnedPosts(db, actor.id)).map((post) => ({ id: post.id, item: post.uri }))
        : [],
  }));

  // What is open: offers, requests and collective orders. Whoever begins to follow reads them here.
  collection('offers', (actor) => {
    const whose = actor.type === 'Group' ? { groupId: actor.id } : { ownerId: actor.id };
    const filter = { ...whose, from: 'here' } as const;
    const rendering = { addresses, locale: federation.locale };
    const bare = ({ '@context': _, ...item }: JsonObject) => item;
    return {
      type: 'OrderedCollection',
      context: ORDER_CONTEXT,
      total: async () => (await openProposalCount(db, filter)) + (await openOrderCount(db, whose)),
      version: async () => `${await openProposalsVersion(db, filter)} ${await openOrdersVersion(db, whose)}`,
      page: async (limit, before) => {
        const proposals = await openProposalsById(db, filter, limit, before);
        const orders = await openOrdersById(db, whose, limit, before);
        const items = [
          ...proposals.map((view) => ({ id: view.post.id, item: bare(proposalToNote(view, rendering)) })),
          ...orders.map((view) => ({ id: view.post.id, item: bare(orderToNote(view, rendering)) })),
        ];
        return items.sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? 1 : -1)).slice(0, limit);
      },
    };
  });

  collection('upcomingEvents', (actor) => {
    const whose = actor.type === 'Group' ? { groupId: actor.id } : { ownerId: actor.id };
    const filter = { ...whose, from: 'here', when: 'coming' } as const;
    const now = domain.clock.now();
    return {
      type: 'OrderedCollection',
      context: EVENT_CONTEXT,
      total: () => comingEventCount(db, filter, now),
      version: () => comingEventsVersion(db, filter, now),
      page: async (limit, after) => {
        const last = after === undefined ? undefined : await eventById(db, after);
        const page = await eventsList(db, filter, now, limit, last && eventCursor(last));
        return page.map((view) => {
          const { '@context': _, ...item } = eventToJson(view, { addresses, locale: federation.locale });
          return { id: view.post.id, item };
        });
      },
    };
  });

  collection('attestations', (actor) => ({
    type: 'OrderedCollection',
    context: ACTIVITY_STREAMS,
    total: () => attestationCount(db, actor.id),
    version: () => attestationsVersion(db, actor.id),
    // Their addresses: each is read at its own, with the signature that it has there.
    page: async (limit, before) =>
      (await publicPostsOf(db, { actorId: actor.id, kind: 'attestation' }, limit, before)).map((post) => ({
        id: post.id,
        item: post.uri,
      })),
  }));

  // One document: it is read whole or not at all. Of a district that publishes none there is nothing here.
  app.get(
    '/actors/:id/flows',
    forActor(async (actor, request, reply) => {
      if (actor.flows === null) return notFound(reply);
      const flows = await flowsSaidBy(db, actor);
      return sendActivityJson(request, reply, {
        '@context': FLOW_CONTEXT,
        id: actor.flows,
        type: 'Collection',
        attributedTo: actor.uri,
        totalItems: flows.length,
        items: flows.map(flowToJson),
      });
    }),
  );
  // What the group has said to everyone: whoever missed something learns here that it was said, and asks for it.
  collection('changes', (actor) => {
    const said = async (limit: number, before?: Id) =>
      actor.type === 'Group' ? publicActivities(db, actor.id, limit, before) : [];
    return {
      type: 'OrderedCollection',
      context: ACTIVITY_STREAMS,
      version: async () => (await said(1))[0]?.id ?? '',
      page: async (limit, before) =>
        (await said(limit, before)).map(({ id, uri, type, publishedAt }) => ({
          id,
          item: { id: uri, type, published: dateTime(publishedAt) },
        })),
    };
  });

  collection('affiliations', (actor) => ({
    type: 'Collection',
    context: RELATIONSHIP_CONTEXT,
    total: () => affiliationCount(db, actor.id),
    page: async (limit, after) =>
      (await affiliationsOf(db, actor.id, limit, after)).map(({ id, member }) => ({
        id,
        item: relationshipJson(member.uri, actor.uri),
      })),
  }));
}
