import { z } from 'zod';
import type { ProposalView } from '../domain/proposals/catalogue.ts';
import { ACTIONS, type NewProposal, PURPOSES } from '../domain/proposals/proposal.ts';
import { readReturns, writeReturn } from '../domain/proposals/read-returns.ts';
import { SCOPES } from '../domain/proposals/scope.ts';
import { CATEGORY_SLUGS, categoryByIri } from '../domain/taxonomy/categories.ts';
import { EURO, normaliseResource } from '../domain/taxonomy/resources.ts';
import { SECTOR_SLUGS } from '../domain/taxonomy/sectors.ts';
import { UserError } from '../platform/errors.ts';
import { parseInput } from '../platform/input.ts';
import { readDay } from '../platform/read-day.ts';
import type { TypedPicture } from './pictures-typed.ts';
import type { Typed } from './typed.ts';

export const RETURN_LINES = [1, 2, 3];

const choices = z.object({
  purpose: z.enum(PURPOSES, { error: 'purpose_unknown' }),
  action: z.enum(ACTIONS, { error: 'action_unknown' }),
  exchange: z.enum(['priced', 'negotiable', 'gift'], { error: 'amount_missing' }),
  scope: z.enum(SCOPES, { error: 'proposal_scope_unknown' }).optional(),
  category: z.enum(['', ...CATEGORY_SLUGS], { error: 'category_unknown' }).default(''),
});

/** The form of an offer or request as the use case takes it. @throws {UserError} `invalid`, at a field of the form */
export function readProposal(
  typed: Typed,
  pictures: readonly TypedPicture[],
  language: 'it' | 'en',
  now: Date,
): NewProposal {
  const { purpose, action, exchange, category, scope } = parseInput(choices, typed);
  const place = placeIn(typed);
  const expiresAt = typed.until ? readDay(typed.until, 'until') : undefined;
  if (expiresAt !== undefined && expiresAt < now) throw new UserError('invalid', 'day_passed', {}, 'until');
  return {
    purpose,
    action,
    title: typed.title ?? '',
    text: typed.text ?? '',
    ...returnsIn(typed, exchange),
    category: category === '' ? undefined : category,
    sectors: SECTOR_SLUGS.filter((slug) => typed[`sector-${slug}`] !== undefined),
    unit: given(typed.unit) ?? 'one',
    quantity: given(typed.quantity),
    available: given(typed.available),
    minimum: given(typed.minimum),
    unitBased: typed.unitBased !== undefined,
    comune: place?.comune,
    province: place?.province,
    expiresAt,
    ...(scope !== undefined && { scope }),
    language,
    images: [...pictures],
  };
}

function returnsIn(typed: Typed, exchange: 'priced' | 'negotiable' | 'gift') {
  if (exchange !== 'priced') return { negotiable: exchange === 'negotiable', reciprocals: [] };
  const others = RETURN_LINES.map((n) => given(typed[`return-${n}`])).filter((text) => text !== undefined);
  const price = given(typed.price);
  const returns = readReturns({ ...(price === undefined ? {} : { price }), return: others });
  if (returns === undefined) throw new UserError('invalid', 'amount_missing', {}, 'price');
  return returns;
}

/** "Barga", or "Samone (TO)" where several share a name. */
export function placeIn({ comune = '' }: Typed): { comune: string; province?: string } | undefined {
  const [, name = '', province] = /^(.*?)(?:\s*\(([\p{L} ]+)\))?$/u.exec(comune.trim()) ?? [];
  if (name === '') return undefined;
  return { comune: name, ...(province === undefined ? {} : { province }) };
}

function given(text: string | undefined): string | undefined {
  return text?.trim() || undefined;
}

/** What is stored, as its form begins with it. */
export function typedProposal({ post, proposal, reciprocals, owner }: ProposalView): Typed {
  const euro = reciprocals.find(({ conformsTo }) => normaliseResource(conformsTo ?? '') === EURO.iri);
  const others = reciprocals.filter((one) => one !== euro);
  const category = categoryByIri(proposal.conformsTo ?? '')?.slug;
  const values: Record<string, string | undefined> = {
    as: owner.id,
    purpose: proposal.purpose,
    action: proposal.action,
    title: post.title ?? '',
    text: post.source ?? '',
    exchange: proposal.negotiable ? 'negotiable' : reciprocals.length === 0 ? 'gift' : 'priced',
    price: euro?.amount?.replace('.', ','),
    ...Object.fromEntries(
      RETURN_LINES.map((n) => {
        const one = others[n - 1];
        return [`return-${n}`, one && writeReturn({ ...one, amount: one.amount?.replace('.', ',') ?? null })];
      }),
    ),
    category,
    ...Object.fromEntries(proposal.sectors.map((slug) => [`sector-${slug}`, 'on'])),
    unit: proposal.unit ?? 'one',
    quantity: proposal.quantity?.replace('.', ','),
    available: proposal.available?.replace('.', ','),
    minimum: proposal.minimum?.replace('.', ','),
    unitBased: proposal.unitBased && proposal.quantity !== null ? 'on' : undefined,
    comune: proposal.comune === null ? undefined : `${proposal.comune} (${proposal.province})`,
    scope: proposal.scope,
    until: proposal.expiresAt === null ? undefined : dayInItaly(proposal.expiresAt),
  };
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** As a date field has it: "2026-12-31". */
export function dayInItaly(date: Date): string {
  return date.toLocaleDateString('sv-SE', { timeZone: 'Europe/Rome' });
}

const FIELDS: Readonly<Record<string, string>> = {
  province: 'comune',
  expiresAt: 'until',
  negotiable: 'exchange',
  gift: 'exchange',
  images: 'picture-1',
};

/** The error at the field of the form that it is about: what is in return is known there by its line. */
export function inProposalForm(error: UserError, typed: Typed): UserError {
  const { kind, code, params, field = '' } = error;
  const [first = '', index = '0'] = field.split('.');
  const lines = ['price', ...RETURN_LINES.map((n) => `return-${n}`)].filter((name) => given(typed[name]));
  const named = first === 'reciprocals' ? (lines[Number(index)] ?? 'price') : (FIELDS[first] ?? first);
  return new UserError(kind, code, params, named);
}
