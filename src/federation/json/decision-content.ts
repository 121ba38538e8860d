import type { Decision } from '../../domain/decisions/decision.table.ts';
import { isQuorate, turnout, VOICES } from '../../domain/decisions/decision.ts';
import type { PollView } from '../../domain/polls/poll-reads.ts';
import type { Post } from '../../domain/posts/post.table.ts';
import { formatDateTime } from '../../messages/format.ts';
import { LOCALES, type Locale, messages } from '../../messages/messages.ts';
import { escapeHtml } from '../../platform/html/text.ts';

/**
 * The text of a decision for readers elsewhere: what it is about, who votes and where while it is open, how many did once
 * it is closed. Their own software shows the answers below, with buttons that count for nothing here.
 */
export function decisionContent(
  { post, poll, decision }: { readonly post: Post; readonly poll: PollView; readonly decision: Decision },
  nodeLocale: Locale,
): string {
  const locale = LOCALES.find((one) => one === post.language) ?? nodeLocale;
  const { decisions: words } = messages(locale);
  const electorate = VOICES.find((one) => one === poll.electorate) ?? 'people';
  const lines: string[] = [];
  if (poll.closedAt === null) {
    const until = poll.endsAt === null ? '' : formatDateTime(poll.endsAt, locale);
    lines.push(escapeHtml(words.wire.open(words.wire.electorates[electorate], until)));
    lines.push(`<a href="${escapeHtml(post.url)}">${escapeHtml(words.wire.voteHere)}</a>`);
  } else {
    const cast = words.turnoutOf(poll.voters, decision.voices, turnout(poll, decision));
    const valid = isQuorate(poll, decision) ? words.quorate : words.notQuorate;
    const quorum = decision.quorum === null ? '' : ` ${valid}`;
    lines.push(escapeHtml(words.wire.closed(cast) + quorum));
  }
  return post.content + lines.map((line) => `<p>${line}</p>`).join('');
}
