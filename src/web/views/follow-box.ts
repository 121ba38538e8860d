import type { Actor } from '../../domain/actors/actor.table.ts';
import type { Follow } from '../../domain/follows/follow.table.ts';
import { messages } from '../../messages/messages.ts';
import { html, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import { signInPath } from '../sign-in-first.ts';
import { formPage } from './forms.ts';
import { fromOwnNode } from './interaction-pages.ts';

/** On somebody's page: following them, by any of those that the reader acts for; `ties` are those that there are. */
export function followBox(reader: Reader, actor: Actor, ties: readonly Follow[]): SafeHtml | undefined {
  const { follow: words } = messages(reader.locale).interactions;
  const { signedIn } = reader;
  if (signedIn === undefined) {
    return html`<section class="box" id="follow"><h2>${words.title}</h2>
<p><a class="button quiet" href="${signInPath(reader)}">${words.signIn}</a></p>${fromOwnNode(reader, actor.uri, 'follow')}</section>`;
  }
  const own = [signedIn.person, ...signedIn.organisations];
  const tieOf = (one: Actor) =>
    ties.find(({ followerId, state }) => followerId === one.id && state !== 'rejected');
  const free = own.filter((one) => one.id !== actor.id && tieOf(one) === undefined);
  const [only] = free;
  const choices = free.map(({ id, name }) => [id, name] as const);
  return html`<section class="box" id="follow"><h2>${words.title}</h2>
${own.map((one) => {
  const tie = tieOf(one);
  return tie && standing(reader, one, tie);
})}
${
  only !== undefined &&
  html`<p>${words.lead(actor.name)}</p>${formPage(reader, {
    action: '/seguiti',
    prefix: 'follow-',
    hidden: { id: actor.id, ...(free.length === 1 ? { as: only.id } : {}) },
    fields: free.length === 1 ? [] : [{ name: 'as', label: words.as, type: 'choice', choices }],
    submit: words.submit,
  })}`
}</section>`;
}

function standing(reader: Reader, follower: Actor, tie: Follow): SafeHtml {
  const { follow: words } = messages(reader.locale).interactions;
  return html`<form method="post" action="/seguiti/smetti"><input type="hidden" name="csrf" value="${reader.csrf}">
<input type="hidden" name="as" value="${follower.id}"><input type="hidden" name="id" value="${tie.followedId}">
<p>${tie.state === 'accepted' ? words.follows(follower.name) : words.asked(follower.name)} <button class="button quiet">${words.stop}</button></p></form>`;
}
