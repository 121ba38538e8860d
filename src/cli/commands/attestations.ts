import type { Command } from 'commander';
import type { NewAttestation } from '../../domain/attestations/attestation.ts';
import {
  attestationById,
  attestationCursor,
  listAttestations,
} from '../../domain/attestations/attestation-reads.ts';
import { issueAttestation } from '../../domain/attestations/issue-attestation.ts';
import { revokeAttestation } from '../../domain/attestations/revoke-attestation.ts';
import { operator } from '../../domain/caller.ts';
import type { Domain } from '../../domain/domain.ts';
import { messages } from '../../messages/messages.ts';
import { dayOf } from '../../platform/day.ts';
import { UserError } from '../../platform/errors.ts';
import { type Id, isId } from '../../platform/ids.ts';
import { pageOf, readCursor } from '../../platform/pages.ts';
import { type Cli, COMMON, defineCommand, defineGroup, type Outcome, withServices } from '../command.ts';
import { given } from '../input/given.ts';
import { requireMember } from '../input/member.ts';
import { type PageOptions, readLimit } from '../input/read-page.ts';
import { attestationJson, attestationLines, attestationRow } from '../output/attestation.ts';
import { listOutcome } from '../output/list.ts';

const FACTS = ['scope', 'visited', 'until', 'visitor', 'text'] as const;

interface IssueOptions {
  readonly scope?: string;
  readonly visited?: string;
  readonly until?: string;
  readonly visitor?: readonly string[];
  readonly text?: string;
  readonly language?: 'it' | 'en';
}

/** Participatory guarantee: the district's word on a visit. */
export function addAttestationCommands(program: Command, cli: Cli): void {
  const said = messages(cli.locale).attestations.cli;
  const group = defineGroup(program, cli, 'attestation');

  defineCommand(group, cli, 'attestation issue', '<member>', [...FACTS, 'language', ...COMMON]).action(
    withServices(cli, async (services, handle: string, options: IssueOptions) => {
      const { scope = '', visited = '', until = '', visitor = [], text, language } = options;
      const subject = await requireMember(services, handle);
      const { id } = await issueAttestation(services.domain, operator, subject.id, {
        scope,
        visitedOn: visited,
        validUntil: until,
        visitors: visitor.map(readVisitor),
        ...given({ text, language }),
      });
      return outcome(cli, services.domain, id, said.issued);
    }),
  );

  defineCommand(group, cli, 'attestation revoke', '<id>', ['reason', ...COMMON]).action(
    withServices(cli, async ({ domain }, id: Id, { reason = '' }: { reason?: string }) => {
      await revokeAttestation(domain, operator, checked(id), { reason });
      return outcome(cli, domain, id, said.revoked);
    }),
  );

  defineCommand(group, cli, 'attestation list', '', ['about', 'limit', 'after', ...COMMON]).action(
    withServices(cli, async (services, options: PageOptions & { about?: string }) => {
      const limit = readLimit(options);
      const { db, clock } = services.domain;
      const about = options.about === undefined ? undefined : await requireMember(services, options.about);
      const filter = { subjectUri: about?.uri };
      const rows = await listAttestations(db, filter, limit + 1, readCursor(options.after));
      const today = dayOf(clock.now());
      return listOutcome(
        cli,
        pageOf(rows, limit, attestationCursor),
        (one) => attestationJson(one, today),
        (one) => attestationRow(cli, one, today),
      );
    }),
  );

  defineCommand(group, cli, 'attestation show', '<id>', [...COMMON]).action(
    withServices(cli, async ({ domain }, id: Id) => outcome(cli, domain, id)),
  );
}

/** "Ada Neri, producer, Val Belluna": the name may have commas of its own. */
function readVisitor(text: string): NewAttestation['visitors'][number] {
  const parts = text.split(',').map((part) => part.trim());
  const territory = parts.pop();
  const role = parts.pop();
  if (territory === undefined || role === undefined || parts.length === 0) {
    throw new UserError('invalid', 'visitor_unreadable', {}, 'visitor');
  }
  // Whatever the role is, the schema knows which there are.
  return { name: parts.join(', '), role: role as NewAttestation['visitors'][number]['role'], territory };
}

function checked(id: string): Id {
  if (!isId(id)) throw new UserError('not-found', 'attestation_unknown');
  return id;
}

async function outcome(cli: Cli, { db, clock }: Domain, id: Id, said?: string): Promise<Outcome> {
  const view = await attestationById(db, checked(id));
  if (view === undefined) throw new UserError('not-found', 'attestation_unknown');
  const now = clock.now();
  return {
    json: attestationJson(view, dayOf(now)),
    lines: [...(said === undefined ? [] : [said]), ...attestationLines(cli, view, now)],
  };
}
