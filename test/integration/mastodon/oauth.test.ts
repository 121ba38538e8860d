import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Caller } from '../../../src/domain/caller.ts';
import { authoriseApp } from '../../../src/domain/oauth/authorise-app.ts';
import { appByClientId } from '../../../src/domain/oauth/register-app.ts';
import type { Scope } from '../../../src/domain/oauth/scopes.ts';
import { createClient, speaker, type TestClient } from '../../support/mastodon-client.ts';
import { expectEntity } from '../../support/mastodon-schema.ts';
import { startNode, type TestNode } from '../../support/node.ts';

const OOB = 'urn:ietf:wg:oauth:2.0:oob';
const APP = 'https://app.example/back';

let node: TestNode;
let anna: TestClient;
let bruno: TestClient;
let caller: Caller;

beforeAll(async () => {
  node = await startNode({ background: false });
  [anna, bruno] = await Promise.all([createClient(node, 'anna'), createClient(node, 'bruno')]);
  caller = { kind: 'account', accountId: anna.accountId, role: 'member', actsFor: [anna.actor.id] };
}, 60_000);
afterAll(() => node.stop());

interface App {
  readonly client_id: string;
  readonly client_secret: string;
}
const anyone = () => speaker(node.origin);
const register = async (scopes = 'read write', redirects = APP): Promise<App> =>
  (await anyone().post('/api/v1/apps', { client_name: 'Prova', redirect_uris: redirects, scopes }))
    .body as unknown as App;
const codeFor = async (
  { client_id: id }: App,
  more: { scopes?: Scope[]; redirectUri?: string; codeChallenge?: string; actorId?: string } = {},
) => {
  const app = await appByClientId(node.services.domain.db, id);
  if (app === undefined) throw new Error('no app');
  return authoriseApp(node.services.domain, caller, app, {
    actorId: anna.actor.id,
    scopes: ['read'],
    redirectUri: APP,
    codeChallenge: undefined,
    ...more,
  });
};
const exchange = async (app: App, code: string, more: object = {}) =>
  anyone().post('/oauth/token', {
    grant_type: 'authorization_code',
    redirect_uri: APP,
    ...app,
    code,
    ...more,
  });
const tokenIn = (answer: Awaited<ReturnType<typeof exchange>>) =>
  String((answer.body as unknown as { access_token: string }).access_token);

test.each(['/oauth/authorize', '/accedi'])(
  '%s may be opened in a window by a client on another site',
  async (path) => {
    const { headers } = await fetch(`${node.origin}${path}`, { redirect: 'manual' });
    expect(headers.get('cross-origin-opener-policy')).toBe('unsafe-none');
    expect((await fetch(`${node.origin}/`)).headers.get('cross-origin-opener-policy')).toBe('same-origin');
  },
);

describe('an application', () => {
  test('introduces itself, in the ways that clients have', async () => {
    const answer = await anyone().post('/api/v1/apps', { client_name: 'Prova', redirect_uris: [APP, OOB] });
    expectEntity('CredentialApplication', answer.body);
    const form = await fetch(`${node.origin}/api/v1/apps/`, {
      method: 'POST',
      body: new URLSearchParams({
        client_name: 'Prova',
        redirect_uris: `${APP}\ncom.app.1:/back`,
        scopes: 'read',
      }),
    });
    expect(form.status).toBe(200);
    for (const redirect of ['javascript:alert(1)', 'data:text/html,x', 'https://app.example/#x', '/back']) {
      expect(
        (await anyone().post('/api/v1/apps', { client_name: 'x', redirect_uris: redirect })).status,
      ).toBe(422);
    }
    const scope = await anyone().post('/api/v1/apps', {
      client_name: 'x',
      redirect_uris: APP,
      scopes: 'admin:read',
    });
    expect(scope.status).toBe(422);
  });

  test('gets access by a code, once, for itself alone', async () => {
    const app = await register();
    const other = await register();
    const code = await codeFor(app);
    expect((await exchange(other, code)).status).toBe(400);
    expect((await exchange({ ...app, client_secret: 'x' }, code)).status).toBe(401);
    expect((await exchange(app, code, { redirect_uri: `${APP}/more` })).status).toBe(400);
    const first = await exchange(app, code);
    expect(first.status).toBe(200);
    expectEntity('Token', first.body);
    expect(first.headers.get('cache-control')).toBe('no-store');
    const holder = speaker(node.origin, tokenIn(first));
    expect((await holder.get('/api/v1/accounts/verify_credentials')).body.acct).toBe('anna');
    // Whoever comes with it again has stolen it, or was robbed.
    expect((await exchange(app, code)).status).toBe(400);
    expect((await holder.get('/api/v1/accounts/verify_credentials')).status).toBe(401);
  });

  test('proves that the code was for it, where it said that it would (PKCE)', async () => {
    const app = await register();
    const verifier = 'v'.repeat(50);
    const codeChallenge = createHash('sha256').update(verifier).digest('base64url');
    expect((await exchange(app, await codeFor(app, { codeChallenge }))).status).toBe(400);
    const wrong = await exchange(app, await codeFor(app, { codeChallenge }), {
      code_verifier: 'w'.repeat(50),
    });
    expect(wrong.status).toBe(400);
    const plain = await exchange(app, await codeFor(app, { codeChallenge }), {
      code_verifier: codeChallenge,
    });
    expect(plain.status).toBe(400);
    const right = await exchange(app, await codeFor(app, { codeChallenge }), { code_verifier: verifier });
    expect(right.status).toBe(200);
  });

  test('gets no more than was agreed to', async () => {
    const app = await register('read');
    await expect(codeFor(app, { scopes: ['write'] })).rejects.toMatchObject({ code: 'scope_not_registered' });
    await expect(codeFor(app, { redirectUri: `${APP}.evil.example` })).rejects.toMatchObject({
      code: 'redirect_uri_unknown',
    });
    await expect(codeFor(app, { actorId: bruno.actor.id })).rejects.toMatchObject({ kind: 'forbidden' });
    const reader = speaker(node.origin, tokenIn(await exchange(app, await codeFor(app))));
    expect((await reader.get('/api/v1/timelines/home')).status).toBe(200);
    expect((await reader.post('/api/v1/statuses', { status: 'x' })).status).toBe(403);
    const own = await anyone().post('/oauth/token', {
      grant_type: 'client_credentials',
      ...app,
      scope: 'read',
    });
    const itself = speaker(node.origin, tokenIn(own));
    expectEntity('Application', (await itself.get('/api/v1/apps/verify_credentials')).body);
    expect((await itself.get('/api/v1/timelines/home')).status).toBe(422);
    const more = await anyone().post('/oauth/token', {
      grant_type: 'client_credentials',
      ...app,
      scope: 'write',
    });
    expect(more.status).toBe(400);
  });

  test('leaves the consent page with nothing but what was registered', async () => {
    const { client_id: id } = await register();
    const changes: Record<string, string>[] = [
      { redirect_uri: `${APP}/x` },
      { redirect_uri: 'https://app.example.evil.example/back' },
      { client_id: 'x' },
      { scope: 'read follow' },
      { code_challenge: 'x', code_challenge_method: 'plain' },
      { response_type: 'token' },
    ];
    for (const change of changes) {
      const query = new URLSearchParams({
        client_id: id,
        redirect_uri: APP,
        response_type: 'code',
        ...change,
      });
      const answer = await fetch(`${node.origin}/oauth/authorize?${query}`, { redirect: 'manual' });
      expect([answer.status, answer.headers.get('location')], JSON.stringify(change)).toEqual([400, null]);
    }
    const post = await fetch(`${node.origin}/oauth/authorize`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ client_id: id, redirect_uri: APP, decision: 'allow', as: anna.actor.id }),
    });
    expect(post.status).toBe(403);
  });
});

describe('what clients ask first', () => {
  test.each([
    ['/api/v1/instance', 'V1Instance'],
    ['/api/v2/instance', 'Instance'],
    ['/api/v1/instance/', 'V1Instance'],
  ])('%s', async (path, entity) => {
    const answer = await anyone().get(path);
    expect(answer.status).toBe(200);
    expectEntity(entity, answer.body);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  });

  test('accounts, how they stand to each other, and what there is none of', async () => {
    expectEntity('CredentialAccount', (await anna.get('/api/v1/accounts/verify_credentials')).body);
    const changed = await anna.patch('/api/v1/accounts/update_credentials', {
      display_name: 'Anna R.',
      note: 'Orto',
    });
    expectEntity('CredentialAccount', changed.body);
    expect(changed.body).toMatchObject({ display_name: 'Anna R.', source: { note: 'Orto' } });
    const { body: found } = await anyone().get('/api/v1/accounts/lookup?acct=bruno');
    expectEntity('Account', found);
    expectEntity('Relationship', (await anna.post(`/api/v1/accounts/${found.id}/follow`)).body);
    expectEntity('Relationship', (await anna.post(`/api/v1/accounts/${found.id}/follow`)).body);
    const [tie] = (await anna.get(`/api/v1/accounts/relationships?id[]=${found.id}`)).body;
    expectEntity('Relationship', tie);
    expect(tie).toMatchObject({ following: true, note: '' });
    expect([...(await anyone().get(`/api/v1/accounts/${found.id}/followers`)).body]).toHaveLength(1);
    const search = (await anna.get('/api/v2/search?q=@bruno')).body;
    expectEntity('Search', search);
    expect(search.accounts[0]?.acct).toBe('bruno');
    for (const path of [
      'filters',
      'lists',
      'trends/tags',
      'custom_emojis',
      'announcements',
      'followed_tags',
    ]) {
      expect((await anna.get(`/api/v1/${path}`)).body).toEqual([]);
    }
    expect((await anyone().get('/api/v1/accounts/1')).status).toBe(404);
    expect((await anna.get('/api/v1/nothing')).status).toBe(404);
  });
});
