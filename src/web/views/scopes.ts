import type { ProposalView } from '../../domain/proposals/catalogue.ts';
import { SCOPES } from '../../domain/proposals/scope.ts';
import { messages } from '../../messages/messages.ts';
import { html, type SafeHtml } from '../html.ts';
import { addressWith, type ProposalQuery } from '../query.ts';
import type { Reader } from '../reader.ts';
import type { Typed } from '../typed.ts';
import { icon } from './icons.ts';

/** How far an offer or a request is to reach: each choice with who will see it. */
export function scopeField(reader: Reader, { scope }: Typed, error: string | undefined): SafeHtml {
  const { scopes: words } = messages(reader.locale);
  const chosen = SCOPES.find((one) => one === scope) ?? 'fediverse';
  return html`<fieldset class="radios${error && ' wrong'}"><legend>${words.legend}</legend>
<p class="hint" id="scope-hint">${words.hint}</p>
${error && html`<p class="field-error" id="scope-error">${error}</p>`}
${[...SCOPES].reverse().map((one, index) => {
  const id = index === 0 ? 'scope' : `scope-${one}`;
  return html`<p class="tick"><input type="radio" id="${id}" name="scope" value="${one}"${one === chosen && html` checked`}><label for="${id}">${words.names[one]}<br><span class="hint">${words.who[one]}</span></label></p>`;
})}</fieldset>`;
}

/** For whom it is, where that is not everyone. */
export function scopeBadge({ locale }: Reader, { proposal }: ProposalView): SafeHtml | false {
  const { scopes: words } = messages(locale);
  return (
    proposal.scope !== 'fediverse' &&
    html`<span class="badge scope">${icon('person')}${words.badges[proposal.scope]}</span>`
  );
}

/** From the catalogue of all to what is kept to some, and back: for members. */
export function scopeLink(
  { locale, signedIn }: Reader,
  { scoped, after: _, ...query }: ProposalQuery,
  count: number,
): SafeHtml | false {
  const { scopes: words } = messages(locale);
  if (signedIn === undefined) return false;
  if (scoped !== undefined) {
    return html`<p class="notice" role="status">${words.onlyUs} <a href="${addressWith('/offerte', query)}">${words.back}</a></p>`;
  }
  return (
    count > 0 &&
    html`<p class="notice">${words.more(count)} <a href="${addressWith('/offerte', { ...query, scoped: '1' })}">${words.see}</a></p>`
  );
}
