import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import Fastify, { type FastifyInstance, type LightMyRequestResponse } from 'fastify';
import { inject } from 'vitest';
import { invite } from '../../src/domain/accounts/invite.ts';
import { appointRepresentative } from '../../src/domain/accounts/sign-in.ts';
import { signUp } from '../../src/domain/accounts/sign-up.ts';
import type { Actor } from '../../src/domain/actors/actor.table.ts';
import { operator } from '../../src/domain/caller.ts';
import type { Domain } from '../../src/domain/domain.ts';
import type { RemoteLookup } from '../../src/domain/remote-lookup.ts';
import { exportFiles } from '../../src/platform/export-files.ts';
import { webRoutes } from '../../src/web/web-routes.ts';
import type { TestDomain } from './domain.ts';

/** There is no other server. */
const alone: RemoteLookup = {
  actor: async () => undefined,
  address: async () => undefined,
  ownServerPage: async () => undefined,
};

/** The pages of a district at https://valle.example, without a server before them. */
export async function createTestWeb(
  { domain }: Pick<TestDomain, 'domain'>,
  role: 'district' | 'network' = 'district',
  exports = exportFiles(mkdtempSync(join(inject('runFolder'), 'web-'))),
  lookup: RemoteLookup = alone,
  mail = false,
): Promise<FastifyInstance> {
  const app = Fastify();
  const checks = { outside: async () => [], sendTestLetter: async () => {} };
  await app.register(webRoutes, { domain, locale: 'it', role, mail, exports, lookup, checks });
  return app;
}

/** A browser with cookies, which fills in the forms that it is shown. */
export function createBrowser(
  app: FastifyInstance,
  remoteAddress = '127.0.0.1',
  origin = 'https://valle.example',
) {
  const jar = new Map<string, string>();
  const keep = (response: LightMyRequestResponse) => {
    for (const { name, value, maxAge, expires } of response.cookies) {
      const gone = maxAge === 0 || (expires !== undefined && expires.getTime() <= 0);
      if (gone) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  };
  const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  return {
    jar,
    get: async (url: string, headers: Record<string, string> = {}) =>
      keep(await app.inject({ url, remoteAddress, headers: { cookie: cookie(), ...headers } })),
    /** Posts fields with the token of the form on `page`; `headers` replace what a browser would say. */
    post: async (
      url: string,
      page: string,
      fields: Record<string, string>,
      headers: Record<string, string> = { origin, 'sec-fetch-site': 'same-origin' },
    ) =>
      keep(
        await app.inject({
          method: 'POST',
          url,
          remoteAddress,
          headers: { cookie: cookie(), 'content-type': 'application/x-www-form-urlencoded', ...headers },
          payload: new URLSearchParams({ csrf: tokenIn(page), ...fields }).toString(),
        }),
      ),
    /** Sends a form with files, as a browser does. */
    upload: async (
      url: string,
      page: string,
      fields: Record<string, string>,
      files: Record<string, Buffer> = {},
    ) => {
      const form = new FormData();
      form.set('csrf', tokenIn(page));
      for (const [name, value] of Object.entries(fields)) form.set(name, value);
      for (const [name, data] of Object.entries(files)) {
        form.set(name, new File([new Uint8Array(data)], 'picture'));
      }
      const body = new Response(form);
      const headers = {
        cookie: cookie(),
        'content-type': body.headers.get('content-type') ?? '',
        origin,
        'sec-fetch-site': 'same-origin',
      };
      const payload = Buffer.from(await body.arrayBuffer());
      return keep(await app.inject({ method: 'POST', url, remoteAddress, headers, payload }));
    },
  };
}

export const PASSWORD = 'una frase lunga';

/** A browser in which somebody who has just entered the district is signed in. */
export async function signedUpBrowser(
  app: FastifyInstance,
  domain: Domain,
  role: 'coordinator' | 'member',
  handle: string = role,
): Promise<ReturnType<typeof createBrowser>> {
  const token = await invite(domain, operator, role);
  const browser = createBrowser(app, undefined, domain.addresses.origin);
  const page = (await browser.get(`/iscrizione?token=${token}`)).body;
  const who = { handle, name: `Prova ${handle}`, email: `${handle}@valle.example`, password: PASSWORD };
  await browser.post('/iscrizione', page, { token, ...who });
  return browser;
}

export type Browser = ReturnType<typeof createBrowser>;

/** A browser in which somebody who acts for these organisations is signed in. */
export async function browserActingFor(
  app: FastifyInstance,
  domain: Domain,
  handle: string,
  organisations: readonly Pick<Actor, 'id'>[],
  role: 'coordinator' | 'member' = 'member',
): Promise<Browser> {
  const email = `${handle}@valle.example`;
  const token = await invite(domain, operator, role);
  const account = await signUp(domain, { token, handle, name: handle, email, password: PASSWORD });
  for (const { id } of organisations) await appointRepresentative(domain, operator, account, id);
  const browser = createBrowser(app, undefined, domain.addresses.origin);
  await browser.post('/accedi', (await browser.get('/accedi')).body, { email, password: PASSWORD });
  return browser;
}

export function tokenIn(page: string): string {
  return /name="csrf" value="([\w-]+)"/.exec(page)?.[1] ?? '';
}
