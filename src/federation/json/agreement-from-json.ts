import type { Settlement } from '../../domain/agreements/agreement.ts';
import { parseUnit } from '../../domain/taxonomy/units.ts';
import { isPositive } from '../../platform/decimal.ts';
import { UserError } from '../../platform/errors.ts';
import { plainLine } from '../../platform/html/plain-line.ts';
import { sanitiseRemoteHtml } from '../../platform/html/sanitise-remote-html.ts';
import { htmlToText } from '../../platform/html/text.ts';
import { fragmentsOf } from './agreement-to-json.ts';
import type { JsonObject, JsonValue } from './context.ts';
import { decimal, idOf, languageText, list, objectsOf, typesOf } from './read.ts';

const MAX_RECIPROCALS = 5;
const MAX_REMARK = 2000;

export function isAgreement(json: JsonObject): boolean {
  return typesOf(json).includes('Agreement');
}

/** A commitment to the primary intent of a proposal, or of a line of an order. */
const PRIMARY_OF = /^(.*)#(?:line-([1-9]\d?)-)?primary$/;

/**
 * What an Agreement settles, and on which proposal, or on which line of which order; takes the canonical form.
 * @throws {UserError} `invalid` for what is no exact quantity above zero, or belongs to no one proposal
 */
export function readSettlement(
  json: JsonObject,
): Settlement & { readonly proposalUri: string; readonly line: number | null } {
  const primary = objectsOf(json.stipulates, 2);
  const [commitment = {}] = primary;
  const [, proposalUri, number] = PRIMARY_OF.exec(idOf(commitment.satisfies) ?? '') ?? [];
  if (primary.length !== 1 || proposalUri === undefined) throw invalid('stipulates');
  const line = number === undefined ? null : Number(number) - 1;
  const { unit, amount } = readMeasure(commitment.resourceQuantity);
  if (amount === null) throw invalid('stipulates');
  if (list(json.stipulatesReciprocal).length > MAX_RECIPROCALS) throw invalid('stipulatesReciprocal');
  const inReturn = objectsOf(json.stipulatesReciprocal, MAX_RECIPROCALS).map((one) => ({
    position: positionOf(idOf(one.satisfies), proposalUri, line),
    ...readMeasure(one.resourceQuantity),
  }));
  if (new Set(inReturn.map(({ position }) => position)).size < inReturn.length) throw invalid('satisfies');
  return { proposalUri, line, quantity: amount, unit, inReturn };
}

/** What somebody wrote with an activity, as plain text. */
export function readRemark(json: JsonObject): string {
  const html = languageText(json, 'content')?.text ?? '';
  return htmlToText(sanitiseRemoteHtml(html)).trim().slice(0, MAX_REMARK).toWellFormed();
}

function positionOf(satisfies: string | undefined, proposalUri: string, line: number | null): number {
  const { reciprocal } = fragmentsOf(line);
  for (let position = 0; position < MAX_RECIPROCALS; position++) {
    if (satisfies === proposalUri + reciprocal(position)) return position;
  }
  throw invalid('satisfies');
}

/** A unit by its code where we know it, and an exact amount above zero, or none. */
function readMeasure(value: JsonValue | undefined): {
  readonly unit: string;
  readonly amount: string | null;
} {
  const [measure = {}] = objectsOf(value, 1);
  const unit = plainLine(idOf(measure.hasUnit) ?? 'one', 60);
  if (measure.hasNumericalValue === undefined) return { unit: parseUnit(unit)?.code ?? unit, amount: null };
  const amount = decimal(measure.hasNumericalValue);
  if (amount === undefined || !isPositive(amount)) throw invalid('hasNumericalValue');
  return { unit: parseUnit(unit)?.code ?? unit, amount };
}

function invalid(field: string): UserError {
  return new UserError('invalid', 'agreement_invalid', { field }, field);
}
