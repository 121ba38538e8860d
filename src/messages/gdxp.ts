/**
 * GDXP, the GAS Data eXchange Protocol, version 1: price lists as the programs of buying groups pass them on, in JSON
 * (https://github.com/madbob/GDXP, v1/GDXP-1.json). Version 0, in XML, is one that its authors advise against.
 */
import { z } from 'zod';
import type { Actor } from '../domain/actors/actor.table.ts';
import type { ProposalView } from '../domain/proposals/catalogue.ts';
import type { ListedProposal } from '../domain/proposals/import-proposals.ts';
import { CATEGORY_SLUGS, categoryByIri } from '../domain/taxonomy/categories.ts';
import { EURO, normaliseResource } from '../domain/taxonomy/resources.ts';
import { parseUnit } from '../domain/taxonomy/units.ts';
import { multiplyByRatio, multiplyDecimals, parseDecimal, ratioOf } from '../platform/decimal.ts';
import { UserError } from '../platform/errors.ts';
import { htmlToText } from '../platform/html/text.ts';
import { type Locale, messages } from './messages.ts';

export const MAX_PRODUCTS = 300;

/** Some programs write numbers as texts. */
const number = z.coerce.number().nonnegative().default(0);
const product = z.object({
  name: z.string(),
  um: z.string().default(''),
  sku: z.coerce.string().default(''),
  category: z.string().nullish(),
  description: z.string().nullish(),
  orderInfo: z.object({ umPrice: number, packageQty: number, minQty: number, availableQty: number }),
  active: z.boolean().default(true),
});
const document = z.object({
  protocolVersion: z.coerce.string().regex(/^1(\.|$)/),
  blocks: z.array(
    z.object({
      supplier: z.object({ name: z.string(), vatNumber: z.string().nullish(), products: z.array(product) }),
    }),
  ),
});

/** One product of a list, by its place in it, with what it becomes or why it becomes nothing. */
export interface GdxpLine {
  readonly line: number;
  readonly title: string;
  readonly input?: ListedProposal;
  readonly error?: UserError;
}

export function isGdxp(text: string): boolean {
  return /^\uFEFF?\s*[{<]/.test(text);
}

/**
 * The products of a supplier's list; of several suppliers' that of `vatNumber`. What costs nothing there has no price
 * yet: it becomes an offer to be agreed on.
 * @throws {UserError} `invalid`
 */
export function readGdxp(text: string, vatNumber: string | null, locale: Locale): GdxpLine[] {
  if (/^\uFEFF?\s*</.test(text)) throw new UserError('invalid', 'gdxp_old', {}, 'csv');
  const { supplier } = supplierIn(parsed(text), vatNumber);
  const { products } = supplier;
  if (products.length > MAX_PRODUCTS)
    throw new UserError('invalid', 'csv_too_long', { max: MAX_PRODUCTS }, 'csv');
  // Real lists give several products one code: such a code says nothing.
  const isTelling = (sku: string) =>
    sku !== '' && products.filter((other) => other.sku.trim() === sku).length === 1;
  return products.map((one, at): GdxpLine => {
    const title = one.name.trim();
    const sku = one.sku.trim();
    const line = { line: at + 1, title };
    if (!one.active) return { ...line, error: new UserError('invalid', 'gdxp_not_active') };
    return { ...line, input: { ...listed(one, locale), title, code: isTelling(sku) ? sku : undefined } };
  });
}

function parsed(text: string): z.output<typeof document> {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new UserError('invalid', 'gdxp_invalid', {}, 'csv');
  }
  const result = document.safeParse(json);
  if (!result.success) throw new UserError('invalid', 'gdxp_invalid', {}, 'csv');
  return result.data;
}

function supplierIn({ blocks }: z.output<typeof document>, vatNumber: string | null) {
  const [first, ...others] = blocks;
  if (first === undefined) throw new UserError('invalid', 'gdxp_invalid', {}, 'csv');
  const own = blocks.find(
    ({ supplier }) => vatNumber !== null && digits(supplier.vatNumber) === digits(vatNumber),
  );
  if (own !== undefined) return own;
  const isAnothers = vatNumber !== null && digits(first.supplier.vatNumber) !== '';
  if (isAnothers || others.length > 0) {
    throw new UserError('invalid', 'gdxp_other_supplier', { name: first.supplier.name.slice(0, 80) }, 'csv');
  }
  return first;
}

function digits(vatNumber: string | null | undefined): string {
  return (vatNumber ?? '').replace(/\D/g, '');
}

function listed({ um, category, description, orderInfo }: z.output<typeof product>, locale: Locale) {
  const { gdxp, taxonomy } = messages(locale);
  const { unit, quantity } = measured(um);
  const times = (amount: number) =>
    amount === 0
      ? undefined
      : quantity === undefined
        ? String(amount)
        : multiplyDecimals(String(amount), quantity);
  const slug = CATEGORY_SLUGS.find((one) =>
    [one, taxonomy.categories[one]].some((name) => name.toLowerCase() === category?.trim().toLowerCase()),
  );
  const notes = [
    ...(unit === undefined && um.trim() !== '' ? [gdxp.soldBy(um.trim())] : []),
    ...(orderInfo.packageQty > 1 ? [gdxp.packedBy(orderInfo.packageQty)] : []),
  ];
  return {
    purpose: 'offer' as const,
    language: locale,
    text: [description?.trim() ?? '', ...notes].filter(Boolean).join('\n\n'),
    category: slug,
    unit: unit ?? 'one',
    quantity,
    minimum: times(orderInfo.minQty),
    available: times(orderInfo.availableQty),
    negotiable: orderInfo.umPrice === 0,
    reciprocals: orderInfo.umPrice === 0 ? [] : [{ conformsTo: EURO.iri, amount: String(orderInfo.umPrice) }],
  };
}

/** "kg" is a unit, "5 kg" a piece that holds so many, "cassette" neither. */
function measured(um: string): { unit?: string; quantity?: string } {
  const unit = parseUnit(um)?.code;
  if (unit !== undefined) return { unit };
  const [, amount = '', name = ''] = /^([\d.,]+)\s*(\D.*)$/.exec(um.trim()) ?? [];
  const [piece, quantity] = [parseUnit(name)?.code, parseDecimal(amount)];
  return piece === undefined || quantity === undefined ? {} : { unit: piece, quantity };
}

/**
 * A supplier's open offers as a price list. Only those that cost euros, or are to be agreed on, have a place in one.
 * `codes` are the supplier's own, by the id of the offer; without one the id stands for it.
 */
export function writeGdxp(
  supplier: Actor,
  offers: readonly ProposalView[],
  codes: ReadonlyMap<string, string>,
  { group, now, locale }: { readonly group: Actor; readonly now: Date; readonly locale: Locale },
) {
  return {
    protocolVersion: '1.0',
    creationDate: now.toISOString().slice(0, 10),
    applicationSignature: 'Distretto',
    subject: subjectOf(group),
    blocks: [
      {
        supplier: {
          ...subjectOf(supplier),
          products: offers.flatMap((view) =>
            productOf(view, codes.get(view.post.id) ?? view.post.id, locale),
          ),
        },
      },
    ],
  };
}

function subjectOf({ name, vatNumber, comune, postalCode, site }: Actor) {
  return {
    name,
    taxCode: '',
    vatNumber: vatNumber ?? '',
    address: { street: '', locality: comune ?? '', zipCode: postalCode ?? '' },
    contacts: site === null ? [] : [{ type: 'webSite', value: site }],
  };
}

function productOf({ post, proposal, reciprocals }: ProposalView, sku: string, locale: Locale) {
  const { taxonomy } = messages(locale);
  const [asked, ...others] = reciprocals;
  const isEuro = asked !== undefined && normaliseResource(asked.conformsTo ?? '') === EURO.iri;
  if (others.length > 0 || (asked === undefined ? !proposal.negotiable : !isEuro)) return [];
  const { quantity, available, minimum } = proposal;
  const pieces = (amount: string | null) =>
    amount === null
      ? 0
      : Number(quantity === null ? amount : (multiplyByRatio('1', ...ratioOf(amount, quantity)) ?? 0));
  const symbol = parseUnit(proposal.unit ?? 'one')?.symbol || 'pz';
  const category = categoryByIri(proposal.conformsTo ?? '')?.slug;
  return [
    {
      name: post.title ?? '',
      um: quantity === null ? symbol : `${quantity} ${symbol}`,
      sku,
      category: category === undefined ? '' : taxonomy.categories[category],
      description: post.source ?? htmlToText(post.content),
      orderInfo: {
        packageQty: 1,
        maxQty: 0,
        minQty: pieces(minimum),
        mulQty: 0,
        availableQty: pieces(available),
        umPrice: Number(asked?.amount ?? 0),
        shippingCost: 0,
        vatRate: 0,
      },
      active: true,
    },
  ];
}
