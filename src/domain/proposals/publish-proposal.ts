import { eq } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { textToHtml } from '../../platform/html/text.ts';
import type { Id } from '../../platform/ids.ts';
import { parseInput } from '../../platform/input.ts';
import { actorById } from '../actors/actor-reads.ts';
import { type Caller, requireActingFor } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { requireComune } from '../members/member-face.ts';
import { placeFacts } from '../places/place-columns.ts';
import { hashtagsIn } from '../posts/hashtags.ts';
import { addImages, removeImages, storeImages } from '../posts/images.ts';
import type { Post } from '../posts/post.table.ts';
import { keepVersion } from '../posts/post-versions.ts';
import { changePost, lockOwnPost, publishPost } from '../posts/write-post.ts';
import { categoryByIri, categoryBySlug } from '../taxonomy/categories.ts';
import { sectorBySlug } from '../taxonomy/sectors.ts';
import { changeScope } from './change-scope.ts';
import { groupsWithin, setHearers } from './hearers.ts';
import { type Proposal, proposals, type Reciprocal, reciprocals } from './proposal.table.ts';
import {
  type NewProposal,
  type ProposalChange,
  type ProposalFacts,
  proposalChange,
  proposalFacts,
} from './proposal.ts';
import { visibilityIn } from './scope.ts';
import { addTerms, endTerms, type ProposalTerms, type SearchWords } from './write-terms.ts';

/**
 * Publishes an offer or a request in the name of a member.
 * @throws {UserError} `invalid`, `forbidden`
 */
export async function publishProposal(
  domain: Domain,
  caller: Caller,
  actorId: Id,
  input: NewProposal,
): Promise<Post> {
  requireActingFor(caller, actorId);
  const facts = parseInput(proposalFacts, input);
  const terms = termsOf(facts);
  const images = await storeImages(domain, facts.images);
  return domain.db.transaction(async (tx) => {
    const id = domain.ids();
    const post = await publishPost(tx, domain, caller, {
      id,
      actorId,
      kind: 'proposal',
      url: domain.addresses.proposalPage(id),
      title: facts.title,
      content: textToHtml(facts.text),
      source: facts.text,
      language: facts.language,
      tags: hashtagsIn(facts.text),
      visibility: visibilityIn(facts.scope),
    });
    await setHearers(tx, id, await groupsWithin(tx, facts.scope));
    await addTerms(tx, post, 'open', terms, await searchWords(tx, actorId, facts, terms));
    await addImages(tx, id, images);
    return post;
  });
}

/**
 * Changes an open proposal. Only the fields that are given change.
 * @throws {UserError} `invalid`, `forbidden`, `not-found`, `gone`
 */
export async function changeProposal(
  domain: Domain,
  caller: Caller,
  id: Id,
  input: ProposalChange,
): Promise<void> {
  const change = parseInput(proposalChange, input);
  const images = input.images === undefined ? undefined : await storeImages(domain, change.images ?? []);
  await domain.db.transaction(async (tx) => {
    const post = await lockOwnPost(tx, id, 'proposal');
    requireActingFor(caller, post.actorId);
    const [proposal] = await tx.select().from(proposals).where(eq(proposals.postId, id));
    if (proposal === undefined) throw new Error(`post ${id} has no proposal`);
    const inReturn = await tx
      .select()
      .from(reciprocals)
      .where(eq(reciprocals.postId, id))
      .orderBy(reciprocals.position);
    const { images: _, ...given } = input;
    // What is left may be less than anyone would announce; it counts only where it is said anew.
    const isCounted = 'available' in given;
    const isMoved = 'comune' in given && !('province' in given);
    const before = {
      ...asInput(post, proposal, inReturn),
      ...(!isCounted && { available: undefined }),
      // The province was that of the comune before.
      ...(isMoved && { province: undefined }),
    };
    const facts = parseInput(proposalFacts, { ...before, ...given });
    const terms = { ...termsOf(facts), ...(!isCounted && { available: proposal.available }) };
    const scoped =
      facts.scope === proposal.scope ? post : await changeScope(tx, domain, caller, post, facts.scope);
    await keepVersion(tx, post);
    await endTerms(tx, [id]);
    await addTerms(tx, scoped, proposal.state, terms, await searchWords(tx, post.actorId, facts, terms));
    if (images !== undefined) {
      await removeImages(tx, [id]);
      await addImages(tx, id, images);
    }
    await changePost(tx, domain, caller, scoped, {
      title: facts.title,
      content: textToHtml(facts.text),
      source: facts.text,
      tags: hashtagsIn(facts.text),
    });
  });
}

function termsOf(facts: ProposalFacts): ProposalTerms {
  const comune = facts.comune === undefined ? undefined : requireComune(facts.comune, facts.province);
  const category = facts.category === undefined ? undefined : categoryBySlug(facts.category);
  const sectors = [...new Set([...facts.sectors, ...(category === undefined ? [] : [category.sector])])];
  return {
    purpose: facts.purpose,
    action: facts.action,
    unitBased: facts.unitBased ?? facts.quantity !== undefined,
    negotiable: facts.negotiable,
    conformsTo: category?.iri ?? null,
    classifiedAs: sectors.map((slug) => sectorBySlug(slug).iri),
    sectors,
    unit: facts.unit,
    quantity: facts.quantity ?? null,
    available: facts.available ?? null,
    minimum: facts.minimum ?? null,
    ...placeFacts(comune),
    scope: facts.scope,
    expiresAt: facts.expiresAt ?? null,
    reciprocals: facts.reciprocals.map((one) => ({
      action: one.action,
      conformsTo: one.conformsTo ?? null,
      label: one.label ?? null,
      unit: one.unit,
      amount: one.amount ?? null,
    })),
  };
}

/** What is stored, as it would be typed again. */
function asInput(post: Post, proposal: Proposal, inReturn: readonly Reciprocal[]): NewProposal {
  return {
    purpose: proposal.purpose,
    title: post.title ?? '',
    text: post.source ?? '',
    action: proposal.action,
    category: proposal.conformsTo === null ? undefined : categoryByIri(proposal.conformsTo)?.slug,
    sectors: proposal.sectors as NewProposal['sectors'],
    unit: proposal.unit ?? 'one',
    quantity: proposal.quantity ?? undefined,
    available: proposal.available ?? undefined,
    minimum: proposal.minimum ?? undefined,
    unitBased: proposal.unitBased,
    negotiable: proposal.negotiable,
    reciprocals: inReturn.map((one) => ({
      action: one.action,
      conformsTo: one.conformsTo ?? undefined,
      label: one.label ?? undefined,
      unit: one.unit ?? 'one',
      amount: one.amount ?? undefined,
    })),
    comune: proposal.comune ?? undefined,
    province: proposal.province ?? undefined,
    expiresAt: proposal.expiresAt ?? undefined,
    scope: proposal.scope,
    language: post.language === 'en' ? 'en' : 'it',
  };
}

async function searchWords(
  tx: Transaction,
  actorId: Id,
  facts: ProposalFacts,
  terms: ProposalTerms,
): Promise<SearchWords> {
  const owner = await actorById(tx, actorId);
  return {
    title: facts.title,
    text: facts.text,
    about: [
      owner?.name,
      facts.category?.replaceAll('-', ' '),
      ...(terms.sectors ?? []).map((slug) => slug.replaceAll('-', ' ')),
      terms.comune,
      terms.province,
      terms.region,
    ],
  };
}
