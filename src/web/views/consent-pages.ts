import type { OauthApp } from '../../domain/oauth/oauth.table.ts';
import { OUT_OF_BAND } from '../../domain/oauth/register-app.ts';
import { messages } from '../../messages/messages.ts';
import type { ConsentRequest } from '../consent-request.ts';
import { html, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import { layout } from './layout.ts';
import { pageHead } from './parts.ts';

/** Whether an application may act in one's name, and in which. */
export function consentPage(reader: Reader, app: OauthApp, asked: ConsentRequest): SafeHtml {
  const words = messages(reader.locale).consent;
  const { signedIn } = reader;
  const actors = signedIn === undefined ? [] : [signedIn.person, ...signedIn.organisations];
  const roots = [...new Set(asked.scope.split(/[\s+]+/).map((scope) => scope.split(':')[0] ?? ''))];
  const may = (['read', 'write', 'follow', 'push', 'profile'] as const).filter((root) =>
    roots.includes(root),
  );
  const { redirect_uri: uri } = asked;
  return layout(reader, {
    title: words.title(app.name),
    hidden: true,
    main: html`<div class="wrap form-page">${pageHead(words.title(app.name), words.lead(app.name))}
<div class="prose"><p>${words.may}</p><ul>${may.map((root) => html`<li>${words[root]}</li>`)}</ul></div>
<form class="form" method="post" action="/oauth/authorize">
<input type="hidden" name="csrf" value="${reader.csrf}">
${Object.entries(asked).map(([name, value]) => value !== undefined && html`<input type="hidden" name="${name}" value="${value}">`)}
<div class="field"><label for="as">${words.as}</label>
<select id="as" name="as">${actors.map((actor) => html`<option value="${actor.id}">${actor.name} (@${actor.handle})</option>`)}</select></div>
${uri !== OUT_OF_BAND && html`<p class="quiet-text">${words.returnsTo(uri)}</p>`}
<p><button class="button" name="decision" value="allow">${words.allow}</button>
<button class="button quiet" name="decision" value="deny">${words.deny}</button></p>
</form></div>`,
  });
}

/** For programs that cannot be returned to: the code to type in. */
export function codePage(reader: Reader, code: string): SafeHtml {
  const words = messages(reader.locale).consent;
  return layout(reader, {
    title: words.codeTitle,
    hidden: true,
    main: html`<div class="wrap form-page">${pageHead(words.codeTitle, words.codeLead)}
<p><code>${code}</code></p></div>`,
  });
}
