import { describe, expect, it } from 'vitest';
import type { PollView } from '../../../src/domain/polls/poll-reads.ts';
import { canonicaliseFully, canonicalisePlain } from '../../../src/federation/json/canonical.ts';
import type { JsonObject } from '../../../src/federation/json/context.ts';
import { createVote, questionToJson } from '../../../src/federation/json/question-to-json.ts';
import { mastodonQuestion } from './corpus.ts';
import { load, now, read } from './reading.ts';
import { addresses, announcementView, district } from './views.ts';

const options = { addresses, locale: 'it' } as const;
const poll: PollView = {
  postId: '92',
  options: ['Sì', 'No'],
  votes: [5, 3],
  voters: 8,
  multiple: false,
  electorate: 'anyone',
  endsAt: new Date('2026-10-08T08:00:00Z'),
  closedAt: null,
  chosen: null,
};
const decision: PollView = {
  ...poll,
  multiple: true,
  electorate: 'organisations',
  closedAt: new Date('2026-10-08T08:00:05Z'),
};
const view = announcementView({ id: '92', kind: 'question', title: null, url: addresses.pollPage('92') });
const byDistrict = { ...announcementView({ id: '92', kind: 'question', actorId: '1' }), author: district };
const documents: Record<string, JsonObject> = {
  question: questionToJson(view, poll, options),
  'question-decision-closed': questionToJson(byDistrict, decision, options),
  'question-vote': createVote(
    {
      uri: addresses.activity('95'),
      actor: addresses.actor('7'),
      to: ['https://social.example/users/ada'],
      published: new Date('2026-10-01T08:00:00Z'),
    },
    {
      uri: `${addresses.actor('7')}#votes/95`,
      question: 'https://social.example/users/ada/statuses/1',
      label: 'Sì',
    },
  ),
};

describe('a question on the wire', () => {
  it.each(Object.entries(documents))('%s has the bytes of its golden file', async (name, json) => {
    await expect(`${JSON.stringify(json, undefined, 2)}\n`).toMatchFileSnapshot(`golden/${name}.json`);
  });

  it.each(Object.entries(documents))('%s reads alike in both ways', async (_, json) => {
    const plain = canonicalisePlain(json);
    expect(plain).toBeDefined();
    expect(await canonicaliseFully(json, load)).toEqual(plain);
  });

  it('is read as it was meant', async () => {
    const { postId: _post, chosen: _chosen, ...facts } = decision;
    const asRead = await read(questionToJson(byDistrict, decision, options));
    expect(asRead).toMatchObject({ kind: 'question', poll: facts });
  });
});

const pollOf = async (change: object) =>
  (await read({ ...mastodonQuestion, ...change, '@context': mastodonQuestion['@context'] }))?.poll;

describe('somebody else’s question', () => {
  it('has its answers, counts and end', async () => {
    expect(await read(mastodonQuestion)).toMatchObject({
      kind: 'question',
      content: '<p>Mele o pere?</p>',
      poll: {
        options: ['Mele', 'Pere'],
        votes: [2, 1],
        voters: 3,
        multiple: false,
        electorate: 'anyone',
        endsAt: new Date('2026-11-02T08:00:00Z'),
        closedAt: null,
      },
    });
  });

  it.each([
    [{ closed: '2026-10-31T09:00:00Z' }, new Date('2026-10-31T09:00:00Z')],
    [{ closed: '2026-11-02T08:00:00Z' }, null],
    [{ closed: true }, now],
    [{ closed: false }, null],
    [{ closed: 'presto' }, null],
  ])('is over when %j says so', async (change, closedAt) => {
    expect((await pollOf(change))?.closedAt).toEqual(closedAt);
  });

  it('is read where it is odd, and is a note where there is nothing to choose', async () => {
    const odd = [
      { type: 'Note', name: 'Mele\u202E  rosse', replies: { type: 'Collection', totalItems: -4 } },
      { type: 'Note', name: 'Mele rosse' },
      { type: 'Note', name: ' ' },
      { type: 'Note', name: 'Pere', replies: { type: 'Collection', totalItems: 1e30 } },
      'https://social.example/option',
    ];
    expect(await pollOf({ oneOf: undefined, anyOf: odd, votersCount: 'molti' })).toMatchObject({
      options: ['Mele rosse', 'Pere'],
      votes: [0, 0],
      voters: 0,
      multiple: true,
    });
    for (const oneOf of [[], [{ type: 'Note' }], undefined]) {
      expect(await read({ ...mastodonQuestion, oneOf })).toMatchObject({ kind: 'note', poll: undefined });
    }
  });
});
