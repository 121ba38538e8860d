import { UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { type Caller, requireActingFor } from '../caller.ts';
import type { Domain } from '../domain.ts';
import { catalogue, type ProposalView, proposalById } from './catalogue.ts';
import { productCodesOf, saveProductCode } from './product-codes.ts';
import type { NewProposal } from './proposal.ts';
import { changeProposal, publishProposal } from './publish-proposal.ts';

/** What became of one line of a list. */
export type ImportOutcome =
  | { readonly result: 'added' | 'changed' | 'same'; readonly id: Id }
  | { readonly result: 'failed'; readonly error: UserError };

/** A line of a list; `code` is what its owner calls the product, where it has such names. */
export type ListedProposal = NewProposal & { readonly code?: string | undefined };

/** An owner has at the most so many open proposals that a list is compared with. */
const COMPARED = 2000;

/**
 * Publishes a list of proposals in the name of a member, one after the other: an open one of the same code, or else of
 * the same title, is changed where it differs, so that the same list can come again. Lines that cannot be published are told and left out.
 * @throws {UserError} `forbidden`
 */
export async function importProposals(
  domain: Domain,
  caller: Caller,
  actorId: Id,
  inputs: readonly ListedProposal[],
): Promise<ImportOutcome[]> {
  requireActingFor(caller, actorId);
  return domain.db.transaction(async (tx) => {
    const run: Domain = { ...domain, db: tx };
    const open = [
      ...(await catalogue(tx, { ownerId: actorId, scoped: true }, COMPARED)),
      ...(await catalogue(tx, { ownerId: actorId }, COMPARED)),
    ];
    const known = new Map(open.map((view) => [keyOf(view.proposal.purpose, view.post.title ?? ''), view]));
    const byId = new Map(open.map((view) => [view.post.id, view]));
    const codes = await productCodesOf(tx, actorId);
    const outcomes: ImportOutcome[] = [];
    for (const { code, ...input } of inputs) {
      try {
        const before =
          byId.get((code !== undefined && codes.get(code)) || '') ??
          known.get(keyOf(input.purpose, input.title));
        const outcome =
          before === undefined
            ? { result: 'added' as const, id: (await publishProposal(run, caller, actorId, input)).id }
            : await changeWhereDifferent(run, caller, before, input);
        const after = await proposalById(tx, outcome.id);
        // The same title twice in one list is one proposal.
        if (after !== undefined) known.set(keyOf(input.purpose, input.title), after);
        if (code !== undefined && codes.get(code) !== outcome.id) {
          await saveProductCode(tx, actorId, code, outcome.id);
          codes.set(code, outcome.id);
        }
        outcomes.push(outcome);
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        outcomes.push({ result: 'failed', error });
      }
    }
    return outcomes;
  });
}

/** A change that would change nothing is rolled back, and nobody is told of it. */
async function changeWhereDifferent(
  domain: Domain,
  caller: Caller,
  before: ProposalView,
  input: NewProposal,
): Promise<ImportOutcome & { readonly id: Id }> {
  const { id } = before.post;
  const { purpose: _, language: __, images: ___, ...change } = input;
  const same = new Error('nothing differs');
  try {
    await domain.db.transaction(async (tx) => {
      await changeProposal({ ...domain, db: tx }, caller, id, change);
      const after = await proposalById(tx, id);
      if (after !== undefined && contentOf(after) === contentOf(before)) throw same;
    });
  } catch (error) {
    if (error === same) return { result: 'same', id };
    throw error;
  }
  return { result: 'changed', id };
}

function contentOf({ post, proposal, reciprocals }: ProposalView): string {
  return JSON.stringify([post.title, post.content, post.tags, proposal, reciprocals]);
}

function keyOf(purpose: string, title: string): string {
  return `${purpose} ${title.trim().toLowerCase()}`;
}
