import type { Pact } from '../../domain/pacts/pact.table.ts';
import type { PactText, PriceLine } from '../../domain/pacts/pact.ts';
import { textToHtml } from '../../platform/html/text.ts';
import type { Envelope } from './activities.ts';
import { PRIMARY } from './agreement-to-json.ts';
import { defined, type JsonObject, type JsonValue, PROPOSAL_CONTEXT } from './context.ts';
import { dateTime } from './note-parts.ts';

/** The terms of pacts beside those of offers: ours, inline, so that nobody needs to fetch them. */
export const PACT_CONTEXT: JsonValue = [
  ...(Array.isArray(PROPOSAL_CONTEXT) ? PROPOSAL_CONTEXT : [PROPOSAL_CONTEXT]),
  {
    Pact: 'des:Pact',
    pactVersion: 'des:pactVersion',
    pactTerms: 'des:pactTerms',
    pactDigest: 'des:pactDigest',
    pactVisibility: 'des:pactVisibility',
    pactContacts: 'des:pactContacts',
    supplier: { '@id': 'des:supplier', '@type': '@id' },
    parties: { '@id': 'des:parties', '@type': '@id' },
    priceList: { '@id': 'des:priceList', '@type': '@id' },
    minimumOrder: 'des:minimumOrder',
    leadDays: 'des:leadDays',
    validFrom: 'des:validFrom',
    validUntil: 'des:validUntil',
    signatures: { '@id': 'des:signatures', '@type': '@id' },
  },
];

/** What of a pact is signed, member by member, and the digest that stands for it. */
export function pactMembers(text: PactText, digest: string): JsonObject {
  return defined({
    id: text.uri,
    attributedTo: text.drafter,
    name: text.title,
    pactVersion: text.version,
    pactTerms: text.terms,
    supplier: text.supplier,
    parties: text.parties.map(({ uri, name }) => ({ id: uri, name })),
    priceList: text.priceList.map(priceLine),
    validFrom: text.validFrom,
    validUntil: text.validUntil,
    pactContacts: text.contacts,
    minimumOrder: text.minimum,
    leadDays: text.leadDays ?? undefined,
    pactVisibility: text.visibility,
    pactDigest: digest,
  });
}

/** As FEP-0837 writes an offer: what is given, and what for. */
function priceLine({ title, offer, quantity, unit, inReturn }: PriceLine): JsonObject {
  const returns = inReturn.map(({ amount, unit: of, conformsTo, label }) =>
    defined({
      type: 'Intent',
      name: label ?? undefined,
      resourceConformsTo: conformsTo ?? undefined,
      resourceQuantity: measure(amount, of),
    }),
  );
  return defined({
    type: 'Intent',
    name: title,
    satisfies: offer + PRIMARY,
    resourceQuantity: measure(quantity, unit),
    reciprocal: returns.length > 1 ? returns : returns[0],
  });
}

function measure(amount: string | null, unit: string | null): JsonObject | undefined {
  if (amount === null && unit === null) return undefined;
  return defined({ hasUnit: unit ?? undefined, hasNumericalValue: amount ?? undefined });
}

function toParties(
  type: string,
  { uri, actor, to, published }: Envelope,
  object: JsonObject,
  reason = '',
): JsonObject {
  return defined({
    '@context': PACT_CONTEXT,
    id: uri,
    type,
    actor,
    to,
    published: dateTime(published),
    content: reason === '' ? undefined : textToHtml(reason),
    object,
  });
}

/** The drafter asks the others to sign a version. */
export function offerPact(envelope: Envelope, { text, digest }: Pick<Pact, 'text' | 'digest'>): JsonObject {
  return toParties('Offer', envelope, { type: 'Pact', ...pactMembers(text, digest) });
}

/** A signature: it names the digest of what is signed, and is proven by its author's key (FEP-8b32). */
export function signPactActivity(envelope: Envelope, pactUri: string, digest: string): JsonObject {
  return toParties('Accept', envelope, { id: pactUri, type: 'Pact', pactDigest: digest });
}

export function refusePactActivity(
  envelope: Envelope,
  pactUri: string,
  digest: string,
  reason: string,
): JsonObject {
  return toParties('Reject', envelope, { id: pactUri, type: 'Pact', pactDigest: digest }, reason);
}

/** A party takes its signature back: it leaves. */
export function leavePactActivity(envelope: Envelope, pactUri: string, reason: string): JsonObject {
  const signature = { type: 'Accept', actor: envelope.actor, object: { id: pactUri, type: 'Pact' } };
  return toParties('Undo', envelope, signature, reason);
}
