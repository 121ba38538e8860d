import type { Reciprocal } from '../../domain/proposals/proposal.table.ts';
import type { ProposalTerms } from '../../domain/proposals/write-terms.ts';
import { normaliseResource } from '../../domain/taxonomy/resources.ts';
import { sectorByIri } from '../../domain/taxonomy/sectors.ts';
import { parseUnit } from '../../domain/taxonomy/units.ts';
import { isPositive } from '../../platform/decimal.ts';
import { plainLine } from '../../platform/html/plain-line.ts';
import type { JsonObject, JsonValue } from './context.ts';
import { readPlace } from './place-from-json.ts';
import { date, decimal, idOf, idsOf, objectsOf, text } from './read.ts';

const MAX_RECIPROCALS = 5;
const MAX_CLASSES = 20;
const MAX_IRI = 500;
type Action = ProposalTerms['action'];

/** What FEP-0837 says of an offer or a request; undefined where the object is neither. Takes the canonical form. */
export function readTerms(json: JsonObject): ProposalTerms | undefined {
  const purpose = nameOf(json.purpose);
  const [primary] = objectsOf(json.publishes, 1);
  if ((purpose !== 'offer' && purpose !== 'request') || primary === undefined) return undefined;
  const reciprocals = objectsOf(json.reciprocal, MAX_RECIPROCALS).map(readReciprocal);
  const classifiedAs = idsOf(primary.resourceClassifiedAs, MAX_CLASSES).flatMap((iri) => iriOf(iri) ?? []);
  const quantities = [primary.resourceQuantity, primary.availableQuantity, primary.minimumQuantity].map(
    readQuantity,
  );
  const unit = quantities.find((one) => one.unit !== null)?.unit ?? null;
  const [quantity, available, minimum] = quantities.map((one) =>
    one.unit === null || one.unit === unit ? one.amount : null,
  );
  return {
    purpose,
    action: actionOf(primary.action),
    unitBased: json.unitBased === true,
    negotiable:
      json.negotiable === true || (reciprocals.length > 0 && reciprocals.every((one) => one.amount === null)),
    conformsTo: iriOf(primary.resourceConformsTo) ?? null,
    classifiedAs,
    sectors: [...new Set(classifiedAs.flatMap((iri) => sectorByIri(iri)?.slug ?? []))],
    unit,
    quantity: positive(quantity),
    available: available ?? null,
    minimum: positive(minimum),
    ...readPlace(json),
    expiresAt: date(json.endTime) ?? null,
    reciprocals,
  };
}

export function readReciprocal(intent: JsonObject): Omit<Reciprocal, 'postId' | 'position'> {
  const { unit, amount } = readQuantity(intent.resourceQuantity);
  return {
    action: actionOf(intent.action),
    conformsTo: iriOf(intent.resourceConformsTo) ?? null,
    label: plainLine(text(intent.name) ?? '', 120) || null,
    unit,
    amount: positive(amount),
  };
}

/** A unit that we know by its code there, another by its own word; an amount that is not below zero. */
function readQuantity(value: JsonValue | undefined): {
  readonly unit: string | null;
  readonly amount: string | null;
} {
  const [measure = {}] = objectsOf(value, 1);
  const written = plainLine(idOf(measure.hasUnit) ?? '', 60);
  const amount = decimal(measure.hasNumericalValue);
  return {
    unit: written === '' ? null : (parseUnit(written)?.code ?? written),
    amount: amount === undefined || amount.startsWith('-') ? null : amount,
  };
}

function positive(amount: string | null | undefined): string | null {
  return amount !== null && amount !== undefined && isPositive(amount) ? amount : null;
}

/** FEP-0837 knows `transfer` and `deliverService`; whatever else Valueflows has is a transfer to us. */
function actionOf(value: JsonValue | undefined): Action {
  const name = nameOf(value);
  return name === 'deliverService' || name === 'transferCustody' ? name : 'transfer';
}

/** The last part of a name that may be written with its namespace. */
function nameOf(value: JsonValue | undefined): string | undefined {
  return idOf(value)?.replace(/^.*[#/:]/, '');
}

/** An absolute IRI of the kinds that name resources, fit for the database. */
function iriOf(value: JsonValue | undefined): string | undefined {
  const iri = idOf(value);
  return iri !== undefined &&
    iri.length <= MAX_IRI &&
    /^(?:https?|urn):[^\s\p{C}]+$/u.test(iri) &&
    URL.canParse(iri)
    ? normaliseResource(iri)
    : undefined;
}
