import { z } from 'zod';
import { compareDecimals, isMultiple, isPositive, parseDecimal } from '../../platform/decimal.ts';
import { imagesInput } from '../posts/images.ts';
import { CATEGORY_SLUGS } from '../taxonomy/categories.ts';
import { SECTOR_SLUGS } from '../taxonomy/sectors.ts';
import { parseUnit } from '../taxonomy/units.ts';
import { SCOPES } from './scope.ts';

export const PURPOSES = ['offer', 'request'] as const;
export const ACTIONS = ['transfer', 'deliverService', 'transferCustody'] as const;

/** What a proposal may hold at the most: 15 integer digits and 6 decimals. */
export const amount = z
  .string()
  .trim()
  .transform((text, ctx) => {
    const decimal = parseDecimal(text);
    if (decimal !== undefined && isPositive(decimal)) return decimal;
    ctx.addIssue({ code: 'custom', message: 'amount_invalid' });
    return z.NEVER;
  });

export const unit = z
  .string()
  .trim()
  .transform((text, ctx) => {
    const known = parseUnit(text);
    if (known !== undefined) return known.code;
    ctx.addIssue({ code: 'custom', message: 'unit_unknown' });
    return z.NEVER;
  });

/** One thing asked or given in return: money, a local voucher, hours, a thing. No amount: to be agreed. */
const reciprocal = z.strictObject({
  action: z.enum(ACTIONS).default('transfer'),
  conformsTo: z.url({ error: 'iri_invalid' }).max(500).optional(),
  label: z.string().trim().max(120).optional(),
  unit: unit.default('one'),
  amount: amount.optional(),
});

const facts = z.strictObject({
  purpose: z.enum(PURPOSES, { error: 'purpose_unknown' }),
  title: z.string().trim().min(1).max(150),
  text: z.string().trim().max(5000).default(''),
  action: z.enum(ACTIONS, { error: 'action_unknown' }).default('transfer'),
  category: z.enum(CATEGORY_SLUGS, { error: 'category_unknown' }).optional(),
  sectors: z
    .array(z.enum(SECTOR_SLUGS, { error: 'sector_unknown' }))
    .max(13)
    .default([]),
  unit: unit.default('one'),
  /** How much one piece holds. */
  quantity: amount.optional(),
  /** How much there is in all; not said: no limit. */
  available: amount.optional(),
  minimum: amount.optional(),
  /** Whether only whole pieces change hands. */
  unitBased: z.boolean().optional(),
  negotiable: z.boolean().default(false),
  /** None: a gift. */
  reciprocals: z.array(reciprocal).max(5, 'too_many_reciprocals').default([]),
  comune: z.string().trim().max(80).optional(),
  province: z.string().trim().max(40).optional(),
  expiresAt: z.date().optional(),
  /** How far it reaches. */
  scope: z.enum(SCOPES, { error: 'proposal_scope_unknown' }).default('fediverse'),
  language: z.enum(['it', 'en']).default('it'),
  images: imagesInput,
});

export const proposalFacts = facts.superRefine((proposal, ctx) => {
  const fail = (path: string, message: string) => ctx.addIssue({ code: 'custom', path: [path], message });
  const { quantity, available, minimum } = proposal;
  const fixed = proposal.reciprocals.some((one) => one.amount !== undefined);
  if (proposal.negotiable && fixed) fail('negotiable', 'negotiable_with_amount');
  if (!proposal.negotiable && proposal.reciprocals.some((one) => one.amount === undefined)) {
    fail('reciprocals', 'amount_missing');
  }
  if (minimum !== undefined && available !== undefined && compareDecimals(minimum, available) > 0) {
    fail('minimum', 'minimum_above_available');
  }
  if (
    proposal.unitBased &&
    quantity !== undefined &&
    available !== undefined &&
    !isMultiple(available, quantity)
  ) {
    fail('available', 'available_not_multiple');
  }
});
export const proposalChange = facts.omit({ purpose: true, language: true }).partial();

export type ProposalFacts = z.output<typeof proposalFacts>;
export type NewProposal = z.input<typeof proposalFacts>;
export type ProposalChange = z.input<typeof proposalChange>;
