import { errorMessage } from '../../messages/messages.ts';
import type { ErrorKind, UserError } from '../../platform/errors.ts';
import { html, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import { layout } from './layout.ts';
import { emptyNotice } from './parts.ts';

/** A page that says what went wrong and where to go. */
export function errorPage(reader: Reader, error: UserError): SafeHtml {
  const { errors } = reader.words;
  const titles: Readonly<Record<ErrorKind, string>> = {
    'not-found': errors.notFoundTitle,
    gone: errors.goneTitle,
    invalid: errors.badRequestTitle,
    conflict: errors.badRequestTitle,
    forbidden: errors.forbiddenTitle,
    'too-many': errors.tooManyTitle,
    unavailable: errors.unexpectedTitle,
  };
  const title = titles[error.kind];
  return layout(reader, {
    title,
    hidden: true,
    main: html`<div class="wrap narrow"><h1 class="visually-hidden">${title}</h1>${emptyNotice(
      title,
      errorMessage(error, reader.locale),
      html`<p class="hero-actions"><a class="button" href="/">${errors.backHome}</a><a class="button quiet" href="/offerte">${errors.search}</a></p>`,
    )}</div>`,
  });
}
