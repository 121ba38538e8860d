import type { Command } from 'commander';
import { sendTestLetter } from '../../app/send-test-letter.ts';
import { operator } from '../../domain/caller.ts';
import { listLetters, readKeptLetter } from '../../domain/letters/letter-reads.ts';
import { composeLetter } from '../../messages/compose-letter.ts';
import { formatDateTime } from '../../messages/format.ts';
import { messages } from '../../messages/messages.ts';
import { UserError } from '../../platform/errors.ts';
import { type Id, isId } from '../../platform/ids.ts';
import { type Cli, COMMON, defineCommand, defineGroup, withServices } from '../command.ts';
import { type PageOptions, readAfter, readLimit } from '../input/read-page.ts';
import { listOutcome, pageById } from '../output/list.ts';

export function addLetterCommands(program: Command, cli: Cli): void {
  const group = defineGroup(program, cli, 'mail');

  defineCommand(group, cli, 'mail test', '<email>', [...COMMON]).action(
    withServices(cli, async (services, email: string) => {
      await sendTestLetter(services, email, cli.locale);
      return { json: { email }, lines: [cli.words.letters.sent(email)] };
    }),
  );

  defineCommand(group, cli, 'mail list', '', ['limit', 'after', ...COMMON]).action(
    withServices(cli, async ({ domain }, options: PageOptions) => {
      const limit = readLimit(options);
      const rows = await listLetters(domain, operator, limit + 1, readAfter(options));
      const { subjects, states } = messages(cli.locale).letters.pages;
      return listOutcome(
        cli,
        pageById(rows, limit, ({ id }) => id),
        (one) => one,
        (one) => [
          one.id,
          formatDateTime(one.createdAt, cli.locale),
          states[one.state],
          one.email,
          subjects[one.kind],
        ],
      );
    }),
  );

  defineCommand(group, cli, 'mail show', '<id>', [...COMMON]).action(
    withServices(cli, async ({ domain, actors }, id: Id) => {
      if (!isId(id)) throw new UserError('not-found', 'letter_unknown');
      const letter = await readKeptLetter(domain, operator, id);
      const sender = { district: actors.group.name, origin: domain.addresses.origin };
      const { subject, text } = composeLetter(letter, sender);
      return { json: { id, email: letter.email, subject, text }, lines: [subject, '', text] };
    }),
  );
}
