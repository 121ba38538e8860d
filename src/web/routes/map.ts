import type { FastifyInstance } from 'fastify';
import { messages } from '../../messages/messages.ts';
import { parseInput } from '../../platform/input.ts';
import { sendPage } from '../page.ts';
import { placeMap, provinceName } from '../place-map.ts';
import { mapQuery } from '../query.ts';
import { readerOf, type Web } from '../reader.ts';
import { layout } from '../views/layout.ts';
import { mapPage } from '../views/map-page.ts';

export function mapRoutes(fastify: FastifyInstance, web: Web): void {
  fastify.get('/mappa', async (request, reply) => {
    const query = parseInput(mapQuery, request.query);
    const reader = await readerOf(web, request, reply);
    const { map } = messages(reader.locale);
    const place = query.province === undefined ? query.region : provinceName(query.province);
    const found = await placeMap(web, reader.group, query);
    return sendPage(
      reply,
      layout(reader, {
        title: place === undefined ? map.title : `${map.title}: ${place}`,
        description: map.lead,
        section: '/mappa',
        main: mapPage(reader, query, found),
      }),
    );
  });
}
