import type { HistoryEntry } from '../../domain/history/event-reads.ts';
import type { MembershipView } from '../../domain/memberships/learn-fact.ts';
import type { Tie } from '../../domain/memberships/membership-reads.ts';
import { formatDate, formatDateTime } from '../../messages/format.ts';
import { messages } from '../../messages/messages.ts';
import type { Cli } from '../command.ts';
import { actorJson, addressOf } from './actor.ts';
import { fields } from './fields.ts';

export function membershipJson({ membership, member, group }: MembershipView) {
  const { id, joinUri, state, message, charter, askedAt, admittedAt, refusedAt, leftAt } = membership;
  return {
    id,
    joinUri,
    state,
    member: actorJson(member),
    group: actorJson(group),
    message,
    charter,
    askedAt,
    admittedAt,
    refusedAt,
    leftAt,
  };
}

export function membershipRow(cli: Cli, { membership, member, group }: MembershipView): string[] {
  const { states } = messages(cli.locale).memberships;
  return [membership.id, states[membership.state], `${addressOf(member)} → ${addressOf(group)}`, member.name];
}

export function membershipLines(
  cli: Cli,
  { membership, member, group }: MembershipView,
  history: readonly HistoryEntry[],
): string[] {
  const { memberships: words } = messages(cli.locale);
  return [
    ...fields([
      [cli.words.fields.id, membership.id],
      [words.member, `${member.name} (${addressOf(member)})`],
      [words.group, `${group.name} (${addressOf(group)})`],
      [words.state, words.states[membership.state]],
      [words.asked, formatDate(membership.askedAt, cli.locale)],
      [words.message, membership.message],
      [words.charter, membership.charter],
    ]),
    ...history.flatMap(({ event, actor }) => {
      if (!Object.hasOwn(words.events, event.type)) return [];
      const say = words.events[event.type as keyof typeof words.events];
      const note = typeof event.data.note === 'string' ? `: ${event.data.note}` : '';
      return [`${formatDateTime(event.occurredAt, cli.locale)}  ${say(actor?.name ?? '')}${note}`];
    }),
  ];
}

export function tieJson({ other, confirmation }: Tie) {
  return { actor: actorJson(other), confirmation };
}

export function tieRow(cli: Cli, { other, confirmation }: Tie): string[] {
  const { confirmations } = messages(cli.locale).memberships;
  return [addressOf(other), other.name, confirmations[confirmation]];
}
