import { html, type SafeHtml, webAddress } from '../html.ts';

interface CharterTick {
  /** The version that is accepted (IRI). */
  readonly charter: string;
  /** Where it can be read. */
  readonly href: string;
  readonly read: string;
  readonly accept: string;
  readonly ticked: boolean;
  readonly error: string | undefined;
}

/** Whoever joins accepts the charter in the version that is shown here: fields `charter` and `accept`. */
export function charterTick({ charter, href, read, accept, ticked, error }: CharterTick): SafeHtml {
  const address = href.startsWith('/') ? href : webAddress(href);
  return html`<div class="field${error && ' wrong'}"><input type="hidden" name="charter" value="${charter}">
<p>${address === undefined ? charter : html`<a href="${address}" target="_blank" rel="noopener">${read}</a>`}</p>
${error && html`<p class="field-error" id="charter-error">${error}</p>`}
<p class="tick"><input type="checkbox" id="charter" name="accept" required${ticked && html` checked`}${error && html` aria-describedby="charter-error" aria-invalid="true"`}><label for="charter">${accept}</label></p></div>`;
}
