import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Actor } from '../../../src/domain/actors/actor.table.ts';
import { saveRemoteActor } from '../../../src/domain/actors/remote-actor.ts';
import { pollOf } from '../../../src/domain/polls/poll-reads.ts';
import { postByUri } from '../../../src/domain/posts/post-reads.ts';
import { type IncomingPost, receivePost } from '../../../src/domain/posts/receive-post.ts';
import { createTestDomain, type TestDomain } from '../../support/domain.ts';

const SEED = 20_260_101;
const at = (minutes: number) => new Date(Date.UTC(2026, 0, 1, 0, minutes));

let test: TestDomain;
let author: Actor;
beforeAll(async () => {
  test = await createTestDomain();
  const uri = 'https://monte.example/actors/1';
  author = await test.domain.db.transaction((tx) =>
    saveRemoteActor(tx, test.domain, {
      uri,
      type: 'Group',
      host: 'monte.example',
      handle: 'distretto',
      name: 'DES Monte',
      url: 'https://monte.example/',
      inbox: `${uri}/inbox`,
    }),
  );
});
afterAll(() => test?.database.drop());

/** What a server says of its poll as time goes by: votes come in, the post is edited, it closes. */
const told = (uri: string): IncomingPost[] =>
  (
    [
      [[0, 0], 0, null, null],
      [[1, 0], 1, null, null],
      [[1, 1], 2, null, at(5)],
      [[3, 1], 4, null, at(5)],
      [[3, 2], 5, at(9), at(9)],
    ] as const
  ).map(([votes, voters, closedAt, updatedAt]) => ({
    uri,
    url: uri,
    kind: 'question',
    visibility: 'public',
    title: null,
    content: `<p>${updatedAt === null ? 'Pane o olio?' : 'Pane, o olio?'}</p>`,
    language: 'it',
    tags: [],
    inReplyTo: null,
    publishedAt: at(0),
    updatedAt,
    images: [],
    terms: undefined,
    poll: {
      options: ['Pane', 'Olio'],
      votes: [...votes],
      voters,
      multiple: false,
      electorate: 'people',
      endsAt: at(9),
      closedAt,
    },
    concluded: false,
    received: {},
  }));

it('what is told of a poll ends the same in any order, doubled or not', async () => {
  let count = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(4), { maxLength: 6 }),
      fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }),
      async (repeated, order) => {
        const uri = `https://monte.example/objects/${++count}`;
        const news = told(uri);
        const { domain } = test;
        for (const index of [...repeated, ...order]) {
          const one = news[index];
          if (one) await domain.db.transaction((tx) => receivePost(tx, domain, author, undefined, one));
        }
        const last = news.at(-1);
        const post = await postByUri(domain.db, uri);
        const { postId: _id, chosen: _chosen, ...poll } = (await pollOf(domain.db, post?.id ?? '')) ?? {};
        expect(poll).toEqual(last?.poll);
        expect(post?.content).toBe(last?.content);
      },
    ),
    { numRuns: 40, seed: SEED },
  );
});
