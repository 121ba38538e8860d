import { compareDecimals, isMultiple } from '../../platform/decimal.ts';
import { UserError } from '../../platform/errors.ts';
import { convertExact, parseUnit } from '../taxonomy/units.ts';
import type { Proposal } from './proposal.table.ts';

export interface Measure {
  readonly quantity: string;
  readonly unit: string;
}

type Limits = Pick<Proposal, 'state' | 'unitBased' | 'unit' | 'quantity' | 'available' | 'minimum'>;

/**
 * What is asked for, in the proposal's own unit, where the proposal allows it: still open, a unit that converts exactly,
 * whole pieces, no less than the minimum and no more than there is.
 * @throws {UserError} `conflict` or `invalid`
 */
export function quantityFor(proposal: Limits, asked: Measure): string {
  const quantity = stockFor(proposal, asked);
  if (proposal.unitBased && proposal.quantity !== null && !isMultiple(quantity, proposal.quantity)) {
    throw new UserError('conflict', 'not_whole_pieces', { quantity: proposal.quantity }, 'quantity');
  }
  if (proposal.minimum !== null && compareDecimals(quantity, proposal.minimum) < 0) {
    throw new UserError('conflict', 'below_minimum', { minimum: proposal.minimum }, 'quantity');
  }
  return quantity;
}

/** The same for what its owner settles, who may go below the minimum: only what is not there cannot be given. */
export function stockFor(proposal: Omit<Limits, 'minimum'>, asked: Measure): string {
  if (proposal.state !== 'open') throw new UserError('conflict', 'proposal_ended');
  const quantity = inUnit(asked, proposal.unit ?? asked.unit);
  if (quantity === undefined) throw new UserError('invalid', 'unit_not_convertible', {}, 'unit');
  if (proposal.available !== null && compareDecimals(quantity, proposal.available) > 0) {
    throw new UserError('conflict', 'not_enough', { available: proposal.available }, 'quantity');
  }
  return quantity;
}

/** The quantity in another unit; undefined where that is not exact. Units that we do not know are only equal to themselves. */
export function inUnit({ quantity, unit }: Measure, target: string): string | undefined {
  if (unit === target) return quantity;
  const [from, to] = [parseUnit(unit), parseUnit(target)];
  return from && to && convertExact(quantity, from.code, to.code);
}
