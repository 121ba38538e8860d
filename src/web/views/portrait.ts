import type { Actor } from '../../domain/actors/actor.table.ts';
import { html, type SafeHtml } from '../html.ts';

/** The picture of somebody, or the first letter of their name. Those of other nodes stay there: no page asks a third party. */
export function portrait(actor: Actor): SafeHtml {
  const picture = ownPicture(actor, 'avatarUrl');
  if (picture !== undefined) {
    return html`<img class="monogram" src="${picture}" alt="" width="52" height="52" loading="lazy">`;
  }
  const { name } = actor;
  const [first = '?'] = name.replace(/[^\p{L}\p{N}]/gu, '') || '?';
  // One of six colours by name, so that a member keeps its own from page to page.
  const colour = [...name].reduce((sum, character) => sum + (character.codePointAt(0) ?? 0), 0) % 6;
  return html`<span class="monogram m${colour}" aria-hidden="true">${first.toUpperCase()}</span>`;
}

/** The path of a picture of one of ours, if it has it. */
export function ownPicture(
  { host, ...actor }: Pick<Actor, 'host' | 'avatarUrl' | 'headerUrl'>,
  which: 'avatarUrl' | 'headerUrl',
): string | undefined {
  const address = actor[which];
  return host === null && address !== null ? URL.parse(address)?.pathname : undefined;
}
