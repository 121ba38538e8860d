import type { Actor } from '../../domain/actors/actor.table.ts';
import type { Pact } from '../../domain/pacts/pact.table.ts';
import type { ProposalView } from '../../domain/proposals/catalogue.ts';
import { messages } from '../../messages/messages.ts';
import type { UserError } from '../../platform/errors.ts';
import { html, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import { type Field, formPage } from './forms.ts';
import { layout } from './layout.ts';
import { actorLink, emptyNotice, pageHead } from './parts.ts';
import { exchangeText } from './terms.ts';

export interface PactForm {
  readonly supplier: Actor;
  /** The supplier's open offers. */
  readonly offers: readonly ProposalView[];
  /** In whose name it may be written. */
  readonly as: readonly Actor[];
  readonly values: Readonly<Record<string, string>>;
  /** Ids of the offers that are ticked. */
  readonly ticked: readonly string[];
  readonly error?: UserError | undefined;
  /** The pact that gets a new version. */
  readonly revised?: Pact | undefined;
}

/** Who the supplier is comes first: the price list is made of its offers. */
export function supplierPage(reader: Reader, typed: string, error?: string): SafeHtml {
  const { form: words } = messages(reader.locale).pacts;
  return layout(reader, {
    title: words.title,
    hidden: true,
    section: '/patti',
    main: html`<div class="wrap form-page">${pageHead(words.title, words.lead)}
<form class="form" method="get" action="/patti/nuovo"><div class="field${error && ' wrong'}">
<label for="supplier">${words.supplier}</label><p class="hint" id="supplier-hint">${words.supplierHint}</p>
${error && html`<p class="field-error" id="supplier-error">${error}</p>`}
<input id="supplier" name="supplier" type="text" maxlength="254" value="${typed}" required aria-describedby="supplier-hint${error && ' supplier-error'}"${error && html` aria-invalid="true"`}></div>
<p><button class="button">${words.choose}</button></p></form></div>`,
  });
}

export function pactFormPage(reader: Reader, form: PactForm): SafeHtml {
  const { supplier, offers, revised } = form;
  const words = messages(reader.locale).pacts;
  const { form: labels } = words;
  const title = revised === undefined ? labels.title : words.steps.revise;
  return layout(reader, {
    title,
    hidden: true,
    section: '/patti',
    main: html`<div class="wrap form-page">${pageHead(title, revised === undefined ? labels.lead : labels.reviseLead)}
<p>${labels.supplier}: ${actorLink(supplier)}</p>
${
  offers.length === 0
    ? emptyNotice(labels.noOffers)
    : formPage(reader, {
        action: revised === undefined ? '/patti' : `/patti/${revised.id}/modifica`,
        hidden: revised === undefined ? { supplier: supplier.id } : { as: form.as[0]?.id ?? '' },
        fields: fieldsOf(reader, form),
        submit: labels.submit,
        error: form.error,
      })
}</div>`,
  });
}

function fieldsOf(reader: Reader, { offers, as, values, ticked, revised }: PactForm): Field[] {
  const words = messages(reader.locale).pacts;
  const { form: labels } = words;
  const who: Field[] = [
    {
      name: 'as',
      label: labels.as,
      type: 'choice',
      choices: as.map((actor) => [actor.id, actor.name] as const),
    },
    { name: 'parties', label: labels.groups, type: 'long-text', hint: labels.groupsHint, optional: true },
  ];
  const text: Field[] = [
    { name: 'title', label: labels.title2, type: 'text' },
    { name: 'terms', label: labels.terms, type: 'long-text', max: 10_000 },
    {
      name: 'offers',
      label: labels.offers,
      type: 'several',
      choices: offers.map(
        (view) => [view.post.id, `${view.post.title ?? ''}: ${exchangeText(reader, view)}`] as const,
      ),
    },
    { name: 'validFrom', label: labels.validFrom, type: 'date' },
    { name: 'validUntil', label: labels.validUntil, type: 'date' },
    { name: 'minimum', label: labels.minimum, type: 'text', optional: true },
    { name: 'leadDays', label: labels.leadDays, type: 'text', optional: true },
    {
      name: 'contacts',
      label: labels.contacts,
      type: 'long-text',
      hint: labels.contactsHint,
      optional: true,
    },
    {
      name: 'visibility',
      label: words.visibility,
      type: 'choice',
      choices: [
        ['public', words.public],
        ['parties', words.parties],
      ],
    },
  ];
  return [...(revised === undefined ? who : []), ...text].map((field) => ({
    ...field,
    value: field.name === 'offers' ? ticked.join(' ') : values[field.name],
  }));
}
