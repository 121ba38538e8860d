import type { ProposalView } from '../../domain/proposals/catalogue.ts';
import { messages } from '../../messages/messages.ts';
import { html, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import { idsOf } from '../typed.ts';

/** For the owner: what can be done with a proposal. */
export function ownerSteps(reader: Reader, { post, proposal, owner }: ProposalView): SafeHtml | undefined {
  const { signedIn, csrf, locale } = reader;
  if (signedIn === undefined || !idsOf(signedIn).includes(owner.id)) return undefined;
  const { writing: words } = messages(locale);
  const step = (path: string, label: string, look: string) =>
    html`<form method="post" action="/offerte/${post.id}/${path}"><input type="hidden" name="csrf" value="${csrf}"><button class="button ${look}">${label}</button></form>`;
  const open = proposal.state === 'open';
  return html`<section class="box reply"><h2>${words.owner}</h2>
<div class="own-steps">${open && html`<a class="button" href="/offerte/${post.id}/modifica">${words.steps.change}</a>`}
${open ? step('concludi', words.steps.close, 'quiet') : step('riapri', words.steps.reopen, '')}
<a class="button quiet" href="/offerte/nuova?da=${post.id}">${words.steps.copy}</a></div>
${!open && html`<p class="hint">${words.reopenHint}</p>`}
<details><summary>${words.steps.withdraw}</summary><p class="hint">${words.withdrawHint}</p>${step('ritira', words.steps.withdraw, 'danger')}</details></section>`;
}

/** What has just been done, as the address says it. */
export function doneNotice(reader: Reader): SafeHtml | undefined {
  const { done } = messages(reader.locale).writing;
  const step = new URL(reader.path, 'http://localhost').searchParams.get('fatto');
  const said = Object.entries(done).find(([name]) => name === step)?.[1];
  return said === undefined ? undefined : html`<p class="notice" role="status">${said}</p>`;
}
