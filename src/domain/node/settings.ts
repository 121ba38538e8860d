import { z } from 'zod';
import { isReadable } from './accent.ts';
import { LICENCE_NAMES } from './licences.ts';
import type { node } from './node.table.ts';

type NodeRow = typeof node.$inferSelect;

/** What the district decides of its node in the pages. */
export interface NodeSettings extends Omit<NodeRow, 'one' | 'applicationId' | 'groupId' | 'locale'> {
  readonly locale: 'it' | 'en';
}

export function settingsOf({ one: _, applicationId, groupId, locale, ...rest }: NodeRow): NodeSettings {
  return { ...rest, locale: locale ?? 'it' };
}

const picture = z.instanceof(Buffer).nullable();

/** What is not given stays as it is; null or an empty text takes it away. */
export const settingsChange = z.strictObject({
  name: z.string().trim().min(1).max(100).optional(),
  summary: z.string().trim().max(500).optional(),
  /** Name or ISTAT code of a comune, with the province where the name is not enough. */
  comune: z.string().trim().max(80).nullable().optional(),
  province: z.string().trim().max(40).optional(),
  contact: z.union([z.literal(''), z.email({ error: 'email_invalid' }).max(254)]).optional(),
  locale: z.enum(['it', 'en']).optional(),
  accent: z
    .union([
      z.literal(''),
      z
        .string()
        .trim()
        .toLowerCase()
        .regex(/^#[0-9a-f]{6}$/, 'accent_invalid')
        .refine(isReadable, 'accent_unreadable'),
    ])
    .optional(),
  /** Bytes of a picture, or null to take it away. */
  logo: picture.optional(),
  header: picture.optional(),
  licence: z.enum(['', ...LICENCE_NAMES], { error: 'licence_unknown' }).optional(),
  takesApplications: z.boolean().optional(),
});
export type SettingsChange = z.input<typeof settingsChange>;
