import { createReadStream, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import generator, { detector } from 'megalodon';

/** megalodon, as any program uses it: it finds out by itself what the node speaks. */
const [url = '', handle = '', picture = ''] = process.argv.slice(2);
const input = createInterface({ input: process.stdin });
const say = (what: string, value: unknown) => console.log(JSON.stringify({ what, value }));

const kind = await detector(url);
say('instance', kind);
const guest = generator(kind, url);
const app = await guest.registerApp('megalodon', { scopes: ['read', 'write', 'follow'] });
say('authorize', app.url);
const [code] = await new Promise<string[]>((resolve) => input.once('line', (line) => resolve([line])));
const token = await guest.fetchAccessToken(app.client_id, app.client_secret, code ?? '');
const client = generator(kind, url, token.access_token);
say('me', (await client.verifyAccountCredentials()).data.acct);
const found = (await client.search(handle, { resolve: true })).data.accounts[0];
say('found', found?.acct);
const followed = (await client.followAccount(found?.id ?? '')).data;
say('follows', followed.following || followed.requested);
// It sends files as streams of the file system.
const path = join(mkdtempSync(join(tmpdir(), 'megalodon-')), 'a.png');
writeFileSync(path, Buffer.from(picture, 'base64'));
const media = (await client.uploadMedia(createReadStream(path), { description: 'Un quadrato' })).data;
const status = (await client.postStatus('Da megalodon #prova', { media_ids: [media.id] })).data;
if (!('content' in status)) throw new Error('scheduled');
say('posted', status.media_attachments[0]?.description);
const reply = (await client.postStatus('Risposta', { in_reply_to_id: status.id })).data;
say('replied', 'content' in reply && reply.in_reply_to_id === status.id);
say('context', (await client.getStatusContext(status.id)).data.descendants.length);
say('boosted', (await client.reblogStatus(status.id)).data.reblog?.id === status.id);
say('liked', (await client.favouriteStatus(status.id)).data.favourited);
say('home', (await client.getHomeTimeline()).data.length > 0);
say('public', (await client.getLocalTimeline()).data.length > 0);
say('tag', (await client.getTagTimeline('prova')).data.length);
say('notifications', Array.isArray((await client.getNotifications()).data));
say('unfollows', !(await client.unfollowAccount(found?.id ?? '')).data.following);
await client.revokeToken(app.client_id, app.client_secret, token.access_token);
say(
  'out',
  await client.verifyAccountCredentials().then(
    () => false,
    () => true,
  ),
);
process.exit(0);
