import type { MembershipView } from '../../domain/memberships/learn-fact.ts';
import { escapeHtml } from '../../platform/html/text.ts';
import type { Envelope } from './activities.ts';
import { ACTIVITY_STREAMS, defined, type JsonObject, type JsonValue, MEMBERSHIP_CONTEXT } from './context.ts';
import { dateTime } from './note-parts.ts';

/** What is said between a subject and a group. What either wrote goes as `content`, a paragraph of HTML. */

type Tie = Pick<MembershipView, 'membership' | 'member' | 'group'>;

/** The subject asks; `charter` names the version of the group's charter that it accepted. */
export function joinGroup(envelope: Envelope, { membership, group }: Tie): JsonObject {
  const { message, charter } = membership;
  return said('Join', envelope, group.uri, message, {
    context: MEMBERSHIP_CONTEXT,
    charter: charter ?? undefined,
  });
}

/** The group admits the subject. */
export function acceptJoin(envelope: Envelope, tie: Tie): JsonObject {
  return said('Accept', envelope, joinJson(tie), '');
}

/** The group refuses it, or after an `Accept` ends the membership. */
export function rejectJoin(envelope: Envelope, tie: Tie, reason: string): JsonObject {
  return said('Reject', envelope, joinJson(tie), reason);
}

/** The subject leaves, or takes its request back: `context` names the Join that ends. */
export function leaveGroup(envelope: Envelope, { membership, group }: Tie, note: string): JsonObject {
  return { ...said('Leave', envelope, group.uri, note), context: membership.joinUri };
}

function joinJson({ membership, member, group }: Tie): JsonObject {
  return { id: membership.joinUri, type: 'Join', actor: member.uri, object: group.uri };
}

function said(
  type: string,
  { uri, actor, to, published }: Envelope,
  object: JsonValue,
  words: string,
  { context = ACTIVITY_STREAMS, charter }: { context?: JsonValue; charter?: string | undefined } = {},
): JsonObject {
  return defined({
    '@context': context,
    id: uri,
    type,
    actor,
    to,
    published: dateTime(published),
    object,
    content: words === '' ? undefined : `<p>${escapeHtml(words).replaceAll('\n', '<br>')}</p>`,
    charter,
  });
}
