import { attestationState, VISITOR_ROLES, warningsOf } from '../../domain/attestations/attestation.ts';
import type { AttestationView } from '../../domain/attestations/attestation-reads.ts';
import { formatDate, formatDay } from '../../messages/format.ts';
import { messages } from '../../messages/messages.ts';
import { dayOf } from '../../platform/day.ts';
import { html, raw, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import { attestationBadge, attestationSubject } from './attestation-parts.ts';
import { type Field, formPage } from './forms.ts';
import { layout } from './layout.ts';
import { actorLink, facts, outsideLink, pageHead } from './parts.ts';
import type { Typed } from './respond-form.ts';

/** One attestation, and where the reader may revoke it, the form to do so; `typed` is that form sent back. */
export function attestationPage(reader: Reader, view: AttestationView, typed?: Typed): SafeHtml {
  const { post, attestation, issuer } = view;
  const { locale, signedIn } = reader;
  const words = messages(locale).attestations;
  const isOurs = issuer.id === reader.group.id;
  const state = attestationState(attestation, dayOf(reader.web.domain.clock.now()));
  const mayRevoke = isOurs && state !== 'revoked' && signedIn?.caller.role === 'coordinator';
  return layout(reader, {
    title: post.title ?? words.title,
    section: '/attestazioni',
    canonical: isOurs ? undefined : post.url,
    hidden: !isOurs,
    main: html`<article class="wrap narrow sheet">
<nav class="crumbs" aria-label="${reader.words.proposals.crumb}"><a href="/attestazioni">${words.title}</a></nav>
<header class="sheet-head"><p class="card-kind">${attestationBadge(reader, view)}</p>
<h1 dir="auto">${post.title ?? attestation.scope}</h1></header>
${attestation.revokedAt !== null && html`<p class="notice">${words.revokedOn(formatDate(attestation.revokedAt, locale))}. <span dir="auto">${attestation.revocationReason}</span></p>`}
${facts([
  [words.about, attestationSubject(view)],
  [words.by, actorLink(issuer)],
  [words.scope, html`<span dir="auto">${attestation.scope}</span>`],
  [words.visitedOn, formatDay(attestation.visitedOn, locale)],
  [words.validUntil, formatDay(attestation.validUntil, locale)],
])}
${attestation.findings !== '' && html`<div class="prose" dir="auto">${raw(attestation.findings)}</div>`}
<section><h2>${words.visitors}</h2><ul class="people">${attestation.visitors.map(
      ({ name, role, territory }) =>
        html`<li><bdi>${name}</bdi>, ${words.roles[role]} (<bdi>${territory}</bdi>)</li>`,
    )}</ul>
${warningsOf(attestation.visitors).map((warning) => html`<p class="quiet-text">${words.warnings[warning]}</p>`)}</section>
${issuer.host !== null && html`<p class="notice">${words.signature(issuer.host)} ${outsideLink(post.url, words.original)}</p>`}
${
  mayRevoke &&
  html`<details class="box"${typed !== undefined && html` open`}><summary>${words.form.revoke}</summary>
${formPage(reader, {
  action: `/attestazioni/${post.id}/revoca`,
  fields: [{ name: 'reason', label: words.form.reason, type: 'long-text', value: typed?.values.reason }],
  submit: words.form.revoke,
  error: typed?.error,
})}</details>`
}
</article>`,
  });
}

export function attestationFormPage(
  reader: Reader,
  values: Typed['values'],
  error?: Typed['error'],
): SafeHtml {
  const { form: words, roles } = messages(reader.locale).attestations;
  const fields: Field[] = [
    { name: 'subject', label: words.subject, type: 'text', hint: words.subjectHint },
    { name: 'scope', label: words.scope, type: 'text', hint: words.scopeHint },
    {
      name: 'visitedOn',
      label: messages(reader.locale).attestations.visitedOn,
      type: 'date',
      hint: words.day,
    },
    {
      name: 'validUntil',
      label: messages(reader.locale).attestations.validUntil,
      type: 'date',
      hint: words.day,
    },
    ...VISITOR_ROLES.flatMap((role, index): Field[] => [
      {
        name: `visitors.${index}.name`,
        label: words.visitorName(roles[role]),
        type: 'text',
        optional: true,
      },
      {
        name: `visitors.${index}.territory`,
        label: words.visitorTerritory(roles[role]),
        type: 'text',
        optional: true,
      },
    ]),
    { name: 'text', label: words.text, type: 'long-text', optional: true, max: 5000 },
  ];
  return layout(reader, {
    title: words.title,
    hidden: true,
    section: '/attestazioni',
    main: html`<div class="wrap form-page">${pageHead(words.title, words.lead)}
${formPage(reader, {
  action: '/attestazioni',
  fields: fields.map((field) => ({ ...field, value: values[field.name] })),
  submit: words.submit,
  error,
})}</div>`,
  });
}
