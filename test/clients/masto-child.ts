import { createInterface } from 'node:readline/promises';
import { createOAuthAPIClient, createRestAPIClient, createStreamingAPIClient } from 'masto';

/** masto, as any program uses it. Told the node and a handle elsewhere; prints the address for consent, reads the code. */
const [url = '', handle = '', picture = ''] = process.argv.slice(2);
const REDIRECT = 'urn:ietf:wg:oauth:2.0:oob';
const SCOPES = 'read write follow push';
const input = createInterface({ input: process.stdin });
const say = (what: string, value: unknown) => console.log(JSON.stringify({ what, value }));

const app = await createRestAPIClient({ url }).v1.apps.create({
  clientName: 'masto',
  redirectUris: REDIRECT,
  scopes: SCOPES,
});
const query = new URLSearchParams({
  client_id: app.clientId ?? '',
  redirect_uri: REDIRECT,
  response_type: 'code',
  scope: SCOPES,
});
say('authorize', `${url}/oauth/authorize?${query}`);
const [code] = await new Promise<string[]>((resolve) => input.once('line', (line) => resolve([line])));
const oauth = createOAuthAPIClient({ url });
const { accessToken } = await oauth.token.create({
  grantType: 'authorization_code',
  clientId: app.clientId ?? '',
  clientSecret: app.clientSecret ?? '',
  redirectUri: REDIRECT,
  code: code ?? '',
  scope: SCOPES,
});
const masto = createRestAPIClient({ url, accessToken });
const instance = await masto.v2.instance.fetch();
say('instance', instance.version);
say('me', (await masto.v1.accounts.verifyCredentials()).acct);

const streaming = createStreamingAPIClient({
  streamingApiUrl: instance.configuration.urls.streaming,
  accessToken,
});
const heard: string[] = [];
const listening = (async () => {
  for await (const event of streaming.user.subscribe()) {
    heard.push(event.event);
    if (heard.includes('update')) break;
  }
})();

const found = await masto.v2.search.list({ q: handle, resolve: true });
const account = found.accounts[0];
say('found', account?.acct);
const followed = await masto.v1.accounts.$select(account?.id ?? '').follow();
say('follows', followed.following || followed.requested);
const file = new Blob([Buffer.from(picture, 'base64')]);
const media = await masto.v2.media.create({ file, description: 'Un quadrato' });
let status = await masto.v1.statuses.create({ status: 'Da masto #prova', mediaIds: [media.id] });
say('posted', status.mediaAttachments[0]?.description);
for (let n = 0; n < 20 && heard.length === 0; n++) {
  await new Promise((resolve) => setTimeout(resolve, 100));
  if (n % 5 === 4) status = await masto.v1.statuses.create({ status: `ancora ${n}` });
}
await Promise.race([listening, new Promise((resolve) => setTimeout(resolve, 5_000))]);
streaming.close();
say('streamed', heard.includes('update'));
const reply = await masto.v1.statuses.create({ status: 'Risposta', inReplyToId: status.id });
say('replied', reply.inReplyToId === status.id);
say('context', (await masto.v1.statuses.$select(status.id).context.fetch()).descendants.length);
say('boosted', (await masto.v1.statuses.$select(status.id).reblog()).reblog?.id === status.id);
say('liked', (await masto.v1.statuses.$select(status.id).favourite()).favourited);
say('home', (await masto.v1.timelines.home.list()).length > 0);
say('public', (await masto.v1.timelines.public.list({ local: true })).length > 0);
say('tag', (await masto.v1.timelines.tag.$select('prova').list()).length);
say('notifications', Array.isArray(await masto.v1.notifications.list()));
say('groups', Array.isArray((await masto.v2.notifications.list()).notificationGroups));
say('unfollows', !(await masto.v1.accounts.$select(account?.id ?? '').unfollow()).following);
await oauth.revoke({
  clientId: app.clientId ?? '',
  clientSecret: app.clientSecret ?? '',
  token: accessToken,
});
say(
  'out',
  await masto.v1.accounts.verifyCredentials().then(
    () => false,
    () => true,
  ),
);
process.exit(0);
