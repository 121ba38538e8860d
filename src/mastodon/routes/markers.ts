import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Marker } from '../../domain/markers/marker.table.ts';
import { markersOf, markRead } from '../../domain/markers/markers.ts';
import { parseInput } from '../../platform/input.ts';
import type { Mastodon } from '../mastodon.ts';
import { person, userOf } from '../request/access.ts';
import { idInput, listOf, optional } from '../request/input.ts';

const TIMELINES = ['home', 'notifications'] as const;
const position = optional(z.object({ last_read_id: idInput }));
const positions = z.object({ home: position, notifications: position });

/** docs.joinmastodon.org/methods/markers; what was asked for is always there. */
export function markerRoutes(app: FastifyInstance, { domain }: Mastodon): void {
  app.get('/api/v1/markers', person('read:statuses'), async (request) => {
    const { actor } = userOf(request);
    const { timeline } = parseInput(z.object({ timeline: listOf(z.enum(TIMELINES), 2) }), request.query);
    const known = await markersOf(domain.db, actor.id);
    const never = { lastReadId: '0', version: 0, updatedAt: actor.createdAt };
    return Object.fromEntries(
      timeline.map((one) => [one, markerJson(known.find((marker) => marker.timeline === one) ?? never)]),
    );
  });

  app.post('/api/v1/markers', person('write:statuses'), async (request) => {
    const { caller, actor } = userOf(request);
    const said = parseInput(positions, request.body ?? {});
    const marked: [string, ReturnType<typeof markerJson>][] = [];
    for (const timeline of TIMELINES) {
      const { last_read_id: id } = said[timeline] ?? {};
      if (id !== undefined) {
        marked.push([timeline, markerJson(await markRead(domain, caller, actor.id, timeline, id))]);
      }
    }
    return Object.fromEntries(marked);
  });
}

function markerJson({
  lastReadId,
  version,
  updatedAt,
}: Pick<Marker, 'lastReadId' | 'version' | 'updatedAt'>) {
  return { last_read_id: lastReadId, version, updated_at: updatedAt.toISOString() };
}
