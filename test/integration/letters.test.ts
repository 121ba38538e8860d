import { eq } from 'drizzle-orm';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { letterHandler } from '../../src/app/send-letters.ts';
import { operator } from '../../src/domain/caller.ts';
import type { Domain } from '../../src/domain/domain.ts';
import { letters } from '../../src/domain/letters/letter.table.ts';
import { listLetters, readKeptLetter } from '../../src/domain/letters/letter-reads.ts';
import { sweepLetters } from '../../src/domain/letters/settle-letter.ts';
import { LETTER, writeLetters } from '../../src/domain/letters/write-letters.ts';
import { retryDeadLetter } from '../../src/domain/node/health.ts';
import { listDeadLetters, listLanes } from '../../src/platform/queue/queue.ts';
import { QueueWorker } from '../../src/platform/queue/worker.ts';
import { createTestDomain, type TestDomain } from '../support/domain.ts';
import { MovedClock } from '../support/moved-clock.ts';
import { eventually, startNode, type TestNode } from '../support/node.ts';
import { startSmtp, type TestSmtp } from '../support/smtp.ts';
import { createBrowser, createTestWeb, signedUpBrowser } from '../support/web.ts';

const clock = new MovedClock();
let smtp: TestSmtp;
let node: TestNode;

beforeAll(async () => {
  smtp = await startSmtp();
  const mail = { host: '127.0.0.1', port: smtp.port, secure: false, user: 'marta', password: 'segreta' };
  node = await startNode({ clock, mail: { ...mail, from: 'distretto@valle.example' } });
});
afterAll(async () => {
  await node.stop();
  await smtp.stop();
});
beforeEach(() => {
  smtp.answer = undefined;
  smtp.received.length = 0;
});

async function write(
  email: string,
  locale: 'it' | 'en' = 'it',
  { domain }: { domain: Domain } = node.services,
): Promise<string> {
  await domain.db.transaction((tx) =>
    writeLetters(tx, domain, [{ kind: 'mail-test', contents: {}, email, locale }]),
  );
  const [row] = await listLetters(domain, operator, 1);
  return row?.id ?? '';
}

async function stateOf(
  id: string,
  { domain }: { domain: Domain } = node.services,
): Promise<string | undefined> {
  return (await domain.db.select().from(letters).where(eq(letters.id, id)))[0]?.state;
}

describe('with an SMTP server', () => {
  test('a letter that is ended with one click says so to mail programs', async () => {
    const { domain } = node.services;
    const unsubscribe = `${node.origin}/disiscrizione/${'a'.repeat(90)}`;
    const none = { items: [], more: 0 };
    const item = { kind: 'proposal', title: 'Zucche', by: 'Podere', place: null, url: node.origin } as const;
    const contents = { district: { items: [item], more: 0 }, followed: none, url: node.origin, unsubscribe };
    await domain.db.transaction((tx) =>
      writeLetters(tx, domain, [{ kind: 'digest', contents, email: 'ada@posta.example', locale: 'it' }]),
    );
    const [mail] = await eventually(
      async () => smtp.received,
      (received) => received.length > 0,
    );
    expect(mail?.source).toMatch(new RegExp(`^List-Unsubscribe:\\s+<${unsubscribe}>\\r?$`, 'm'));
    expect(mail?.source).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r?$/m);
  });

  test('a letter arrives in the language of its reader, as text and as HTML, and is kept no longer', async () => {
    const id = await write('ugo@posta.example', 'en');
    await eventually(
      () => stateOf(id),
      (state) => state === 'sent',
    );
    const [mail] = smtp.received;
    expect(mail).toMatchObject({ from: 'distretto@valle.example', to: ['ugo@posta.example'] });
    expect(mail?.source).toContain('Subject: Letters arrive');
    expect(mail?.source).toMatch(/From: "?DES di prova"? <distretto@valle.example>/);
    expect(mail?.source).toContain(`Message-ID: <${id}@localhost>`);
    expect(mail?.source).toMatch(/text\/plain[\s\S]+all is well\.[\s\S]+text\/html[\s\S]+<p>If you can read/);
    const [row] = await node.services.domain.db.select().from(letters).where(eq(letters.id, id));
    expect(row?.contents).toBeNull();
    await expect(readKeptLetter(node.services.domain, operator, id)).rejects.toThrow('letter_unknown');
  });

  test('a letter that the server does not take for now is sent later, and one it never takes is given up', async () => {
    const { domain }: { domain: Domain } = node.services;
    smtp.answer = 451;
    const id = await write('ada@altrove.example');
    const failing = () => listLanes(domain.db, { type: 'letter', failing: true, limit: 5 });
    await eventually(failing, (lanes) => lanes.length === 1);
    expect(await stateOf(id)).toBe('waiting');
    expect((await domain.db.select().from(letters).where(eq(letters.id, id)))[0]?.contents).not.toBeNull();
    smtp.answer = undefined;
    clock.advance(3 * 60_000);
    await eventually(
      () => stateOf(id),
      (state) => state === 'sent',
    );
    smtp.answer = 550;
    const refused = await write('nessuno@altrove.example');
    await eventually(
      () => stateOf(refused),
      (state) => state === 'refused',
    );
    const dead = () => listDeadLetters(domain.db, { limit: 5 });
    const [letter] = await eventually(dead, (rows) => rows.length === 1);
    expect(letter).toMatchObject({ type: 'letter', lane: 'letter:altrove.example' });
    expect(smtp.received).toHaveLength(1);
    // The mail box is there by now: a coordinator tries again.
    smtp.answer = undefined;
    await retryDeadLetter(domain, operator, letter?.id ?? '');
    await eventually(
      () => stateOf(refused),
      (state) => state === 'sent',
    );
    expect(await dead()).toEqual([]);
  });

  test('what was rolled back writes no letter', async () => {
    const { domain }: { domain: Domain } = node.services;
    const before = await listLetters(domain, operator, 50);
    const failed = domain.db.transaction(async (tx) => {
      const letter = { kind: 'mail-test', contents: {}, email: 'x@posta.example', locale: 'it' } as const;
      await writeLetters(tx, domain, [letter]);
      throw new Error('after all not');
    });
    await expect(failed).rejects.toThrow('after all not');
    expect(await listLetters(domain, operator, 50)).toEqual(before);
  });

  test('letters are forgotten after a month', async () => {
    const { domain }: { domain: Domain } = node.services;
    expect(await listLetters(domain, operator, 50)).not.toEqual([]);
    clock.advance(31 * 86_400_000);
    await sweepLetters(domain);
    expect(await listLetters(domain, operator, 50)).toEqual([]);
  });
});

describe('without an SMTP server', () => {
  let district: TestDomain;
  beforeAll(async () => {
    district = await createTestDomain();
  });
  afterAll(() => district.database.drop());

  test('a letter stays, and only a coordinator reads it', async () => {
    const { domain, database } = district;
    const id = await write('ugo@posta.example', 'it', { domain });
    const handlers = { [LETTER]: letterHandler(domain, undefined, pino({ level: 'silent' })) };
    const logger = pino({ level: 'silent' });
    await new QueueWorker({ handle: database, clock: domain.clock, logger, handlers }).drain();
    expect(await stateOf(id, { domain })).toBe('kept');

    const app = await createTestWeb(district);
    for (const [role, status] of [
      ['coordinator', 200],
      ['member', 403],
    ] as const) {
      const browser = await signedUpBrowser(app, domain, role);
      const list = await browser.get('/coordinamento/lettere');
      const letter = await browser.get(`/coordinamento/lettere/${id}`);
      expect([list.statusCode, letter.statusCode]).toEqual([status, status]);
      expect(list.body.includes('ugo@posta.example')).toBe(role === 'coordinator');
      expect(letter.body.includes('Se leggi queste righe')).toBe(role === 'coordinator');
    }
    expect((await createBrowser(app).get('/coordinamento/lettere')).headers.location).toBe('/accedi');
    await app.close();
  });
});
