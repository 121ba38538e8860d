import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { operator } from '../../domain/caller.ts';
import type { CharterEntry } from '../../domain/charter/charter-reads.ts';
import {
  charterHistory,
  charterVersion,
  currentCharter,
  versionIn,
} from '../../domain/charter/charter-reads.ts';
import { publishCharter } from '../../domain/charter/publish-charter.ts';
import { acceptCharter } from '../../domain/memberships/accept-charter.ts';
import { formatDate } from '../../messages/format.ts';
import { messages } from '../../messages/messages.ts';
import { UserError } from '../../platform/errors.ts';
import { isId } from '../../platform/ids.ts';
import { type Cli, COMMON, defineCommand, defineGroup, withServices } from '../command.ts';
import { given } from '../input/given.ts';
import { type PageOptions, readAfter, readLimit } from '../input/read-page.ts';
import { requireSpeaker } from '../input/speaker.ts';
import { listOutcome, pageById } from '../output/list.ts';

interface PublishOptions {
  readonly text?: string;
  readonly file?: string;
  readonly note?: string;
}

/** The text that the assembly keeps, version by version. */
export function addCharterCommands(program: Command, cli: Cli): void {
  const said = cli.words.charter;
  const group = defineGroup(program, cli, 'charter');

  defineCommand(group, cli, 'charter publish', '', ['text', 'file', 'note', ...COMMON]).action(
    withServices(cli, async ({ domain }, { file, note, text = '' }: PublishOptions) => {
      const written = file === undefined ? text : await readText(file);
      const published = await publishCharter(domain, operator, { text: written, ...given({ note }) });
      return { json: published, lines: [said.published(published.version)] };
    }),
  );

  defineCommand(group, cli, 'charter show', '[version]', [...COMMON]).action(
    withServices(cli, async ({ domain: { db } }, version: string | undefined) => {
      const entry =
        version === undefined ? await currentCharter(db) : await charterVersion(db, numbered(version));
      if (entry === undefined) {
        throw new UserError(
          'not-found',
          version === undefined ? 'charter_missing' : 'charter_version_unknown',
        );
      }
      return { json: entry, lines: [...row(cli, entry), '', ...entry.text.split('\n')] };
    }),
  );

  defineCommand(group, cli, 'charter versions', '', ['limit', 'after', ...COMMON]).action(
    withServices(cli, async ({ domain: { db } }, options: PageOptions) => {
      const limit = readLimit(options);
      const after = readAfter(options);
      const rows = await charterHistory(db, limit + 1, after === undefined ? undefined : numbered(after));
      return listOutcome(
        cli,
        pageById(rows, limit, ({ version }) => String(version)),
        (one) => one,
        (one) => row(cli, one),
      );
    }),
  );

  defineCommand(group, cli, 'charter accept', '', ['as', ...COMMON]).action(
    withServices(cli, async (services, { as }: { as?: string }) => {
      const { domain, actors } = services;
      const member = await requireSpeaker(services, as);
      const { charter } = actors.group;
      if (charter === null) throw new UserError('not-found', 'charter_missing');
      await acceptCharter(domain, operator, member.id, charter);
      const version = versionIn(domain.addresses, charter) ?? 0;
      return { json: { member: member.handle, version }, lines: [said.accepted(member.name, version)] };
    }),
  );
}

function row(cli: Cli, { version, publishedAt, publisher, note }: CharterEntry): string[] {
  const { charter: words } = messages(cli.locale);
  return [words.version(version), formatDate(publishedAt, cli.locale), publisher ?? '', note];
}

/** @throws {UserError} `not-found` for what is no number of a version */
function numbered(text: string): number {
  if (!isId(text) || text.length > 9) throw new UserError('not-found', 'charter_version_unknown');
  return Number(text);
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    throw new UserError('not-found', 'charter_file_unreadable', { path }, 'file');
  }
}
