import { isQuorate, turnout, VOICES } from '../../domain/decisions/decision.ts';
import type { DecisionView } from '../../domain/decisions/decision-reads.ts';
import { formatDateTime } from '../../messages/format.ts';
import { messages } from '../../messages/messages.ts';
import { htmlToText } from '../../platform/html/text.ts';
import type { Cli } from '../command.ts';
import { actorJson, addressOf } from './actor.ts';
import { fields } from './fields.ts';

/** The counts are null while nobody may know them. */
export function decisionJson({ post, author, poll, decision }: DecisionView) {
  const isClosed = poll.closedAt !== null;
  return {
    id: post.id,
    uri: post.uri,
    url: post.url,
    question: post.title,
    text: post.source ?? htmlToText(post.content),
    author: actorJson(author),
    publishedAt: post.publishedAt,
    endsAt: poll.endsAt,
    closedAt: poll.closedAt,
    electorate: poll.electorate,
    multiple: poll.multiple,
    voices: decision?.voices ?? null,
    quorum: decision?.quorum ?? null,
    cast: poll.voters,
    valid: isClosed && decision !== null ? isQuorate(poll, decision) : null,
    answers: poll.options.map((text, position) => ({
      text,
      votes: isClosed ? (poll.votes[position] ?? 0) : null,
    })),
  };
}

export function decisionRow({ locale }: Cli, { post, poll, author }: DecisionView): string[] {
  const { state } = messages(locale).decisions;
  const at = poll.closedAt ?? poll.endsAt;
  return [
    post.id,
    poll.closedAt === null ? state.open : state.closed,
    at === null ? '' : formatDateTime(at, locale),
    addressOf(author),
    post.title ?? htmlToText(post.content).slice(0, 80),
  ];
}

export function decisionLines({ words, locale }: Cli, { post, poll, decision }: DecisionView): string[] {
  const labels = messages(locale).decisions;
  const electorate = VOICES.find((one) => one === poll.electorate);
  const isClosed = poll.closedAt !== null;
  const at = poll.closedAt ?? poll.endsAt;
  const answers = poll.options.map((text, position): [string, string] => {
    const votes = isClosed ? labels.votes(poll.votes[position] ?? 0) : labels.cli.sealed;
    return [`  ${position + 1}`, `${text}: ${votes}`];
  });
  return fields([
    [words.fields.id, post.id],
    [labels.open.question, post.title],
    [words.fields.text, post.source ?? htmlToText(post.content)],
    [isClosed ? labels.closed : labels.closes, at && formatDateTime(at, locale)],
    [labels.electorate, electorate && labels.electorates[electorate]],
    [labels.quorum, decision?.quorum == null ? undefined : labels.quorumOf(decision.quorum)],
    [
      labels.turnout,
      decision === null
        ? labels.cast(poll.voters)
        : labels.turnoutOf(poll.voters, decision.voices, turnout(poll, decision)),
    ],
    ...answers,
    [
      labels.results,
      isClosed && decision?.quorum != null
        ? isQuorate(poll, decision)
          ? labels.quorate
          : labels.notQuorate
        : undefined,
    ],
    [words.fields.page, post.url],
  ]);
}
