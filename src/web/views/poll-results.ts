import { leading } from '../../domain/decisions/decision.ts';
import type { PollView } from '../../domain/polls/poll-reads.ts';
import { messages } from '../../messages/messages.ts';
import { html, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';

/** How often each answer was chosen: in words and numbers, with a bar beside them for the eye. */
export function pollResults(reader: Reader, poll: PollView): SafeHtml {
  const words = messages(reader.locale).decisions;
  const first = poll.closedAt === null ? [] : leading(poll);
  const mark = first.length > 1 ? words.level : words.leading;
  return html`<ul class="results">${poll.options.map((label, position) => {
    const votes = poll.votes[position] ?? 0;
    const percent = poll.voters === 0 ? 0 : Math.min(100, Math.round((votes * 100) / poll.voters));
    const isFirst = first.includes(position);
    const own = poll.chosen?.includes(position) === true;
    return html`<li${isFirst && html` class="first"`}><p><span class="answer" dir="auto">${label}</span> <span class="count"><strong>${words.votes(votes)}</strong> · ${words.percent(percent)}</span></p>
<svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect width="${percent}" height="4"/></svg>
${(isFirst || own) && html`<p class="marks">${isFirst && html`<span class="badge offer">${mark}</span>`}${own && html` <span class="badge">${words.vote.yours}</span>`}</p>`}</li>`;
  })}</ul>
${poll.voters === 0 && poll.closedAt !== null && html`<p>${words.nobodyVoted}</p>`}
${poll.multiple && poll.voters > 0 && html`<p class="quiet-text">${words.multipleNote}</p>`}`;
}
