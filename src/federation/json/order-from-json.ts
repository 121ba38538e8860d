import type { Order } from '../../domain/orders/order.table.ts';
import type { LineTerms, OrderTerms } from '../../domain/orders/write-order.ts';
import { parseUnit } from '../../domain/taxonomy/units.ts';
import { isPositive } from '../../platform/decimal.ts';
import { plainLine } from '../../platform/html/plain-line.ts';
import { fragmentsOf } from './agreement-to-json.ts';
import type { JsonObject, JsonValue } from './context.ts';
import { date, decimal, idOf, list, objectsOf, positiveInteger, text } from './read.ts';
import { readReciprocal } from './terms-from-json.ts';

const STATES = ['open', 'confirmed', 'dissolved', 'cancelled'] as const satisfies readonly Order['state'][];
const MAX_LINES = 20;
const MAX_PICKUPS = 20;
const MAX_RECIPROCALS = 5;
const MAX_PLEDGERS = 1_000_000;

/** What a collective order says; undefined where the object is none that we can follow. Takes the canonical form. */
export function readOrder(json: JsonObject): OrderTerms | undefined {
  const state = STATES.find((one) => one === text(json.collectiveOrder));
  const closesAt = date(json.endTime);
  const lines = readLines(json);
  if (state === undefined || closesAt === undefined || lines === undefined) return undefined;
  const { unit, amount: pledged } = readMeasure(json.pledgedQuantity);
  const bound = (value: JsonValue | undefined) => {
    const { unit: own, amount } = readMeasure(value);
    return own === unit && amount !== null && isPositive(amount) ? amount : null;
  };
  return {
    state,
    opensAt: date(json.startTime) ?? date(json.published) ?? closesAt,
    closesAt,
    deliversAt: date(json.deliveryTime) ?? null,
    minimum: bound(json.minimumQuantity),
    maximum: bound(json.maximumQuantity),
    unit,
    label: plainLine(text(json.unitLabel) ?? '', 40) || null,
    pickups: list(json.pickupPlaces)
      .slice(0, MAX_PICKUPS)
      .flatMap((place) => (typeof place === 'string' ? plainLine(place, 200) || [] : [])),
    pledged: pledged ?? '0',
    pledgers: positiveInteger(json.pledgers, MAX_PLEDGERS) ?? 0,
    lines,
  };
}

/** Where a pledge is to be collected. */
export function readPickup(agreement: JsonValue | undefined): string | null {
  const [object] = objectsOf(agreement, 1);
  const [place] = objectsOf(object?.location, 1);
  return plainLine(text(place?.name) ?? '', 200) || null;
}

/** The lines by the numbers in their addresses, without a gap; undefined where there are none, or others. */
function readLines(json: JsonObject): LineTerms[] | undefined {
  const intents = objectsOf(json.publishes, MAX_LINES + 1);
  if (intents.length === 0 || intents.length > MAX_LINES) return undefined;
  const lines: LineTerms[] = [];
  for (const position of intents.keys()) {
    const id = idOf(json) + fragmentsOf(position).primary;
    const intent = intents.find((one) => one.id === id);
    const offerUri = idOf(intent?.ofOffer);
    if (intent === undefined || offerUri === undefined) return undefined;
    const { unit, amount: quantity } = readMeasure(intent.resourceQuantity);
    lines.push({
      offerUri: offerUri.slice(0, 2048),
      title: plainLine(text(intent.name) ?? '', 300),
      unit,
      quantity: quantity !== null && isPositive(quantity) ? quantity : null,
      unitBased: intent.unitBased === true,
      inReturn: objectsOf(intent.reciprocal, MAX_RECIPROCALS).map((one, index) => ({
        position: index,
        ...readReciprocal(one),
      })),
      pledged: readMeasure(intent.pledgedQuantity).amount ?? '0',
    });
  }
  return lines;
}

/** A unit by its code where we know it, and an exact amount that is not below zero, or none. */
function readMeasure(value: JsonValue | undefined): {
  readonly unit: string;
  readonly amount: string | null;
} {
  const [measure = {}] = objectsOf(value, 1);
  const unit = plainLine(idOf(measure.hasUnit) ?? 'one', 60) || 'one';
  const amount = decimal(measure.hasNumericalValue);
  return {
    unit: parseUnit(unit)?.code ?? unit,
    amount: amount === undefined || amount.startsWith('-') ? null : amount,
  };
}
