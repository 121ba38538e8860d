import { describe, expect, it } from 'vitest';
import { createActivity } from '../../../src/federation/json/activities.ts';
import { actorToJson } from '../../../src/federation/json/actor-to-json.ts';
import { announcementToNote } from '../../../src/federation/json/announcement-to-note.ts';
import {
  canonicalise,
  canonicaliseFully,
  canonicalisePlain,
} from '../../../src/federation/json/canonical.ts';
import type { JsonObject } from '../../../src/federation/json/context.ts';
import { proposalToNote } from '../../../src/federation/json/proposal-to-note.ts';
import { UserError } from '../../../src/platform/errors.ts';
import { contextLoader } from './context-loader.ts';
import { fepProposal, mastodonCreate, plainCorpus, prefixedProposal } from './corpus.ts';
import { actor, addresses, announcementView, district, proposalView } from './views.ts';

const AS = 'https://www.w3.org/ns/activitystreams';
const options = { addresses, locale: 'it' } as const;
const envelope = {
  uri: addresses.activity('91'),
  actor: addresses.actor('7'),
  to: [`${AS}#Public`],
  published: new Date('2026-10-01T08:00:00Z'),
};
const load = contextLoader();
const unreachable = contextLoader({});

const ours: Record<string, JsonObject> = {
  'our offer': createActivity(envelope, proposalToNote(proposalView(), options)),
  'our announcement': announcementToNote(announcementView(), options),
  'our member': actorToJson(actor(), { ...options, keys: [] }),
  'our district': actorToJson(district, { ...options, keys: [] }),
};

const refused = expect.objectContaining({ kind: 'invalid', code: 'json_ld_invalid' });

describe('canonical form', () => {
  it.each(Object.entries({ ...plainCorpus, ...ours }))('%s reads alike in both ways', async (_, document) => {
    const plain = canonicalisePlain(document);
    expect(plain).toBeDefined();
    expect(await canonicaliseFully(document, load)).toEqual(plain);
  });

  it('has our short keys and values as they stand', () => {
    expect(canonicalisePlain(mastodonCreate)).toMatchObject({
      type: 'Create',
      to: `${AS}#Public`,
      object: {
        type: 'Note',
        content: '<p>Ne prendo due!</p>',
        contentMap: { it: '<p>Ne prendo due!</p>' },
        attachment: { type: 'Document', width: 640 },
      },
    });
    expect(canonicalisePlain(mastodonCreate)?.object).not.toHaveProperty('conversation');
  });

  it('is the same for prefixes, full IRIs and the older namespace', async () => {
    expect(canonicalisePlain(prefixedProposal)).toBeUndefined();
    const { location, ...rest } = (await canonicalise(prefixedProposal, load)) as { location: JsonObject };
    expect({ ...rest, location }).toEqual(canonicalisePlain(fepProposal));
  });

  it.each([['as:Public'], ['Public']])('spells out %s', async (to) => {
    const note = { '@context': AS, id: 'https://a.example/1', type: 'Note', to: [to] };
    expect(await canonicalise(note, load)).toHaveProperty('to', `${AS}#Public`);
    expect(await canonicaliseFully(note, load)).toHaveProperty('to', `${AS}#Public`);
  });

  it('reads commitments as stipulates', async () => {
    const agreement = {
      '@context': [AS, { vf: 'https://w3id.org/valueflows/ont/vf#', commitments: 'vf:commitments' }],
      type: 'vf:Agreement',
      commitments: { type: 'vf:Commitment' },
    };
    expect(await canonicalise(agreement, load)).toEqual({
      type: 'Agreement',
      stipulates: { type: 'Commitment' },
    });
  });

  it('keeps unknown types and keys out, own or inherited ones alike', async () => {
    const hostile = JSON.parse(
      `{"@context":"${AS}","id":"https://a.example/1","type":["Note","Toot"],"__proto__":{"content":"x"},"constructor":"x","toString":"x"}`,
    );
    const read = await canonicalise(hostile, load);
    expect(read).toEqual({ id: 'https://a.example/1', type: 'Note' });
    expect(Object.keys(read)).toEqual(['id', 'type']);
    expect(read.content).toBeUndefined();
  });
});

describe('contexts that mislead', () => {
  const evil = 'https://evil.example/ns#';
  const note = {
    id: 'https://a.example/1',
    type: 'Note',
    actor: 'https://a.example/ada',
    content: 'x',
    to: 'https://a.example/ada',
  };

  it.each<[string, JsonObject, JsonObject]>([
    ['actor elsewhere', { actor: `${evil}actor` }, { actor: 'https://a.example/ada' }],
    ['actor taken away', { actor: null }, { actor: 'https://a.example/ada' }],
    ['as: elsewhere', { as: evil, actor: 'as:actor' }, { actor: 'https://a.example/ada' }],
    ['two terms swapped', { actor: 'as:to', to: 'as:actor' }, {}],
    ['type is something else', { type: `${evil}type` }, { type: 'Note' }],
    ['id is something else', { id: `${evil}id` }, { id: 'https://a.example/1' }],
    ['Note is something else', { Note: `${evil}Note` }, { type: 'Note' }],
    ['an alias of a keyword', { content: '@id' }, { content: 'x' }],
  ])('%s', async (_, local, misread) => {
    const document = { '@context': [AS, local], ...note };
    expect(canonicalisePlain(document)).toBeUndefined();
    const read = await canonicalise(document, load).catch((error: unknown) => error);
    if (!(read instanceof UserError)) {
      for (const [key, value] of Object.entries(misread)) expect(read).not.toHaveProperty([key], value);
    }
  });

  it('sees through a term that stands for one of ours', async () => {
    const document = {
      '@context': [AS, { who: { '@id': 'as:actor', '@type': '@id' } }],
      id: 'https://a.example/1',
      who: 'https://b.example/eve',
    };
    expect(await canonicalise(document, load)).toEqual({
      id: 'https://a.example/1',
      actor: 'https://b.example/eve',
    });
  });

  it('reads a context inside an object with the object', async () => {
    const document = {
      '@context': AS,
      ...note,
      object: { '@context': { content: `${evil}c` }, content: 'y', name: 'n' },
    };
    expect(await canonicalise(document, load)).toMatchObject({ content: 'x', object: { name: 'n' } });
    expect((await canonicalise(document, load)).object).not.toHaveProperty('content');
  });

  it.each<[string, JsonObject]>([
    ['@graph', { '@context': AS, '@graph': [note, { ...note, id: 'https://a.example/2' }] }],
    ['@included', { '@context': AS, ...note, '@included': [{ id: 'https://a.example/2', content: 'y' }] }],
    [
      '@reverse',
      { '@context': AS, ...note, '@reverse': { object: { id: 'https://a.example/2', type: 'Note' } } },
    ],
    ['an unreachable context', { '@context': [AS, 'https://nowhere.example/ns'], ...note }],
    ['a context of the wrong shape', { '@context': 5, ...note }],
    ['an id that is no text', { '@context': [AS, evil], ...note, '@id': 5 }],
    [
      'more definitions than a reading is worth',
      {
        '@context': [
          AS,
          {
            '@vocab': evil,
            ...Object.fromEntries(Array.from({ length: 600 }, (_, i) => [`t${i}`, `${evil}${i}`])),
          },
        ],
        ...note,
      },
    ],
    [
      'more values than a reading is worth',
      {
        '@context': [AS, { '@vocab': evil }],
        ...note,
        tag: Array.from({ length: 20_000 }, (_, i) => `https://a.example/${i}`),
      },
    ],
  ])('refuses %s', async (_, document) => {
    await expect(canonicalise(document, unreachable)).rejects.toEqual(refused);
  });

  it('loads a bounded number of contexts', async () => {
    let loads = 0;
    const endless = async (url: string) => {
      if (url.startsWith('https://evil.example/')) loads++;
      else return load(url);
      return {
        contextUrl: null,
        documentUrl: url,
        document: { '@context': `https://evil.example/${loads}` },
      };
    };
    await expect(canonicalise({ '@context': 'https://evil.example/0', ...note }, endless)).rejects.toEqual(
      refused,
    );
    expect(loads).toBeLessThan(10);
  });

  it('reads no more addressees than anyone has', async () => {
    const many = (length: number) => Array.from({ length }, (_, i) => `https://a.example/${i}`);
    const context = { '@context': AS, ...note };
    expect((await canonicalise({ ...context, to: many(10_000) }, load)).to).toHaveLength(10_000);
    await expect(canonicalise({ ...context, to: many(100_000) }, load)).rejects.toEqual(refused);
  });
});
