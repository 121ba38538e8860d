import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { posts } from '../../../src/domain/posts/post.table.ts';
import { proposals } from '../../../src/domain/proposals/proposal.table.ts';
import type { JsonObject } from '../../../src/federation/json/context.ts';
import { activity } from '../../support/activities.ts';
import { digest, inboxesOf, post, useSetting } from '../../support/hostile.ts';
import { send } from '../../support/peer.ts';
import { fepMinimal, fepOffer, fepProposal } from '../../unit/federation/corpus.ts';

const AS = 'https://www.w3.org/ns/activitystreams';
const setting = useSetting();
const anna = () => setting().peer.actor('anna');
let count = 0;

/** One of FEP-0837's examples as if anna had written it. */
function byAnna(example: JsonObject): JsonObject {
  const id = `${anna().uri}/proposals/${++count}`;
  const own = JSON.stringify(example)
    .replaceAll('https://market.example/proposals/ddde9d6f', id)
    .replaceAll(/https:\/\/(?:market|social)\.example\/users\/(?:alice|bob)/g, anna().uri)
    .replaceAll('https://social.example/objects/1/offer', `${id}/offer`);
  return JSON.parse(own);
}

const examples: [name: string, example: JsonObject][] = [
  ['full', fepProposal],
  ['minimal', fepMinimal],
];
/** Where the context stands: outside with the terms, or within the object. */
const shapes: [name: string, wrap: (object: JsonObject) => JsonObject][] = [
  [
    'around the activity',
    ({ '@context': context = AS, ...object }) =>
      activity(anna(), 'Create', object, { '@context': context, to: [`${AS}#Public`] }),
  ],
  ['within the object', (object) => activity(anna(), 'Create', object)],
  ['nowhere', ({ '@context': _, ...object }) => activity(anna(), 'Create', object)],
];

describe.each(examples)("FEP-0837's example, %s", (_, example) => {
  test.each(shapes)('with its context %s: signed it is an offer, unsigned nothing', async (_, wrap) => {
    const { node, member, peer } = setting();
    const { db } = node.services.domain;
    for (const inbox of inboxesOf(node, member)) {
      const create = wrap(byAnna(example));
      const before = await digest(node);
      const headers = { host: new URL(inbox.url).host, 'content-type': 'application/activity+json' };
      expect((await send(inbox.url, headers, Buffer.from(JSON.stringify(create)))).status).toBe(401);
      expect(await digest(node)).toEqual(before);

      expect(await post(peer, inbox, create, { as: anna() })).toEqual({ status: 202, body: '' });
      const object = create.object as JsonObject;
      const [taken] = await db
        .select({ purpose: proposals.purpose, quantity: proposals.quantity })
        .from(proposals)
        .innerJoin(posts, eq(posts.id, proposals.postId))
        .where(eq(posts.uri, String(object.id)));
      expect(taken).toEqual({ purpose: example === fepMinimal ? 'request' : 'offer', quantity: '1' });
    }
  });
});

test("FEP-0837's Offer of an Agreement is answered below 500, signed and unsigned", async () => {
  const { node, member, peer } = setting();
  for (const inbox of inboxesOf(node, member)) {
    const offer = byAnna(fepOffer);
    const before = await digest(node);
    const headers = { host: new URL(inbox.url).host, 'content-type': 'application/activity+json' };
    expect((await send(inbox.url, headers, Buffer.from(JSON.stringify(offer)))).status).toBe(401);
    expect([202, 400, 403]).toContain((await post(peer, inbox, offer, { as: anna() })).status);
    expect(await digest(node)).toEqual(before);
  }
});
