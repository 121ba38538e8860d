import { and, eq, ne } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../../src/domain/actors/actor.table.ts';
import {
  changeAnnouncement,
  publishAnnouncement,
} from '../../src/domain/announcements/publish-announcement.ts';
import { operator } from '../../src/domain/caller.ts';
import { answerEnquiry } from '../../src/domain/enquiries/answer-enquiry.ts';
import { enquiriesTo } from '../../src/domain/enquiries/enquiry-reads.ts';
import { favourites } from '../../src/domain/favourites/favourite.table.ts';
import { tieCount } from '../../src/domain/follows/follow-reads.ts';
import { addMember } from '../../src/domain/members/add-member.ts';
import { announces } from '../../src/domain/posts/post.table.ts';
import { withdrawPost } from '../../src/domain/posts/withdraw-post.ts';
import { publishProposal } from '../../src/domain/proposals/publish-proposal.ts';
import type { JsonObject } from '../../src/federation/json/context.ts';
import { htmlToText } from '../../src/platform/html/text.ts';
import type { Id } from '../../src/platform/ids.ts';
import { signLinkedData } from '../support/linked-data.ts';
import { eventually, startNode, type TestNode } from '../support/node.ts';
import { type Peer, type PeerActor, startPeer } from '../support/peer.ts';
import { gotosocial } from './gotosocial.ts';
import { lemmy } from './lemmy.ts';
import { mastodon, mastodonRfc9421 } from './mastodon.ts';
import { misskey } from './misskey.ts';
import { mobilizon } from './mobilizon.ts';
import { pleroma } from './pleroma.ts';
import { EDITED_TEXT, type Ours, PUBLIC, person, REPLY_TEXT, type Software } from './software.ts';

const SOFTWARE: readonly Software[] = [
  mastodon,
  mastodonRfc9421,
  gotosocial,
  misskey,
  pleroma,
  lemmy,
  mobilizon,
];

let node: TestNode;
let baker: Actor;

beforeAll(async () => {
  node = await startNode({ name: 'DES Valle' });
  const { domain } = node.services;
  baker = await addMember(domain, operator, { handle: 'forno', name: 'Forno', kind: 'enterprise' });
});
afterAll(() => node.stop());

describe.each(SOFTWARE)('$name', (software) => {
  let peer: Peer;
  let ada: PeerActor;
  let offerId: Id;
  let ours: Ours;
  let district: string;
  let groupId: Id;

  const post = async (json: JsonObject, inbox = `${node.origin}/inbox`) => {
    const isSigned = software.linkedData && JSON.stringify(json.to ?? null).includes(PUBLIC);
    const sent = isSigned ? await signLinkedData(json, ada) : json;
    return (await peer.post(inbox, sent, { as: ada, keyId: ada.keyUri, ...software.signing })).status;
  };
  const arrived = () =>
    peer.requests.filter(({ method }) => method === 'POST').map(({ body }) => JSON.parse(body));
  const arrival = (wanted: (json: JsonObject) => boolean): Promise<JsonObject> =>
    eventually(
      async () => arrived().find(wanted),
      (found) => found !== undefined,
    );
  const followers = () => tieCount(node.services.domain.db, 'followers', node.services.actors.group.id);
  const enquiries = async () => {
    const all = await enquiriesTo(node.services.domain.db, [baker.id], 20);
    return all.filter(({ author }) => author.uri === ada.uri);
  };

  beforeAll(async () => {
    const { domain, actors } = node.services;
    peer = await startPeer({ actors: [] });
    ada = person(software, peer.origin, 'ada');
    peer.serve(ada.uri, ada.document);
    if (!ada.keyUri.includes('#')) {
      const { id, type, preferredUsername, publicKey, '@context': context } = ada.document;
      peer.serve(ada.keyUri, { '@context': context, id, type, preferredUsername, publicKey });
    }
    const terms = { purpose: 'offer', title: 'Pane di segale', quantity: '1', unit: 'kg' } as const;
    offerId = (await publishProposal(domain, operator, baker.id, { ...terms, available: '10' })).id;
    ours = {
      post: domain.addresses.object(offerId),
      author: baker.uri,
      handle: `${baker.handle}@${domain.addresses.host}`,
    };
    district = actors.group.uri;
    groupId = actors.group.id;
  });
  afterAll(() => peer.close());

  test('follows the district and is told of it', async () => {
    const before = await followers();
    const follow = software.follow(ada, district);
    expect(await post(follow, `${district}/inbox`)).toBe(202);
    const accept = await arrival(({ type }) => type === 'Accept');
    expect(accept).toMatchObject({
      actor: district,
      object: { id: follow.id, type: 'Follow', actor: ada.uri },
    });
    expect(await followers()).toBe(before + 1);
  });

  test('sees an announcement come, change and go, in that order', async () => {
    const { domain, actors } = node.services;
    const { id } = await publishAnnouncement(domain, operator, actors.group.id, { text: 'Sabato in sede.' });
    const uri = domain.addresses.object(id);
    const about = ({ object }: JsonObject) =>
      (typeof object === 'object' ? (object as JsonObject).id : object) === uri;
    const told = (type: string) => arrival((json) => json.type === type && about(json));
    expect(await told('Create')).toMatchObject({
      object: { type: 'Note', content: expect.stringContaining('Sabato') },
    });
    await changeAnnouncement(domain, operator, id, { text: 'Domenica in sede.' });
    expect(await told('Update')).toMatchObject({ object: { content: expect.stringContaining('Domenica') } });
    await withdrawPost(domain, operator, id, 'announcement');
    expect(await told('Delete')).toMatchObject({ object: { type: 'Tombstone' } });
    const types = arrived()
      .filter(about)
      .map(({ type }) => type);
    expect(types.filter((type) => type !== 'Announce')).toEqual(['Create', 'Update', 'Delete']);
  });

  test('asks about an offer in a reply, changes it, is answered in private, and takes it back', async () => {
    expect(await post(software.reply(ada, ours))).toBe(202);
    const [enquiry] = await enquiries();
    expect(enquiry?.about?.id).toBe(offerId);
    expect(htmlToText(enquiry?.post.content ?? '')).toContain(REPLY_TEXT);

    const edit = software.edit(ada, ours);
    if (edit !== undefined) {
      expect(await post(edit)).toBe(202);
      expect(htmlToText((await enquiries())[0]?.post.content ?? '')).toContain(EDITED_TEXT);
    }

    await answerEnquiry(node.services.domain, operator, baker.id, enquiry?.post.id ?? '', {
      text: 'Sì, due pagnotte.',
    });
    const answer = await arrival(({ type, actor }) => type === 'Create' && actor === baker.uri);
    expect(answer).toMatchObject({
      to: [ada.uri],
      object: { inReplyTo: enquiry?.post.uri, tag: [{ type: 'Mention', href: ada.uri }] },
    });
    expect(JSON.stringify(answer)).not.toContain('#Public');

    expect(await post(software.remove(ada))).toBe(202);
    expect(await enquiries()).toEqual([]);
  });

  test('likes an offer and passes it on, and takes both back', async () => {
    const { db } = node.services.domain;
    const counts = async () => [
      await db.$count(favourites, eq(favourites.postId, offerId)),
      await db.$count(
        announces,
        and(eq(announces.postId, offerId), eq(announces.undone, false), ne(announces.actorId, groupId)),
      ),
    ];
    const [liked, boosted] = [software.like(ada, ours), software.boost(ada, ours)];
    for (const said of [liked, boosted]) if (said !== undefined) expect(await post(said)).toBe(202);
    expect(await counts()).toEqual([liked === undefined ? 0 : 1, boosted === undefined ? 0 : 1]);
    for (const said of [liked, boosted]) {
      if (said !== undefined) expect(await post(software.undo(ada, said))).toBe(202);
    }
    expect(await counts()).toEqual([0, 0]);
  });

  test('stops following, and a second time changes nothing', async () => {
    const before = await followers();
    const undo = software.undo(ada, software.follow(ada, district));
    expect(await post(undo)).toBe(202);
    expect(await post(undo)).toBe(202);
    expect(await followers()).toBe(before - 1);
  });
});
