import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aversions } from '../../src/domain/aversions/aversion.table.ts';
import { isBlocked } from '../../src/domain/aversions/is-blocked.ts';
import { operator } from '../../src/domain/caller.ts';
import { isFollowing } from '../../src/domain/follows/follow-reads.ts';
import { postByUri } from '../../src/domain/posts/post-reads.ts';
import { openReports, settleReport } from '../../src/domain/reports/report.ts';
import { createClient, type TestClient } from '../support/mastodon-client.ts';
import { expectEntity } from '../support/mastodon-schema.ts';
import { eventually, startNode, type TestNode } from '../support/node.ts';

let valle: TestNode;
let monte: TestNode;
let anna: TestClient;
let bruno: TestClient;
/** Bruno as Anna's node knows him, and Anna as his does. */
let brunoThere: string;
let annaThere: string;

beforeAll(async () => {
  [valle, monte] = await Promise.all([startNode({ name: 'DES Valle' }), startNode({ name: 'DES Monte' })]);
  [anna, bruno] = await Promise.all([createClient(valle, 'anna'), createClient(monte, 'bruno')]);
  const find = async (who: TestClient, handle: string) =>
    String((await who.get(`/api/v2/search?resolve=true&q=${handle}`)).body.accounts[0]?.id);
  brunoThere = await find(anna, `@bruno@${monte.host}`);
  annaThere = await find(bruno, `@anna@${valle.host}`);
}, 60_000);
afterAll(() => Promise.all([valle.stop(), monte.stop()]));

const follows = (node: TestNode, follower: string, followed: string) =>
  isFollowing(node.services.domain.db, follower, followed);

test('a block ends the follows on both nodes, keeps new ones out, and is taken back', async () => {
  const { db } = monte.services.domain;
  await anna.post(`/api/v1/accounts/${brunoThere}/follow`);
  await bruno.post(`/api/v1/accounts/${annaThere}/follow`);
  await eventually(
    () => follows(valle, brunoThere, anna.actor.id),
    (stands) => stands,
  );
  await eventually(
    () => follows(valle, anna.actor.id, brunoThere),
    (stands) => stands,
  );
  const said = await anna.post(`/api/v1/accounts/${brunoThere}/block`);
  expect(said.body).toMatchObject({ blocking: true, following: false, followed_by: false });
  await eventually(
    () => isBlocked(db, annaThere, bruno.actor.id),
    (blocked) => blocked,
  );
  expect(await follows(monte, bruno.actor.id, annaThere)).toBe(false);
  expect(await follows(monte, annaThere, bruno.actor.id)).toBe(false);
  const [tie] = (await bruno.get(`/api/v1/accounts/relationships?id[]=${annaThere}`)).body;
  expect(tie).toMatchObject({ blocked_by: true, following: false });
  expect((await bruno.post(`/api/v1/accounts/${annaThere}/follow`)).status).toBe(403);
  await anna.post(`/api/v1/accounts/${brunoThere}/unblock`);
  await eventually(
    () => isBlocked(db, annaThere, bruno.actor.id),
    (blocked) => !blocked,
  );
  expect((await bruno.post(`/api/v1/accounts/${annaThere}/follow`)).status).toBe(200);
  await eventually(
    () => follows(monte, bruno.actor.id, annaThere),
    (stands) => stands,
  );
});

test('who is blocked and asks all the same is refused', async () => {
  const { domain } = valle.services;
  await bruno.post(`/api/v1/accounts/${annaThere}/unfollow`);
  await eventually(
    () => follows(valle, brunoThere, anna.actor.id),
    (stands) => !stands,
  );
  // The other node does not know of the block: only this one keeps him out.
  await anna.post(`/api/v1/accounts/${brunoThere}/block`);
  await eventually(
    () => isBlocked(monte.services.domain.db, annaThere, bruno.actor.id),
    (blocked) => blocked,
  );
  await monte.services.domain.db.delete(aversions);
  expect((await bruno.post(`/api/v1/accounts/${annaThere}/follow`)).body).toMatchObject({ requested: true });
  await eventually(
    async () => (await bruno.get(`/api/v1/accounts/relationships?id[]=${annaThere}`)).body[0],
    (tie) => (tie as unknown as { requested: boolean }).requested === false,
  );
  expect(await isFollowing(domain.db, brunoThere, anna.actor.id)).toBe(false);
});

test('a profile is seen on the other node as it is changed: words, fields, pictures', async () => {
  await anna.post(`/api/v1/accounts/${brunoThere}/unblock`);
  await anna.post(`/api/v1/accounts/${brunoThere}/follow`);
  await eventually(
    () => follows(monte, annaThere, bruno.actor.id),
    (stands) => stands,
  );
  const picture = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#336655' } })
    .jpeg()
    .withExif({ IFD0: { Copyright: 'segreto' } })
    .toBuffer();
  const form = new FormData();
  form.set('display_name', 'Bruno dei Monti');
  form.set('locked', 'true');
  form.set('fields_attributes[0][name]', 'Orto');
  form.set('fields_attributes[0][value]', 'a <b>Carmignano</b>');
  form.set('fields_attributes[1][name]', '');
  form.set('fields_attributes[1][value]', '');
  form.set('avatar', new Blob([new Uint8Array(picture)], { type: 'image/jpeg' }), 'a.jpg');
  form.set('header', new Blob([new Uint8Array(picture)], { type: 'image/jpeg' }), 'b.jpg');
  const response = await fetch(`${monte.origin}/api/v1/accounts/update_credentials`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${bruno.token}` },
    body: form,
  });
  const mine = (await response.json()) as Record<string, unknown>;
  expectEntity('CredentialAccount', mine);
  expect(mine).toMatchObject({ display_name: 'Bruno dei Monti', locked: true });
  const served = Buffer.from(await (await fetch(String(mine.avatar))).arrayBuffer());
  expect((await sharp(served).metadata()).width).toBe(400);
  expect(served.includes('segreto')).toBe(false);
  const there = await eventually(
    async () => (await anna.get(`/api/v1/accounts/${brunoThere}`)).body as unknown as Record<string, unknown>,
    (account) => account.avatar === mine.avatar,
  );
  expect(there).toMatchObject({ display_name: 'Bruno dei Monti', header: mine.header, locked: true });
  expect(there.fields).toContainEqual({
    name: 'Orto',
    value: 'a &lt;b&gt;Carmignano&lt;/b&gt;',
    verified_at: null,
  });
  const removed = await bruno.delete('/api/v1/profile/avatar');
  expect(removed.body).toMatchObject({ avatar: `${monte.origin}/avatars/missing.png` });
  const broken = new FormData();
  broken.set('avatar', new Blob(['<svg/>'], { type: 'image/png' }), 'a.png');
  const refused = await fetch(`${monte.origin}/api/v1/accounts/update_credentials`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${bruno.token}` },
    body: broken,
  });
  expect(refused.status).toBe(422);
});

test('a report reaches the coordinators of both nodes, and does not say elsewhere who complained', async () => {
  const said = (await bruno.post('/api/v1/statuses', { status: 'comprate tutto da me' })).body;
  const post = await eventually(
    () => postByUri(valle.services.domain.db, String(said.uri)),
    (found) => found !== undefined,
  );
  const report = await anna.post('/api/v1/reports', {
    account_id: brunoThere,
    status_ids: [post?.id],
    comment: 'Solo pubblicità',
    category: 'spam',
    forward: true,
  });
  expectEntity('Report', report.body);
  expect(await openReports(valle.services.domain, operator, 10)).toMatchObject([
    { report: { comment: 'Solo pubblicità', category: 'spam' }, reporter: { handle: 'anna' } },
  ]);
  const [there] = await eventually(
    () => openReports(monte.services.domain, operator, 10),
    (found) => found.length > 0,
  );
  expect(there).toMatchObject({
    report: { comment: 'Solo pubblicità', posts: [said.uri] },
    target: { handle: 'bruno' },
    reporter: { type: 'Application' },
  });
  await settleReport(monte.services.domain, operator, there?.report.id ?? '');
  expect(await openReports(monte.services.domain, operator, 10)).toEqual([]);
  const nobody = { kind: 'account', accountId: bruno.accountId, role: 'member', actsFor: [] } as const;
  await expect(openReports(monte.services.domain, nobody, 10)).rejects.toMatchObject({ kind: 'forbidden' });
});
