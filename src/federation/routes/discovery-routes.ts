import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Actor } from '../../domain/actors/actor.table.ts';
import { actorByHandle, actorByUri } from '../../domain/actors/actor-reads.ts';
import { nodeActors } from '../../domain/node/node-reads.ts';
import { nodeStatistics } from '../../domain/node/node-statistics.ts';
import type { Federation } from '../federation.ts';
import { interactionLinks } from '../interaction-links.ts';
import { ACTIVITY_JSON } from '../media-types.ts';
import { SOFTWARE } from '../software.ts';

const webfingerQuery = z.object({
  resource: z
    .string()
    .max(500)
    .regex(/^\P{C}+$/u),
});
const JRD = 'application/jrd+json; charset=utf-8';
const APPLICATION_REL = 'https://www.w3.org/ns/activitystreams#Application';

/** How others find the node and its actors: WebFinger (RFC 7033), host-meta (RFC 6415), NodeInfo 2.0 and 2.1. */
export function discoveryRoutes(app: FastifyInstance, federation: Federation): void {
  const { db, addresses } = federation.domain;
  const interactions = interactionLinks(addresses);

  app.addHook('onSend', async (_request, reply) => {
    reply.header('access-control-allow-origin', '*');
  });

  app.get('/.well-known/webfinger', async (request, reply) => {
    const query = webfingerQuery.safeParse(request.query);
    if (!query.success) return reply.code(400).send({ error: 'resource is missing or odd' });
    const { resource } = query.data;
    const actor = await actorFor(resource);
    if (actor === undefined || actor.host !== null || actor.suspendedAt !== null)
      return reply.code(404).send({ error: 'not found' });
    if (actor.deletedAt !== null) return reply.code(410).send({ error: 'gone' });
    return reply.type(JRD).send(jrd(actor, resource));
  });

  async function actorFor(resource: string): Promise<Actor | undefined> {
    const [, handle, host] = /^acct:@?([^@\s]+)@([^@\s/]+)$/i.exec(resource) ?? [];
    if (handle !== undefined) {
      return host?.toLowerCase() === addresses.host ? actorByHandle(db, handle) : undefined;
    }
    // The node itself, by its own address (FEP-d556).
    if (resource === addresses.origin || resource === `${addresses.origin}/`) {
      return (await nodeActors(db)).application;
    }
    const page = resource.startsWith(`${addresses.origin}/@`)
      ? resource.slice(addresses.origin.length + 2)
      : undefined;
    return page === undefined ? actorByUri(db, resource) : actorByHandle(db, page);
  }

  function jrd(actor: Actor, resource: string) {
    const links = [
      { rel: 'self', type: ACTIVITY_JSON, href: actor.uri },
      { rel: 'http://webfinger.net/rel/profile-page', type: 'text/html', href: actor.url },
    ];
    if (actor.type === 'Application') {
      links.push({
        rel: 'https://www.w3.org/ns/activitystreams#Service',
        type: ACTIVITY_JSON,
        href: actor.uri,
      });
      if (!resource.startsWith('acct:')) return { subject: resource, links: [...links, ...interactions] };
    }
    return {
      subject: `acct:${actor.handle}@${addresses.host}`,
      aliases: [...new Set([actor.uri, actor.url])],
      links: [...links, ...interactions],
    };
  }

  app.get('/.well-known/host-meta', (_request, reply) =>
    reply
      .type('application/xrd+xml; charset=utf-8')
      .send(
        `<?xml version="1.0" encoding="UTF-8"?>\n<XRD xmlns="http://docs.oasis-open.org/ns/xri/xrd-1.0"><Link rel="lrdd" template="${addresses.origin}/.well-known/webfinger?resource={uri}"/></XRD>\n`,
      ),
  );

  app.get('/.well-known/nodeinfo', (_request, reply) =>
    reply.type(JRD).send({
      links: [
        ...['2.0', '2.1'].map((version) => ({
          rel: `http://nodeinfo.diaspora.software/ns/schema/${version}`,
          href: `${addresses.origin}/nodeinfo/${version}`,
        })),
        // FEP-2677: the actor of the node itself.
        { rel: APPLICATION_REL, href: addresses.nodeActor },
      ],
    }),
  );

  for (const version of ['2.0', '2.1'] as const) {
    app.get(`/nodeinfo/${version}`, async (_request, reply) => {
      const { group } = await nodeActors(db);
      const { members, posts } = await nodeStatistics(db);
      const type = `application/json; profile="http://nodeinfo.diaspora.software/ns/schema/${version}#"; charset=utf-8`;
      return reply.type(type).send({
        version,
        software: SOFTWARE,
        protocols: ['activitypub'],
        services: { inbound: [], outbound: ['atom1.0'] },
        openRegistrations: false,
        usage: { users: { total: members }, localPosts: posts },
        metadata: {
          nodeName: group.name,
          role: group.kind?.endsWith('#Network') ? 'network' : 'district',
          actor: group.uri,
          // Clients that choose their dialect by software know the Mastodon API by this.
          upstream: { name: 'mastodon' },
        },
      });
    });
  }
}
