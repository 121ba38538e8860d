import type { Actor } from '../../domain/actors/actor.table.ts';
import type { ProposalView } from '../../domain/proposals/catalogue.ts';
import type { UserError } from '../../platform/errors.ts';
import { html, type SafeHtml } from '../html.ts';
import type { Reader } from '../reader.ts';
import { signInPath } from '../sign-in-first.ts';
import { askByEmail } from './email-enquiry-pages.ts';
import { type Field, formPage } from './forms.ts';
import { fromOwnNode } from './interaction-pages.ts';
import { quantityText, returnText, unitName } from './terms.ts';

/** What somebody has typed, to be shown again beside what is wrong with it. */
export interface Typed {
  readonly values: Readonly<Record<string, string>>;
  readonly error: UserError;
}

/** In whose name the reader may answer: everyone but the owner itself. */
export function responders(reader: Reader, ownerId: string): readonly Actor[] {
  const { signedIn } = reader;
  if (signedIn === undefined) return [];
  return [...signedIn.organisations, signedIn.person].filter((actor) => actor.id !== ownerId);
}

/** The box on a proposal's page where those who are signed in answer it. */
export function respondBox(reader: Reader, view: ProposalView, typed?: Typed): SafeHtml | undefined {
  const { respond: words } = reader.agreements;
  if (reader.signedIn === undefined) {
    return html`<section class="box reply"><h2>${words.title}</h2><p>${words.lead}</p>
<p><a class="button" href="${signInPath(reader)}">${words.signIn}</a></p>
${view.post.visibility !== 'direct' && fromOwnNode(reader, view.post.uri, 'reply')}
${view.owner.host === null && reader.web.mail && askByEmail(reader, view.post.id)}</section>`;
  }
  const as = responders(reader, view.owner.id);
  if (as.length === 0) return undefined;
  const fields: Field[] = [
    {
      name: 'as',
      label: words.as,
      type: 'choice',
      choices: as.map((actor) => [actor.id, actor.name] as const),
    },
    quantityField(reader, view),
    ...openReturns(reader, view),
    { name: 'message', label: words.message, type: 'long-text', hint: words.messageHint, optional: true },
  ];
  return html`<section class="box reply" id="respond"><h2>${words.title}</h2><p>${words.lead}</p>
${formPage(reader, {
  action: `/offerte/${view.post.id}/risposte`,
  prefix: 'respond-',
  fields: fields.map((field) => ({ ...field, value: typed?.values[field.name] ?? field.value })),
  submit: words.submit,
  error: typed?.error,
})}</section>`;
}

function quantityField(reader: Reader, { proposal }: ProposalView): Field {
  const { respond: words } = reader.agreements;
  const amount = (value: string) => quantityText(reader, value, proposal.unit);
  const hints = [
    proposal.unitBased && proposal.quantity !== null ? words.pieces(amount(proposal.quantity)) : '',
    proposal.minimum === null ? '' : words.minimum(amount(proposal.minimum)),
    proposal.available === null ? '' : words.available(amount(proposal.available)),
  ].filter((hint) => hint !== '');
  return {
    name: 'quantity',
    label: words.quantity(unitName(proposal.unit)),
    type: 'decimal',
    hint: hints.length === 0 ? undefined : hints.join(' '),
    value: proposal.minimum ?? proposal.quantity ?? '1',
  };
}

/** What the proposal leaves to be agreed has to be said; the rest follows from the quantity. */
function openReturns(reader: Reader, { proposal, reciprocals }: ProposalView): Field[] {
  const { respond: words } = reader.agreements;
  const label = proposal.purpose === 'offer' ? words.inReturn : words.offered;
  return reciprocals
    .filter((one) => one.amount === null)
    .map((one) => ({
      name: `inReturn.${one.position}`,
      label: label(one.label ?? returnName(reader, one)),
      type: 'decimal' as const,
    }));
}

/** What is given, without saying how much: "€", "2 ore" less its number. */
export function returnName(
  reader: Reader,
  one: Pick<ProposalView['reciprocals'][number], 'conformsTo' | 'label' | 'unit'>,
): string {
  return returnText(reader, { ...one, amount: '0' }).replace(/^0(?:[.,]0+)?\s*/u, '');
}
