import { asc } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { invite } from '../../../src/domain/accounts/invite.ts';
import { appointRepresentative } from '../../../src/domain/accounts/sign-in.ts';
import { signUp } from '../../../src/domain/accounts/sign-up.ts';
import type { Actor } from '../../../src/domain/actors/actor.table.ts';
import { operator } from '../../../src/domain/caller.ts';
import { attend } from '../../../src/domain/events/attend.ts';
import { eventById } from '../../../src/domain/events/event-reads.ts';
import { cancelEvent, changeEvent, publishEvent } from '../../../src/domain/events/publish-event.ts';
import { writeToAttendees } from '../../../src/domain/events/tell-attendees.ts';
import { letters } from '../../../src/domain/letters/letter.table.ts';
import { letterToSend } from '../../../src/domain/letters/letter-reads.ts';
import { addMember } from '../../../src/domain/members/add-member.ts';
import { endMembership } from '../../../src/domain/members/end-membership.ts';
import { withdrawPost } from '../../../src/domain/posts/withdraw-post.ts';
import { composeLetter } from '../../../src/messages/compose-letter.ts';
import { createTestDomain, type TestDomain } from '../../support/domain.ts';

let test: TestDomain;
let gas: Actor;
beforeAll(async () => {
  test = await createTestDomain();
  const { domain } = test;
  gas = await addMember(domain, operator, { handle: 'gas', name: 'GAS di Quartiere', kind: 'buying-group' });
  const token = await invite(domain, operator, 'member');
  const person = { handle: 'ada', name: 'Ada', email: 'ada@valle.example', password: 'una frase lunga' };
  await appointRepresentative(domain, operator, await signUp(domain, { token, ...person }), gas.id);
  // Those of the sign-up are no concern of these tests.
  await newLetters();
});
afterAll(() => test.database.drop());

const publish = () =>
  publishEvent(test.domain, operator, test.actors.group.id, {
    title: 'Assemblea',
    start: '2036-12-12T18:00',
    end: '2036-12-12T20:00',
    comune: 'Prato',
    capacity: 1,
  });

/** The letters that are new since the last time, as they read. */
let seen = 0;
async function newLetters(): Promise<string[]> {
  const { domain } = test;
  await writeToAttendees(domain);
  const rows = await domain.db.select({ id: letters.id }).from(letters).orderBy(asc(letters.id));
  const fresh = rows.slice(seen);
  seen = rows.length;
  return Promise.all(
    fresh.map(async ({ id }) => {
      const letter = await letterToSend(domain, id);
      if (letter === undefined) throw new Error('no letter');
      const { subject, text } = composeLetter(letter, {
        district: 'DES Valle',
        origin: 'https://valle.example',
      });
      return `${letter.email}\n${subject}\n${text}`;
    }),
  );
}

it('whoever said yes is written to once of what changed, of the end, and of the withdrawal', async () => {
  const { domain } = test;
  const post = await publish();
  await attend(domain, operator, gas.id, post.id);
  expect(await newLetters()).toEqual([]);
  await changeEvent(domain, operator, post.id, { start: '2036-12-12T17:00' });
  await changeEvent(domain, operator, post.id, { comune: 'Pistoia' });
  const [changed, ...more] = await newLetters();
  expect(more).toEqual([]);
  expect(changed).toContain('ada@valle.example\nÈ cambiato: Assemblea');
  expect(changed).toContain('Ora: Assemblea · venerdì 12 dicembre 2036, 17:00–20:00 (CET) · Pistoia (PT)');
  expect(changed).toContain('Prima: Assemblea · venerdì 12 dicembre 2036, 18:00–20:00 (CET) · Prato (PO)');
  expect(changed).toContain(`https://valle.example/eventi/${post.id}`);
  expect(await newLetters()).toEqual([]);
  // What says nothing new of when and where is no reason to write.
  await changeEvent(domain, operator, post.id, { text: 'Portate una torta.' });
  expect(await newLetters()).toEqual([]);
  await cancelEvent(domain, operator, post.id, { reason: 'Nevica.' });
  const [cancelled] = await newLetters();
  expect(cancelled).toContain('Annullato: Assemblea');
  expect(cancelled).toContain('Nevica.');
  await withdrawPost(domain, operator, post.id, 'event');
  expect((await newLetters())[0]).toContain('Ritirato: Assemblea');
  expect(await newLetters()).toEqual([]);
});

it('a member that leaves the district gives up its seats and gets no letters', async () => {
  const { domain } = test;
  const post = await publish();
  await attend(domain, operator, gas.id, post.id);
  await endMembership(domain, operator, gas.id, { by: 'member' });
  expect((await eventById(domain.db, post.id))?.event.attending).toBe(0);
  await cancelEvent(domain, operator, post.id, {});
  expect(await newLetters()).toEqual([]);
});
