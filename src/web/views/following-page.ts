import type { Actor } from '../../domain/actors/actor.table.ts';
import type { Follow } from '../../domain/follows/follow.table.ts';
import { messages } from '../../messages/messages.ts';
import { html, type SafeHtml } from '../html.ts';
import { addressWith } from '../query.ts';
import type { Reader } from '../reader.ts';
import { formPage } from './forms.ts';
import { layout } from './layout.ts';
import { actorLink, emptyNotice, pageHead, pager } from './parts.ts';
import type { Typed } from './respond-form.ts';

export interface FollowingPage {
  /** Whose the list is. */
  readonly actor: Actor;
  readonly items: readonly { readonly follow: Follow; readonly followed: Actor }[];
  readonly next: string | undefined;
  readonly after: string | undefined;
  readonly tried: Typed | undefined;
}

export function followingPage(reader: Reader, { actor, items, next, after, tried }: FollowingPage): SafeHtml {
  const { following: words } = messages(reader.locale).interactions;
  return layout(reader, {
    title: words.title,
    hidden: true,
    section: '/novita',
    main: html`<div class="wrap narrow">${pageHead(words.title, words.lead)}
${asTabs(reader, '/seguiti', actor)}
${formPage(reader, {
  action: '/seguiti',
  hidden: { as: actor.id },
  fields: [
    {
      name: 'address',
      label: words.address,
      hint: words.addressHint,
      type: 'text',
      max: 320,
      value: tried?.values.address,
    },
  ],
  submit: messages(reader.locale).interactions.follow.submit,
  error: tried?.error,
})}
${items.length === 0 ? emptyNotice(words.empty) : html`<ul class="rows">${items.map((one) => row(reader, one))}</ul>`}
${pager(reader, '/seguiti', { as: actor.id, after }, next)}</div>`,
  });
}

/** In whose name one looks, where there is more than one. */
export function asTabs({ signedIn, locale }: Reader, path: string, current: Actor): SafeHtml | undefined {
  if (signedIn === undefined || signedIn.organisations.length === 0) return undefined;
  const { following: words } = messages(locale).interactions;
  return html`<nav class="tabs" aria-label="${words.as}"><ul>${[
    signedIn.person,
    ...signedIn.organisations,
  ].map(
    ({ id, name }) =>
      html`<li><a href="${addressWith(path, { as: id })}"${id === current.id && html` aria-current="page"`}><bdi>${name}</bdi></a></li>`,
  )}</ul></nav>`;
}

function row(
  reader: Reader,
  { follow, followed }: { readonly follow: Follow; readonly followed: Actor },
): SafeHtml {
  const { follow: words, following } = messages(reader.locale).interactions;
  return html`<li><p class="row-title">${actorLink(followed)}${follow.state === 'pending' && html` <span class="badge">${following.pending}</span>`}</p>
<p class="quiet-text">@${followed.handle}@${followed.host ?? reader.web.domain.addresses.host}</p>
<form method="post" action="/seguiti/smetti"><input type="hidden" name="csrf" value="${reader.csrf}">
<input type="hidden" name="as" value="${follow.followerId}"><input type="hidden" name="id" value="${followed.id}">
<p><button class="button quiet">${words.stop}<span class="visually-hidden">: ${followed.name}</span></button></p></form></li>`;
}
