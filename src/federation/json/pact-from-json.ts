import { digestOf, type PactText, pactText } from '../../domain/pacts/pact.ts';
import { UserError } from '../../platform/errors.ts';
import { PRIMARY } from './agreement-to-json.ts';
import { isObject, type JsonObject, type JsonValue } from './context.ts';
import { httpUri, idOf, objectsOf, text, typesOf } from './read.ts';

const MAX_PARTIES = 50;
const MAX_LINES = 200;
const MAX_RETURNS = 10;

export function isPact(value: JsonValue | undefined): value is JsonObject {
  return isObject(value) && typesOf(value).includes('Pact');
}

/**
 * The text of a pact, from its canonical form: exactly what its digest stands for.
 * @throws {UserError} `invalid` for what is no whole pact, or is another text than the digest says
 */
export function readPact(json: JsonObject, { allowHttp }: { readonly allowHttp: boolean }): PactText {
  const uri = (value: JsonValue | undefined) => httpUri(value, { allowHttp });
  const read = pactText.safeParse({
    uri: uri(json.id),
    version: json.pactVersion,
    title: text(json.name),
    terms: text(json.pactTerms) ?? '',
    drafter: uri(json.attributedTo),
    supplier: uri(json.supplier),
    parties: objectsOf(json.parties, MAX_PARTIES).map((one) => ({ uri: uri(one), name: text(one.name) })),
    priceList: objectsOf(json.priceList, MAX_LINES).map((line) => ({
      title: text(line.name),
      offer: uri(idOf(line.satisfies)?.slice(0, -PRIMARY.length)),
      ...readMeasure(line.resourceQuantity, 'quantity'),
      inReturn: objectsOf(line.reciprocal, MAX_RETURNS).map((one) => ({
        ...readMeasure(one.resourceQuantity, 'amount'),
        conformsTo: idOf(one.resourceConformsTo) ?? null,
        label: text(one.name) ?? null,
      })),
    })),
    validFrom: text(json.validFrom),
    validUntil: text(json.validUntil),
    contacts: text(json.pactContacts) ?? '',
    minimum: text(json.minimumOrder) ?? '',
    leadDays: json.leadDays ?? null,
    visibility: text(json.pactVisibility),
  });
  if (!read.success) throw new UserError('invalid', 'pact_invalid');
  if (digestOf(read.data) !== json.pactDigest) throw new UserError('invalid', 'pact_digest_wrong');
  return read.data;
}

function readMeasure<K extends 'quantity' | 'amount'>(value: JsonValue | undefined, key: K) {
  const [measure] = objectsOf(value, 1);
  return { [key]: text(measure?.hasNumericalValue) ?? null, unit: text(measure?.hasUnit) ?? null };
}
