import { drizzle } from 'drizzle-orm/postgres-js';
import Fastify from 'fastify';
import postgres from 'postgres';
import { expect } from 'vitest';
import { mastodonRoutes } from '../../src/mastodon/mastodon-routes.ts';
import type { TestNode } from './node.ts';

/** The client API of a node beside the node itself, which knows its routes and counts what it asks the database. */
export async function countedMastodon(node: TestNode) {
  let count = 0;
  const routes: { readonly method: string; readonly url: string }[] = [];
  const { database, domain, federation } = node.services;
  const sql = postgres(database.url, { max: 2, fetch_types: false });
  const db = drizzle(sql, { logger: { logQuery: () => void count++ } });
  const nothing = async () => undefined;
  const app = Fastify();
  app.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) routes.push({ method: one, url });
  });
  await app.register(mastodonRoutes, {
    mastodon: {
      domain: { ...domain, db },
      lookup: { actor: nothing, address: nothing, ownServerPage: nothing },
      logger: federation.logger,
      pushKey: '',
      locale: 'it',
      role: 'district',
    },
    database,
  });
  return {
    routes,
    get: async (url: string, token: string) => {
      count = 0;
      const response = await app.inject({ url, headers: { authorization: `Bearer ${token}` } });
      expect(response.statusCode, url).toBe(200);
      return { queries: count, body: response.json<unknown>() };
    },
    close: async () => {
      await app.close();
      await sql.end();
    },
  };
}
