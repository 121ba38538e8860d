import type { Command } from 'commander';
import {
  type AnnouncementView,
  announcementById,
  announcementCursor,
  announcements,
} from '../../domain/announcements/announcement-reads.ts';
import { changeAnnouncement, publishAnnouncement } from '../../domain/announcements/publish-announcement.ts';
import { operator } from '../../domain/caller.ts';
import type { Domain } from '../../domain/domain.ts';
import { withdrawPost } from '../../domain/posts/withdraw-post.ts';
import { UserError } from '../../platform/errors.ts';
import { type Id, isId } from '../../platform/ids.ts';
import { pageOf, readCursor } from '../../platform/pages.ts';
import { type Cli, COMMON, defineCommand, defineGroup, type Outcome, withServices } from '../command.ts';
import { given } from '../input/given.ts';
import { readImages } from '../input/read-images.ts';
import { type PageOptions, readLimit } from '../input/read-page.ts';
import { requireSpeaker } from '../input/speaker.ts';
import { announcementJson, announcementLines, announcementRow } from '../output/announcement.ts';
import { listOutcome } from '../output/list.ts';

const FACTS = ['title', 'text', 'image', 'alt'] as const;

interface AnnouncementOptions {
  readonly title?: string;
  readonly text?: string;
  readonly image?: readonly string[];
  readonly alt?: readonly string[];
}

export function addAnnouncementCommands(program: Command, cli: Cli): void {
  const group = defineGroup(program, cli, 'announcement');

  defineCommand(group, cli, 'announcement add', '', ['as', ...FACTS, 'language', ...COMMON]).action(
    withServices(
      cli,
      async (services, options: AnnouncementOptions & { as?: string; language?: 'it' | 'en' }) => {
        const author = await requireSpeaker(services, options.as);
        const { text = '', ...facts } = await readFacts(options);
        const { domain } = services;
        const language = given({ language: options.language });
        const post = await publishAnnouncement(domain, operator, author.id, { text, ...facts, ...language });
        return outcome(cli, await require(domain, post.id), cli.words.published);
      },
    ),
  );

  defineCommand(group, cli, 'announcement change', '<id>', [...FACTS, ...COMMON]).action(
    withServices(cli, async ({ domain }, id: Id, options: AnnouncementOptions) => {
      await changeAnnouncement(domain, operator, checked(id), await readFacts(options));
      return outcome(cli, await require(domain, id), cli.words.changed);
    }),
  );

  defineCommand(group, cli, 'announcement withdraw', '<id>', [...COMMON]).action(
    withServices(cli, async ({ domain }, id: Id) => {
      await withdrawPost(domain, operator, checked(id), 'announcement');
      return { json: { id, withdrawn: true }, lines: [cli.words.withdrawn] };
    }),
  );

  defineCommand(group, cli, 'announcement list', '', ['as', 'limit', 'after', ...COMMON]).action(
    withServices(cli, async (services, options: PageOptions & { as?: string }) => {
      const limit = readLimit(options);
      const author = options.as === undefined ? undefined : await requireSpeaker(services, options.as);
      const filter = { from: 'here', authorId: author?.id } as const;
      const rows = await announcements(services.domain.db, filter, limit + 1, readCursor(options.after));
      const page = pageOf(rows, limit, announcementCursor);
      return listOutcome(cli, page, announcementJson, (one) => announcementRow(cli, one));
    }),
  );

  defineCommand(group, cli, 'announcement show', '<id>', [...COMMON]).action(
    withServices(cli, async ({ domain }, id: Id) => outcome(cli, await require(domain, checked(id)))),
  );
}

async function require(domain: Domain, id: Id): Promise<AnnouncementView> {
  const found = await announcementById(domain.db, id);
  if (found?.post.kind !== 'announcement') throw new UserError('not-found', 'announcement_unknown', { id });
  if (found.post.deletedAt !== null) throw new UserError('gone', 'already_withdrawn', { id });
  return found;
}

function checked(id: string): Id {
  if (!isId(id)) throw new UserError('not-found', 'announcement_unknown', { id });
  return id;
}

function outcome(cli: Cli, found: AnnouncementView, said?: string): Outcome {
  return {
    json: announcementJson(found),
    lines: [...(said === undefined ? [] : [said]), ...announcementLines(cli, found)],
  };
}

async function readFacts({ title, text, image, alt }: AnnouncementOptions) {
  const images = await readImages(image, alt);
  return {
    ...(title !== undefined && { title }),
    ...(text !== undefined && { text }),
    ...(images !== undefined && { images }),
  };
}
