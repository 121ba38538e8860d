import type { Command } from 'commander';
import { operator } from '../../domain/caller.ts';
import type { Domain } from '../../domain/domain.ts';
import { attend, unattend } from '../../domain/events/attend.ts';
import { attendancesOf, attendeesOf } from '../../domain/events/attendance-reads.ts';
import { type EventView, eventById, eventCursor, eventsList } from '../../domain/events/event-reads.ts';
import { cancelEvent, changeEvent, publishEvent } from '../../domain/events/publish-event.ts';
import { postById } from '../../domain/posts/post-reads.ts';
import { withdrawPost } from '../../domain/posts/withdraw-post.ts';
import { messages } from '../../messages/messages.ts';
import { UserError } from '../../platform/errors.ts';
import { type Id, isId } from '../../platform/ids.ts';
import { pageOf, readCursor } from '../../platform/pages.ts';
import { type Cli, COMMON, defineCommand, defineGroup, type Outcome, withServices } from '../command.ts';
import { choose, ORIGINS } from '../input/choose.ts';
import { given } from '../input/given.ts';
import { readPost } from '../input/post.ts';
import { readImages } from '../input/read-images.ts';
import { type PageOptions, readAfter, readLimit } from '../input/read-page.ts';
import { requireSpeaker } from '../input/speaker.ts';
import { attendanceJson, attendanceRow, eventJson, eventLines, eventRow } from '../output/event.ts';
import { listOutcome, pageById } from '../output/list.ts';

const FACTS = [
  ...(['title', 'text', 'start', 'end', 'zone', 'venue', 'street', 'comune', 'province'] as const),
  ...(['online', 'seats', 'image', 'alt'] as const),
];
const ATTENDEES_SHOWN = 200;

interface FactOptions {
  readonly title?: string;
  readonly text?: string;
  readonly start?: string;
  readonly end?: string;
  readonly zone?: string;
  readonly venue?: string;
  readonly street?: string;
  readonly comune?: string;
  readonly province?: string;
  readonly online?: string;
  readonly seats?: string;
  readonly image?: readonly string[];
  readonly alt?: readonly string[];
}

interface ListOptions extends PageOptions {
  readonly as?: string;
  readonly from?: string;
  readonly comune?: string;
  readonly past?: boolean;
}

export function addEventCommands(program: Command, cli: Cli): void {
  const group = defineGroup(program, cli, 'event');
  const { cli: said } = messages(cli.locale).events;

  defineCommand(group, cli, 'event add', '', ['as', ...FACTS, 'language', ...COMMON]).action(
    withServices(cli, async (services, options: FactOptions & { as?: string; language?: 'it' | 'en' }) => {
      const organiser = await requireSpeaker(services, options.as);
      const { title = '', start = '', end = '', ...facts } = await readFacts(options);
      const { domain } = services;
      const language = given({ language: options.language });
      const all = { title, start, end, ...facts, ...language };
      const post = await publishEvent(domain, operator, organiser.id, all);
      return outcome(cli, domain, post.id, said.published);
    }),
  );

  defineCommand(group, cli, 'event change', '<id>', [...FACTS, ...COMMON]).action(
    withServices(cli, async ({ domain }, id: Id, options: FactOptions) => {
      await changeEvent(domain, operator, checked(id), await readFacts(options));
      return outcome(cli, domain, id, said.changed);
    }),
  );

  defineCommand(group, cli, 'event cancel', '<id>', ['reason', ...COMMON]).action(
    withServices(cli, async ({ domain }, id: Id, { reason = '' }: { reason?: string }) => {
      await cancelEvent(domain, operator, checked(id), { reason });
      return outcome(cli, domain, id, said.cancelled);
    }),
  );

  defineCommand(group, cli, 'event withdraw', '<id>', [...COMMON]).action(
    withServices(cli, async ({ domain }, id: Id) => {
      await withdrawPost(domain, operator, checked(id), 'event');
      return { json: { id, withdrawn: true }, lines: [said.withdrawn] };
    }),
  );

  defineCommand(group, cli, 'event list', '', [
    ...(['as', 'from', 'comune', 'past', 'limit', 'after'] as const),
    ...COMMON,
  ]).action(
    withServices(cli, async (services, options: ListOptions) => {
      const limit = readLimit(options);
      const { domain } = services;
      const organiser = options.as === undefined ? undefined : await requireSpeaker(services, options.as);
      const filter = {
        when: options.past === true ? 'past' : 'coming',
        from: choose(ORIGINS, options.from ?? 'here', 'from'),
        comune: options.comune,
        ownerId: organiser?.id,
      } as const;
      const now = domain.clock.now();
      const rows = await eventsList(domain.db, filter, now, limit + 1, readCursor(options.after));
      return listOutcome(cli, pageOf(rows, limit, eventCursor), eventJson, (one) => eventRow(cli, one));
    }),
  );

  defineCommand(group, cli, 'event show', '<id>', [...COMMON]).action(
    withServices(cli, async (services, named: string) =>
      outcome(cli, services.domain, await readPost(services, named, 'event_unknown')),
    ),
  );

  for (const [name, take] of [
    ['attend', attend],
    ['unattend', unattend],
  ] as const) {
    defineCommand(group, cli, `event ${name}`, '<id>', ['as', ...COMMON]).action(
      withServices(cli, async (services, named: string, { as }: { as?: string }) => {
        const actor = await requireSpeaker(services, as);
        const id = await readPost(services, named, 'event_unknown');
        const { state } = await take(services.domain, operator, actor.id, id);
        const sentence = state === 'asked' ? said.asked : state === 'coming' ? said.attending : said.left;
        return { json: { id, state }, lines: [sentence(actor.name)] };
      }),
    );
  }

  defineCommand(group, cli, 'event attending', '', ['as', 'limit', 'after', ...COMMON]).action(
    withServices(cli, async (services, options: PageOptions & { as?: string }) => {
      const limit = readLimit(options);
      const actor = await requireSpeaker(services, options.as);
      const rows = await attendancesOf(services.domain.db, [actor.id], limit + 1, readAfter(options));
      const page = pageById(rows, limit, ({ attendance }) => attendance.id);
      return listOutcome(cli, page, attendanceJson, (one) => attendanceRow(cli, one));
    }),
  );
}

async function require({ db }: Domain, id: Id): Promise<EventView> {
  const [post, found] = await Promise.all([postById(db, id), eventById(db, id)]);
  if (post?.kind === 'event' && post.deletedAt !== null) {
    throw new UserError('gone', 'already_withdrawn', { id });
  }
  if (found === undefined) throw new UserError('not-found', 'event_unknown', { id });
  return found;
}

function checked(id: string): Id {
  if (!isId(id)) throw new UserError('not-found', 'event_unknown', { id });
  return id;
}

/** Of an event of ours, also who comes: the operator may know. */
async function outcome(cli: Cli, domain: Domain, id: Id, said?: string): Promise<Outcome> {
  const found = await require(domain, id);
  const attendees = found.event.own ? await attendeesOf(domain.db, id, ATTENDEES_SHOWN) : [];
  return {
    json: { ...eventJson(found), attendees: attendees.map(({ uri }) => uri) },
    lines: [...(said === undefined ? [] : [said]), ...eventLines(cli, found, attendees)],
  };
}

async function readFacts(options: FactOptions) {
  const { title, text, start, end, zone, venue, street, comune, province, online, seats } = options;
  const images = await readImages(options.image, options.alt);
  return {
    ...defined({ title, text, start, end, timeZone: zone, venue, street, comune, province }),
    ...defined({ onlineAddress: online, capacity: seats }),
    ...(images !== undefined && { images }),
  };
}

/** What was not said does not change; what was said as nothing ("") empties its field. */
function defined<T extends Record<string, string | undefined>>(values: T): { [K in keyof T]?: string } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: string;
  };
}
