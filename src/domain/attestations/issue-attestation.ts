import { dayOf } from '../../platform/day.ts';
import { UserError } from '../../platform/errors.ts';
import { textToHtml } from '../../platform/html/text.ts';
import type { Id } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { actorById } from '../actors/actor-reads.ts';
import { type Caller, requireCoordinator } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { nodeActors } from '../node/node-reads.ts';
import type { Post } from '../posts/post.table.ts';
import { publishPost } from '../posts/write-post.ts';
import { type NewAttestation, newAttestation } from './attestation.ts';
import { addAttestation } from './write-attestation.ts';

/**
 * The district says, under its own signature, what a visit found: of one of its members or of another district's.
 * @throws {UserError} `invalid`, `forbidden`, `not-found`
 */
export async function issueAttestation(
  domain: Domain,
  caller: Caller,
  subjectId: Id,
  input: NewAttestation,
): Promise<Post> {
  requireCoordinator(caller);
  const { text, language, ...facts } = parseInput(newAttestation, input);
  if (facts.visitedOn > dayOf(domain.clock.now())) {
    throw new UserError('invalid', 'visit_in_future', {}, 'visitedOn');
  }
  return domain.db.transaction(async (tx) => {
    const { group } = await nodeActors(tx);
    const subject = await actorById(tx, subjectId);
    const isMember = subject?.type === 'Organization' || subject?.type === 'Person';
    if (subject === undefined || !isMember || subject.deletedAt !== null || subject.suspendedAt !== null) {
      throw new UserError('not-found', 'member_unknown', { handle: subject?.handle ?? subjectId }, 'subject');
    }
    const id = domain.ids();
    const post = await publishPost(tx, domain, caller, {
      id,
      actorId: group.id,
      kind: 'attestation',
      url: domain.addresses.attestationPage(id),
      title: `${subject.name}: ${facts.scope}`,
      content: textToHtml(text),
      source: text,
      language,
      tags: [],
    });
    await addAttestation(tx, id, {
      ...facts,
      subjectUri: subject.uri,
      findings: textToHtml(text),
      revokedAt: null,
      revocationReason: null,
    });
    return post;
  });
}
