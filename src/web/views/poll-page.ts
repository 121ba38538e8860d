import type { AnnouncementView } from '../../domain/announcements/announcement-reads.ts';
import { isOver } from '../../domain/polls/poll.ts';
import type { PollView } from '../../domain/polls/poll-reads.ts';
import type { Post } from '../../domain/posts/post.table.ts';
import { formatDateTime } from '../../messages/format.ts';
import { messages } from '../../messages/messages.ts';
import { html, raw, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import { signInPath } from '../sign-in-first.ts';
import { ballotForm } from './ballot.ts';
import { fromOwnNode } from './interaction-pages.ts';
import { layout } from './layout.ts';
import { actorLink, excerpt, facts, outsideLink } from './parts.ts';
import { pictures } from './pictures.ts';
import { pollResults } from './poll-results.ts';
import type { Typed } from './respond-form.ts';

/** The poll of a person, here or elsewhere, on which whoever is signed in can vote as themselves. */
export function pollPage(
  reader: Reader,
  { post, author, images }: AnnouncementView,
  poll: PollView,
  typed?: Typed,
): SafeHtml {
  const words = messages(reader.locale).decisions;
  const over = isOver(poll, reader.web.domain.clock.now());
  return layout(reader, {
    title: words.poll.of(author.name),
    description: excerpt(post.content, 200),
    canonical: post.url,
    hidden: author.host !== null || !author.indexable,
    main: html`<article class="wrap narrow sheet">
<nav class="crumbs" aria-label="${reader.words.proposals.crumb}">${actorLink(author)}</nav>
<header class="sheet-head"><p class="card-kind"><span class="badge">${words.poll.title}</span></p>
<h1 dir="auto">${words.poll.of(author.name)}</h1></header>
${pictures(reader, images)}
<div class="prose" dir="auto"${post.language !== null && post.language !== reader.locale && html` lang="${post.language}"`}>${raw(post.content)}</div>
${poll.endsAt !== null && facts([[over ? words.closed : words.closes, formatDateTime(poll.closedAt ?? poll.endsAt, reader.locale)]])}
<section class="box"><h2>${over ? words.results : words.poll.soFar}</h2><p>${words.poll.answered(poll.voters)}</p>${pollResults(reader, poll)}</section>
${!over && voteBox(reader, post, poll, typed)}
${author.host !== null && html`<p class="notice">${outsideLink(post.url, reader.words.proposals.original)}</p>`}
</article>`,
  });
}

function voteBox(
  reader: Reader,
  { id, uri, actorId }: Post,
  poll: PollView,
  typed: Typed | undefined,
): SafeHtml | undefined {
  const { vote: words, poll: pollWords } = messages(reader.locale).decisions;
  const { signedIn } = reader;
  if (signedIn === undefined) {
    return html`<section class="box reply"><h2>${words.title}</h2><p>${pollWords.signInLead}</p>
<p><a class="button" href="${signInPath(reader)}">${words.signIn}</a></p>${fromOwnNode(reader, uri, 'reply')}</section>`;
  }
  if (poll.chosen !== null || signedIn.person.id === actorId) return undefined;
  return html`<section class="box reply" id="vote"><h2>${words.title}</h2>
${ballotForm(reader, { action: `/sondaggi/${id}/voti`, poll, voters: [signedIn.person], note: words.onPoll, typed })}</section>`;
}
