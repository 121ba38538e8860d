import { z } from 'zod';
import { compareDecimals, isPositive, subtractDecimals } from '../../platform/decimal.ts';
import { isId } from '../../platform/ids.ts';
import { amount, unit } from '../proposals/proposal.ts';
import type { Order, Pledge } from './order.table.ts';

export type OrderState = Order['state'];
export type PledgeState = Pledge['state'];
/** What can become known of a pledge, each once and in any order. */
export type PledgeFact = 'counted' | 'replaced' | 'withdrawn' | 'refused' | 'agreed';

/** The state that follows from what is known, whatever came first: two nodes that know the same things agree. */
export function pledgeStateOf(known: Pick<Pledge, `${PledgeFact}At`>): PledgeState {
  if (known.agreedAt !== null) return 'agreed';
  if (known.refusedAt !== null) return 'refused';
  if (known.withdrawnAt !== null) return 'withdrawn';
  if (known.replacedAt !== null) return 'replaced';
  return known.countedAt === null ? 'waiting' : 'counted';
}

/** Pledges that stand: they count, or wait for the owner's node to count them. */
export const STANDING = ['waiting', 'counted'] as const satisfies readonly PledgeState[];
/** Pledges that the totals are made of. */
export const COUNTING = ['counted', 'agreed'] as const satisfies readonly PledgeState[];

export type Phase = 'upcoming' | 'open' | 'closing' | Exclude<OrderState, 'open'>;

/** Where an order stands at a moment; `closing`: its time is over and its owner's node has not told yet what came of it. */
export function phaseOf({ state, opensAt, closesAt }: Order, now: Date): Phase {
  if (state !== 'open') return state;
  if (now < opensAt) return 'upcoming';
  return now < closesAt ? 'open' : 'closing';
}

/** How much is missing until the minimum; null where nothing is. */
export function missingOf({ minimum, pledged }: Pick<Order, 'minimum' | 'pledged'>): string | null {
  return minimum === null || compareDecimals(pledged, minimum) >= 0
    ? null
    : subtractDecimals(minimum, pledged);
}

/** How much can still be pledged; null where there is no maximum. */
export function roomOf({ maximum, pledged }: Pick<Order, 'maximum' | 'pledged'>): string | null {
  if (maximum === null) return null;
  const room = subtractDecimals(maximum, pledged);
  return isPositive(room) ? room : '0';
}

const facts = z.strictObject({
  title: z.string().trim().min(1).max(150),
  text: z.string().trim().max(5000).default(''),
  /** The offers that it is on, by their ids here. */
  offers: z
    .array(z.string().refine(isId, 'proposal_unknown'))
    .min(1, 'order_offers_missing')
    .max(20, 'order_too_many_offers'),
  /** Not said: at once. */
  opensAt: z.date().optional(),
  closesAt: z.date({ error: 'order_closing_missing' }),
  deliversAt: z.date().optional(),
  minimum: amount.optional(),
  maximum: amount.optional(),
  /** What is counted; not said: the unit of the first offer. */
  unit: unit.optional(),
  label: z.string().trim().max(40).optional(),
  pickups: z.array(z.string().trim().min(1).max(200)).max(20, 'order_too_many_pickups').default([]),
  language: z.enum(['it', 'en']).default('it'),
});

type Facts = z.output<typeof facts>;

function inOrder(
  order: Partial<Pick<Facts, 'opensAt' | 'closesAt' | 'deliversAt' | 'minimum' | 'maximum'>>,
  ctx: z.RefinementCtx,
): void {
  const fail = (path: string, message: string) => ctx.addIssue({ code: 'custom', path: [path], message });
  const { opensAt, closesAt, deliversAt, minimum, maximum } = order;
  if (opensAt !== undefined && closesAt !== undefined && closesAt <= opensAt) {
    fail('closesAt', 'order_closes_before_opening');
  }
  if (deliversAt !== undefined && closesAt !== undefined && deliversAt < closesAt) {
    fail('deliversAt', 'order_delivers_before_closing');
  }
  if (minimum !== undefined && maximum !== undefined && compareDecimals(minimum, maximum) > 0) {
    fail('minimum', 'order_minimum_above_maximum');
  }
}

export const orderFacts = facts.superRefine(inOrder);
/** What may change while it is open; the offers and their prices are what people have pledged for. */
export const orderChange = facts.omit({ offers: true, opensAt: true, unit: true, language: true }).partial();
/** What it comes to with a change: checked as a whole. */
export const changedFacts = facts.omit({ offers: true, unit: true, language: true }).superRefine(inOrder);

export type NewOrder = z.input<typeof orderFacts>;
export type OrderChange = z.input<typeof orderChange>;

export const newPledge = z.strictObject({
  /** Which of the order's lines, from 0. */
  line: z.number().int().min(0).max(19).default(0),
  quantity: amount,
  /** The line's own, if not said. */
  unit: z.string().trim().max(60).optional(),
  pickup: z.string().trim().max(200).optional(),
  message: z.string().trim().max(2000).default(''),
});
export type NewPledge = z.input<typeof newPledge>;
