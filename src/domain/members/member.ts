import { z } from 'zod';
import { KINDS, MEMBER_KINDS } from '../taxonomy/kinds.ts';
import { SECTOR_SLUGS } from '../taxonomy/sectors.ts';
import { SHOWABLE } from './member.table.ts';

/** A handle is part of an address: short, lower case, and never one that the node itself uses. */
export const handleSchema = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9_]{2,30}$/, 'handle_invalid');

const siteSchema = z
  .url({ protocol: /^https?$/, error: 'site_invalid' })
  .max(500)
  .refine((url) => URL.canParse(url) && new URL(url).username === '', 'site_invalid');

const vatSchema = z
  .string()
  .trim()
  .transform((text) => text.replace(/^IT/i, '').replace(/\s/g, ''))
  .refine(isItalianVatNumber, 'vat_invalid');

export const memberFacts = z.strictObject({
  name: z.string().trim().min(1).max(120),
  kind: z.enum(MEMBER_KINDS, { error: 'kind_unknown' }),
  summary: z.string().trim().max(2000).default(''),
  sectors: z
    .array(z.enum(SECTOR_SLUGS, { error: 'sector_unknown' }))
    .max(13)
    .default([]),
  /** Name or ISTAT code of a comune, with the province where the name is not enough. */
  comune: z.string().trim().max(80).optional(),
  province: z.string().trim().max(40).optional(),
  site: siteSchema.optional(),
  vatNumber: vatSchema.optional(),
  email: z.email({ error: 'email_invalid' }).max(254).optional(),
  /** What the member agrees to show. */
  shows: z.array(z.enum(SHOWABLE, { error: 'showable_unknown' })).default([]),
  /** Whether it stands in the public directory. */
  listed: z.boolean().default(true),
});

export const newMember = memberFacts.extend({ handle: handleSchema });
export const memberChange = memberFacts.partial();

export type MemberFacts = z.output<typeof memberFacts>;
export type NewMember = z.input<typeof newMember>;
export type MemberChange = z.input<typeof memberChange>;

/** The ActivityPub type is the taxonomy's: organisations and people. */
export function actorTypeOf(kind: MemberFacts['kind']): 'Person' | 'Organization' {
  return KINDS[kind].actorType === 'Person' ? 'Person' : 'Organization';
}

/** Eleven digits, the last one a check digit (Luhn). */
export function isItalianVatNumber(digits: string): boolean {
  if (!/^\d{11}$/.test(digits)) return false;
  const sum = [...digits].reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
