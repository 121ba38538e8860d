import type { SignedIn } from '../../domain/accounts/sign-in.ts';
import type { Actor } from '../../domain/actors/actor.table.ts';
import type { ProposalView } from '../../domain/proposals/catalogue.ts';
import { messages } from '../../messages/messages.ts';
import { html, type SafeHtml } from '../html.ts';
import type { NextStep } from '../next-steps.ts';
import type { Reader } from '../reader.ts';
import { purposeBadge } from './cards.ts';
import { layout } from './layout.ts';
import { doneNotice } from './own-proposal.ts';
import { actorPath, emptyNotice, facts, pageHead, pager } from './parts.ts';
import { portrait } from './portrait.ts';
import { proposalTitle } from './proposal-page.ts';
import { exchangeText } from './terms.ts';

const STEPS_SHOWN = 12;

/** The reader's home: what waits for them, what they may begin, what is theirs. */
export function ownHome(
  reader: Reader,
  { person, organisations, caller }: SignedIn,
  steps: readonly NextStep[],
  proposals: readonly ProposalView[],
): SafeHtml {
  const { own: words, writing } = messages(reader.locale);
  const { account } = reader.words;
  return layout(reader, {
    title: account.title,
    hidden: true,
    section: '/io',
    main: html`<div class="wrap">${pageHead(words.hello(person.name))}
<div class="sheet-columns"><div class="sheet-main">
<section><h2>${words.next}</h2>${
      steps.length === 0
        ? html`<p class="quiet-text">${words.nothingNext}</p>`
        : html`<ul class="rows">${steps.slice(0, STEPS_SHOWN).map(({ href, title, todo }) => html`<li><p class="row-title"><a href="${href}">${todo}</a></p><p class="quiet-text" dir="auto">${title}</p></li>`)}</ul>`
    }${steps.length > STEPS_SHOWN && html`<p>${words.moreNext}</p>`}</section>
<section class="band"><div class="band-head"><h2>${words.proposals}</h2><a class="more" href="/io/offerte">${words.allProposals}</a></div>
${proposalRows(reader, proposals)}</section>
</div><aside class="sheet-side">
<section class="box reply"><h2>${words.write}</h2><div class="own-steps"><a class="button" href="/offerte/nuova">${writing.newOffer}</a>
<a class="button quiet" href="/offerte/nuova?tipo=request">${writing.newRequest}</a>
<a class="button quiet" href="/annunci/nuovo">${writing.newAnnouncement}</a></div></section>
<section class="box"><h2>${words.subjects}</h2>${[...organisations, person].map((actor) => subjectRow(reader, actor))}
<p><a href="/aderisci">${words.addOrganisation}</a></p></section>
<section class="box"><h2><a href="/avvisi">${messages(reader.locale).alerts.title}</a></h2><p>${messages(reader.locale).alerts.lead}</p></section>
<section class="box"><h2><a href="/io/account">${words.account}</a></h2><p>${words.accountLead}</p>
${facts([[account.role, account[caller.role]]])}</section>
</aside></div></div>`,
  });
}

function subjectRow(reader: Reader, actor: Actor): SafeHtml {
  const { own: words } = messages(reader.locale);
  return html`<div class="owner">${portrait(actor)}<div><p class="owner-name"><bdi>${actor.name}</bdi></p>
<p class="address">@${actor.handle}@${reader.web.domain.addresses.host}</p>
<p class="inline"><a href="${actorPath(actor)}">${words.publicPage}</a> <a href="/io/pagina/${actor.id}">${words.change}</a> <a href="/adesioni/${actor.id}">${reader.memberships.pages.mine}</a>${reader.web.role === 'district' && html` <a href="/io/autovalutazione/${actor.id}">${messages(reader.locale).annualReport.form.title}</a>`}</p></div></div>`;
}

interface OwnProposals {
  readonly items: readonly ProposalView[];
  readonly next: string | undefined;
  readonly after: string | undefined;
}

export function ownProposalsPage(reader: Reader, { items, next, after }: OwnProposals): SafeHtml {
  const { own: words, writing } = messages(reader.locale);
  return layout(reader, {
    title: words.proposals,
    hidden: true,
    section: '/io',
    main: html`<div class="wrap narrow">${pageHead(words.proposals, words.proposalsLead)}
${doneNotice(reader)}
<div class="own-steps"><a class="button" href="/offerte/nuova">${writing.newOffer}</a> <a class="button quiet" href="/offerte/nuova?tipo=request">${writing.newRequest}</a>
<a class="button quiet" href="/io/offerte/importa">${writing.importing.title}</a></div>
${items.length === 0 ? emptyNotice(words.noProposals) : proposalRows(reader, items)}
${pager(reader, '/io/offerte', { after }, next)}</div>`,
  });
}

function proposalRows(reader: Reader, views: readonly ProposalView[]): SafeHtml {
  const { own: words } = messages(reader.locale);
  if (views.length === 0) return html`<p class="quiet-text">${words.noProposals}</p>`;
  return html`<ul class="rows">${views.map(
    (
      view,
    ) => html`<li><p class="row-title">${purposeBadge(reader, view.proposal.purpose)} <a dir="auto" href="/offerte/${view.post.id}">${proposalTitle(view)}</a>
${view.proposal.state !== 'open' && html` <span class="badge ended">${words.states[view.proposal.state]}</span>`}</p>
<p class="quiet-text">${exchangeText(reader, view)} · <bdi>${view.owner.name}</bdi>${view.proposal.state === 'open' && html` · <a href="/offerte/${view.post.id}/modifica">${words.change}<span class="visually-hidden">: ${proposalTitle(view)}</span></a>`}</p></li>`,
  )}</ul>`;
}
