import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../../src/domain/actors/actor.table.ts';
import { saveRemoteActor } from '../../../src/domain/actors/remote-actor.ts';
import { announcementById, announcements } from '../../../src/domain/announcements/announcement-reads.ts';
import {
  changeAnnouncement,
  publishAnnouncement,
} from '../../../src/domain/announcements/publish-announcement.ts';
import { operator } from '../../../src/domain/caller.ts';
import { domainEvents } from '../../../src/domain/history/domain-event.table.ts';
import { addMember } from '../../../src/domain/members/add-member.ts';
import { announceOf } from '../../../src/domain/posts/post-reads.ts';
import { receivePost } from '../../../src/domain/posts/receive-post.ts';
import { withdrawAllOf, withdrawPost } from '../../../src/domain/posts/withdraw-post.ts';
import {
  catalogue,
  openProposalCount,
  proposalById,
  proposalCursor,
} from '../../../src/domain/proposals/catalogue.ts';
import {
  closeProposal,
  expireProposals,
  sweepEndedProposals,
  withdrawProposal,
} from '../../../src/domain/proposals/end-proposal.ts';
import type { NewProposal } from '../../../src/domain/proposals/proposal.ts';
import { changeProposal, publishProposal } from '../../../src/domain/proposals/publish-proposal.ts';
import { readCursor, writeCursor } from '../../../src/platform/pages.ts';
import { createTestDomain, type TestDomain } from '../../support/domain.ts';
import { DAY, MovedClock } from '../../support/moved-clock.ts';

const clock = new MovedClock();
let test: TestDomain;
let farm: Actor;
beforeAll(async () => {
  test = await createTestDomain(clock);
  farm = await addMember(test.domain, operator, {
    handle: 'podere',
    name: 'Podere La Fonte',
    kind: 'enterprise',
    shows: ['kind', 'place'],
    comune: 'Prato',
  });
});
afterAll(() => test.database.drop());

const oranges: NewProposal = {
  purpose: 'offer',
  title: 'Cassetta di arance bio, 5 kg',
  text: 'Raccolte a mano. #agrumi',
  sectors: ['filiera-corta'],
  quantity: '5',
  unit: 'kg',
  available: '200',
  minimum: '5',
  reciprocals: [{ amount: '14,50', conformsTo: 'https://www.wikidata.org/wiki/Q4916' }],
  comune: 'Prato',
};

function publish(change: Partial<NewProposal> = {}) {
  return publishProposal(test.domain, operator, farm.id, { ...oranges, ...change });
}

describe('a proposal', () => {
  it('keeps exact amounts, its place, its pictures and what it is found by', async () => {
    const data = await sharp({ create: { width: 60, height: 40, channels: 3, background: 'orange' } })
      .png()
      .toBuffer();
    const post = await publish({ images: [{ data, alt: 'Arance in una cassetta' }] });
    const view = await proposalById(test.domain.db, post.id);
    expect(view).toMatchObject({
      owner: { handle: 'podere' },
      group: { handle: 'distretto' },
      post: { tags: ['agrumi'], url: `https://valle.example/offerte/${post.id}` },
      proposal: { state: 'open', unit: 'kilogram', quantity: '5', unitBased: true, province: 'PO' },
      reciprocals: [{ amount: '14.50', unit: 'one' }],
      images: [{ alt: 'Arance in una cassetta', width: 60, height: 40 }],
    });
    expect(await announceOf(test.domain.db, test.actors.group.id, post.id)).toBeDefined();
    for (const text of ['arancia', 'AGRUMI', 'podere', 'filiera corta', '"cassetta di arance"']) {
      expect((await catalogue(test.domain.db, { text }, 10)).length, text).toBe(1);
    }
    expect(await catalogue(test.domain.db, { text: 'arancia -cassetta' }, 10)).toEqual([]);
    await withdrawProposal(test.domain, operator, post.id);
  });

  it.each<[string, Partial<NewProposal>]>([
    ['amount_invalid', { available: '-3' }],
    ['amount_invalid', { available: '1e5' }],
    ['unit_unknown', { unit: 'cucchiai' }],
    ['minimum_above_available', { minimum: '500' }],
    ['available_not_multiple', { available: '201', unitBased: true }],
    ['negotiable_with_amount', { negotiable: true }],
    ['amount_missing', { reciprocals: [{ label: 'marmellata' }] }],
    ['comune_unknown', { comune: 'Atlantide' }],
    ['value_missing', { title: '  ' }],
    ['text_too_long', { title: 'a'.repeat(151) }],
  ])('is refused as %s with %o', async (code, change) => {
    await expect(publish(change)).rejects.toMatchObject({ kind: 'invalid', code });
  });

  it('is changed in one thing and keeps the rest', async () => {
    const post = await publish();
    clock.advance(1000);
    await changeProposal(test.domain, operator, post.id, { available: '150', title: 'Arance navel' });
    expect(await proposalById(test.domain.db, post.id)).toMatchObject({
      post: { title: 'Arance navel', updatedAt: clock.now() },
      proposal: { available: '150', quantity: '5', comune: 'Prato', sectors: ['filiera-corta'] },
      reciprocals: [{ amount: '14.50' }],
    });
    await withdrawProposal(test.domain, operator, post.id);
  });

  it('speaks for its owner alone', async () => {
    const stranger = { kind: 'account', accountId: '1', role: 'coordinator', actsFor: ['2'] } as const;
    await expect(publishProposal(test.domain, stranger, farm.id, oranges)).rejects.toMatchObject({
      kind: 'forbidden',
    });
    const post = await publish();
    for (const act of [
      () => changeProposal(test.domain, stranger, post.id, { title: 'X' }),
      () => closeProposal(test.domain, stranger, post.id),
      () => withdrawProposal(test.domain, stranger, post.id),
    ]) {
      await expect(act()).rejects.toMatchObject({ kind: 'forbidden' });
    }
    await withdrawProposal(test.domain, operator, post.id);
  });

  it('closes, stays readable for a month, then leaves a tombstone', async () => {
    const post = await publish();
    await closeProposal(test.domain, operator, post.id);
    await expect(closeProposal(test.domain, operator, post.id)).rejects.toMatchObject({
      code: 'proposal_ended',
    });
    expect(await openProposalCount(test.domain.db, {})).toBe(0);
    expect((await proposalById(test.domain.db, post.id))?.proposal.state).toBe('closed');
    clock.advance(29 * DAY);
    expect(await sweepEndedProposals(test.domain)).toBe(0);
    clock.advance(2 * DAY);
    expect(await sweepEndedProposals(test.domain)).toBe(1);
    const gone = await announcementById(test.domain.db, post.id);
    expect(gone?.post).toMatchObject({ title: null, content: '', source: null });
    await expect(withdrawProposal(test.domain, operator, post.id)).rejects.toMatchObject({ kind: 'gone' });
  });

  it('expires by itself, with everyone told', async () => {
    const post = await publish({ expiresAt: new Date(clock.now().getTime() + DAY) });
    expect(await expireProposals(test.domain)).toBe(0);
    clock.advance(2 * DAY);
    expect(await expireProposals(test.domain)).toBe(1);
    expect((await proposalById(test.domain.db, post.id))?.proposal.state).toBe('expired');
    const events = await test.domain.db.select().from(domainEvents);
    expect(events.at(-1)).toMatchObject({ type: 'post-changed', subjectId: post.id, caller: 'clock' });
  });

  it('of another node expires here too, and is forgotten a month later', async () => {
    const { domain } = test;
    const uri = 'https://monte.example/actors/1';
    const stranger = await domain.db.transaction((tx) =>
      saveRemoteActor(tx, domain, {
        uri,
        type: 'Organization',
        host: 'monte.example',
        handle: 'malga',
        name: 'Malga',
        url: uri,
        inbox: `${uri}/inbox`,
      }),
    );
    const post = await domain.db.transaction((tx) =>
      receivePost(tx, domain, stranger, undefined, {
        uri: 'https://monte.example/objects/2',
        url: 'https://monte.example/offerte/2',
        kind: 'proposal',
        visibility: 'public',
        title: 'Formaggio',
        content: '<p>Di malga</p>',
        language: 'it',
        tags: [],
        inReplyTo: null,
        publishedAt: clock.now(),
        updatedAt: null,
        images: [],
        terms: {
          purpose: 'offer',
          action: 'transfer',
          unitBased: false,
          negotiable: true,
          expiresAt: new Date(clock.now().getTime() + DAY),
          reciprocals: [],
        },
        concluded: false,
        received: {},
      }),
    );
    clock.advance(2 * DAY);
    expect(await expireProposals(domain)).toBe(1);
    expect(await openProposalCount(domain.db, { text: 'formaggio' })).toBe(0);
    clock.advance(28 * DAY);
    await sweepEndedProposals(domain);
    expect((await announcementById(domain.db, post?.id ?? ''))?.post.deletedAt).toBeNull();
    clock.advance(2 * DAY);
    await sweepEndedProposals(domain);
    expect((await announcementById(domain.db, post?.id ?? ''))?.post.deletedAt).not.toBeNull();
  });

  it('is listed page by page, newest first, each once', async () => {
    const posts = [];
    for (let index = 0; index < 5; index++) {
      posts.push(await publish({ title: `Mele ${index}`, purpose: index % 2 ? 'request' : 'offer' }));
      if (index !== 2) clock.advance(1);
    }
    const seen: string[] = [];
    let after: string | undefined;
    for (;;) {
      const page = await catalogue(test.domain.db, { text: 'mele' }, 2, readCursor(after));
      seen.push(...page.map((view) => view.post.id));
      const last = page.at(-1);
      if (last === undefined) break;
      after = writeCursor(proposalCursor(last));
    }
    expect(seen).toEqual(posts.map((post) => post.id).reverse());
    expect(await openProposalCount(test.domain.db, { purpose: 'request', text: 'mele' })).toBe(2);
    expect(await openProposalCount(test.domain.db, { comune: 'PRATO', sector: 'filiera-corta' })).toBe(5);
    expect(await openProposalCount(test.domain.db, { from: 'here' }, 3)).toBe(3);
    expect(await openProposalCount(test.domain.db, { from: 'elsewhere' })).toBe(0);
    expect(await withdrawAllOf(test.domain, operator, farm.id)).toBeGreaterThanOrEqual(5);
    expect(await openProposalCount(test.domain.db, {})).toBe(0);
  });
});

describe('an announcement', () => {
  it('is published, changed and withdrawn', async () => {
    const post = await publishAnnouncement(test.domain, operator, farm.id, {
      title: 'Assemblea dei soci',
      text: 'Sabato <b>alle 10</b>, in sede.',
    });
    expect(post.content).toContain('&lt;b&gt;');
    await changeAnnouncement(test.domain, operator, post.id, { text: 'Domenica alle 10.' });
    const [view] = await announcements(test.domain.db, { from: 'here' }, 10);
    expect(view).toMatchObject({
      post: { title: 'Assemblea dei soci', source: 'Domenica alle 10.' },
      author: { handle: 'podere' },
    });
    await withdrawPost(test.domain, operator, post.id, 'announcement');
    expect(await announcements(test.domain.db, {}, 10)).toEqual([]);
    await expect(changeAnnouncement(test.domain, operator, post.id, { text: 'x' })).rejects.toMatchObject({
      kind: 'gone',
    });
  });
});
