import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { z } from 'zod';
import { type Day, day } from '../../platform/day.ts';
import { isPositive, parseDecimal } from '../../platform/decimal.ts';

const MAX_PARTIES = 20;
const MAX_LINES = 100;

/** Exactly as it is written: what is signed is not put right by whoever reads it. */
const words = (max: number) => z.string().max(max);
const filled = (max: number) => words(max).regex(/\S/);
const iri = z.url().max(2048);
const exactDay = day.refine((read) => read.length === 10).pipe(z.string());
const amount = z
  .string()
  .refine((text) => parseDecimal(text) === text && isPositive(text), 'amount_invalid')
  .nullable();

/** One thing of the price list, as it stood in the supplier's offer. */
const priceLine = z.strictObject({
  title: filled(300),
  /** IRI of the offer. */
  offer: iri,
  quantity: amount,
  unit: words(60).nullable(),
  /** What is given for that quantity; null amounts are to be agreed. */
  inReturn: z
    .array(
      z.strictObject({
        amount,
        unit: words(60).nullable(),
        conformsTo: words(2048).nullable(),
        label: words(120).nullable(),
      }),
    )
    .max(5),
});
export type PriceLine = z.output<typeof priceLine>;

/** One version of a pact: all that its parties sign, and nothing else. */
export const pactText = z
  .strictObject({
    /** IRI of the pact, on the drafter's node. */
    uri: iri,
    version: z.number().int().min(1).max(10_000),
    title: filled(150),
    terms: words(10_000),
    drafter: iri,
    supplier: iri,
    /** The supplier and the buying groups, in the order of their IRIs. */
    parties: z
      .array(z.strictObject({ uri: iri, name: filled(300) }))
      .min(2)
      .max(MAX_PARTIES),
    priceList: z.array(priceLine).min(1).max(MAX_LINES),
    validFrom: exactDay,
    /** The last day on which it holds. */
    validUntil: exactDay,
    contacts: words(500),
    minimum: words(200),
    /** How many days before a delivery an order has to come. */
    leadDays: z.number().int().min(0).max(365).nullable(),
    visibility: z.enum(['public', 'parties']),
  })
  .refine(({ parties, drafter, supplier }) => {
    const uris = parties.map(({ uri }) => uri);
    const sorted = [...new Set(uris)].sort();
    return sorted.join(' ') === uris.join(' ') && uris.includes(drafter) && uris.includes(supplier);
  })
  .refine(({ validFrom, validUntil }) => validFrom <= validUntil);
export type PactText = z.output<typeof pactText>;

/** SHA-256, in hexadecimal, of the text as canonical JSON (RFC 8785): a signature names it, so that it is for this text alone. */
export function digestOf(text: PactText): string {
  return createHash('sha256')
    .update(canonicalize(text) ?? '')
    .digest('hex');
}

/** What its drafter writes, in the first version and in those after it. */
const draftFacts = {
  title: z.string().trim().min(1).max(150),
  terms: z.string().trim().min(1).max(10_000),
  /** Ids of open offers of the supplier, as this node knows them. */
  offers: z.array(z.string()).min(1, 'price_list_empty').max(MAX_LINES, 'price_list_too_long'),
  validFrom: day,
  validUntil: day,
  contacts: z.string().trim().max(500).default(''),
  minimum: z.string().trim().max(200).default(''),
  leadDays: z.coerce.number({ error: 'lead_days_invalid' }).int().min(0).max(365).nullable().default(null),
  visibility: z.enum(['public', 'parties']).default('parties'),
};
const order = { error: 'pact_ends_before_it_begins', path: ['validUntil'] };
const inOrder = ({ validFrom, validUntil }: { validFrom: Day; validUntil: Day }) => validFrom <= validUntil;

export const pactRevision = z.strictObject(draftFacts).refine(inOrder, order);
export type PactRevision = z.input<typeof pactRevision>;

export const newPact = z
  .strictObject({
    ...draftFacts,
    supplierId: z.string(),
    /** The buying groups, the drafter perhaps left out. */
    groupIds: z.array(z.string()).max(MAX_PARTIES - 1, 'too_many_parties'),
  })
  .refine(inOrder, order);
export type NewPact = z.input<typeof newPact>;

export const pactReason = z.strictObject({ reason: z.string().trim().min(1).max(2000) });
export type PactReason = z.input<typeof pactReason>;

/** What can become known of a pact, each once for a party and a version, and in any order. Leaving is for good. */
export type PactFactKind = 'signed' | 'refused' | 'left';
export interface PactFact {
  readonly actorUri: string;
  readonly fact: PactFactKind;
  /** Of the version that is meant; empty where somebody left. */
  readonly digest: string;
}

export type PactState = 'proposed' | 'refused' | 'withdrawn' | 'in-force' | 'ended';

/** The state that follows from what is known of this version, whatever came first: nodes that know the same agree. */
export function pactState(
  { parties, drafter, supplier }: Pick<PactText, 'parties' | 'drafter' | 'supplier'>,
  digest: string,
  facts: readonly PactFact[],
): PactState {
  const who = (kind: PactFactKind) =>
    new Set(
      facts
        .filter(({ fact, digest: of }) => fact === kind && (kind === 'left' || of === digest))
        .map(({ actorUri }) => actorUri),
    );
  const [signed, refused, left] = [who('signed'), who('refused'), who('left')];
  const uris = parties.map(({ uri }) => uri);
  if (!uris.every((uri) => signed.has(uri))) {
    if (left.has(drafter)) return 'withdrawn';
    return uris.some((uri) => refused.has(uri)) ? 'refused' : 'proposed';
  }
  const groups = uris.filter((uri) => uri !== supplier);
  return left.has(supplier) || groups.every((uri) => left.has(uri)) ? 'ended' : 'in-force';
}

/** What people are told of it on a day: what is in force runs out by itself. */
export type ShownPactState = PactState | 'expired';

export function shownState(
  { state, validUntil }: { readonly state: PactState; readonly validUntil: Day },
  today: Day,
): ShownPactState {
  return state === 'in-force' && validUntil < today ? 'expired' : state;
}

export const PACT_STEPS = ['sign', 'refuse', 'revise', 'leave'] as const;
export type PactStep = (typeof PACT_STEPS)[number];

/** What a party may do next, given what it has done (`did`) with this version. */
export function pactSteps(
  state: ShownPactState,
  isDrafter: boolean,
  did: readonly PactFactKind[],
): readonly PactStep[] {
  if (did.includes('left')) return [];
  switch (state) {
    case 'proposed':
      if (isDrafter) return ['revise', 'leave'];
      return did.length === 0 ? ['sign', 'refuse'] : did.includes('signed') ? ['leave'] : [];
    case 'refused':
      return isDrafter ? ['revise', 'leave'] : [];
    case 'in-force':
      return ['leave'];
    default:
      return [];
  }
}
