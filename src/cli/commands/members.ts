import type { Command } from 'commander';
import { requireLocalActor } from '../../domain/actors/actor-reads.ts';
import { operator } from '../../domain/caller.ts';
import type { Domain } from '../../domain/domain.ts';
import { addMember } from '../../domain/members/add-member.ts';
import { changeMember } from '../../domain/members/change-member.ts';
import { endMembership } from '../../domain/members/end-membership.ts';
import { SHOWABLE } from '../../domain/members/member.table.ts';
import type { NewMember } from '../../domain/members/member.ts';
import { type MemberRecord, memberRecord, memberRecords } from '../../domain/members/member-reads.ts';
import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { type Cli, COMMON, defineCommand, defineGroup, withServices } from '../command.ts';
import { given } from '../input/given.ts';
import { type PageOptions, readAfter, readLimit } from '../input/read-page.ts';
import { listOutcome, pageById } from '../output/list.ts';
import { memberJson, memberLines, memberRow } from '../output/member.ts';

const FACTS = [
  'name',
  'kind',
  'summary',
  'sector',
  'comune',
  'province',
  'site',
  'vat',
  'email',
  'show',
  'listed',
  'unlisted',
] as const;

interface MemberOptions {
  readonly name?: string;
  readonly kind?: NewMember['kind'];
  readonly summary?: string;
  readonly sector?: NewMember['sectors'];
  readonly comune?: string;
  readonly province?: string;
  readonly site?: string;
  readonly vat?: string;
  readonly email?: string;
  readonly show?: readonly string[];
  readonly listed?: boolean;
  readonly unlisted?: boolean;
}

export function addMemberCommands(program: Command, cli: Cli): void {
  const group = defineGroup(program, cli, 'member');

  defineCommand(group, cli, 'member add', '<handle>', [...FACTS, ...COMMON]).action(
    withServices(cli, async ({ domain }, handle: string, options: MemberOptions) => {
      const { name = '', kind, ...facts } = readFacts(options);
      // What is missing or no kind is for the domain to say.
      const actor = await addMember(domain, operator, {
        handle,
        name,
        kind: kind as NewMember['kind'],
        ...facts,
      });
      return outcome(cli, await record(domain, actor.id), cli.words.memberAdded(actor.handle));
    }),
  );

  defineCommand(group, cli, 'member change', '<handle>', [...FACTS, ...COMMON]).action(
    withServices(cli, async ({ domain }, handle: string, options: MemberOptions) => {
      const { id } = await requireLocalActor(domain.db, handle);
      await changeMember(domain, operator, id, readFacts(options));
      return outcome(cli, await record(domain, id), cli.words.memberChanged(handle));
    }),
  );

  defineCommand(group, cli, 'member remove', '<handle>', [...COMMON]).action(
    withServices(cli, async ({ domain }, handle: string) => {
      const { id } = await requireLocalActor(domain.db, handle);
      await record(domain, id);
      const withdrawn = await endMembership(domain, operator, id, { by: 'district' });
      return { json: { id, handle, withdrawn }, lines: [cli.words.memberRemoved(handle, withdrawn)] };
    }),
  );

  defineCommand(group, cli, 'member list', '', ['limit', 'after', ...COMMON]).action(
    withServices(cli, async ({ domain }, options: PageOptions) => {
      const limit = readLimit(options);
      const rows = await memberRecords(domain.db, limit + 1, readAfter(options));
      const page = pageById(rows, limit, ({ actor }) => actor.id);
      return listOutcome(cli, page, memberJson, (one) => memberRow(cli, one));
    }),
  );

  defineCommand(group, cli, 'member show', '<handle>', [...COMMON]).action(
    withServices(cli, async ({ domain }, handle: string) => {
      const { id } = await requireLocalActor(domain.db, handle);
      return outcome(cli, await record(domain, id));
    }),
  );
}

/** @throws {UserError} `not-found` for what is an actor of ours but no member: the district itself */
async function record(domain: Domain, id: Id): Promise<MemberRecord> {
  const found = await memberRecord(domain.db, id);
  if (found === undefined) throw new UserError('not-found', 'member_unknown', { handle: id }, 'handle');
  return found;
}

function outcome(cli: Cli, found: MemberRecord, said?: string) {
  return {
    json: memberJson(found),
    lines: [...(said === undefined ? [] : [said]), ...memberLines(cli, found)],
  };
}

function readFacts(options: MemberOptions): Partial<Omit<NewMember, 'handle'>> {
  const { sector, show, vat, listed, unlisted, comune, province, name, kind, summary, site, email } = options;
  return {
    ...given({ name, kind, site, email, vatNumber: vat, sectors: sector?.filter((slug) => slug as string) }),
    // Emptied, a summary is an empty text; a comune comes with its province or without any.
    ...(summary !== undefined && { summary }),
    ...(comune !== undefined && { comune: comune || undefined, province }),
    ...(show !== undefined && { shows: readShows(show) }),
    ...((listed || unlisted) && { listed: listed === true }),
  };
}

/** "place", "kind,place", "all" or "none". */
function readShows(show: readonly string[]): NewMember['shows'] {
  const names = show.flatMap((one) => one.split(',')).map((one) => one.trim());
  if (names.includes('all')) return [...SHOWABLE];
  return names.filter((name) => name !== 'none' && name !== '') as NewMember['shows'];
}
