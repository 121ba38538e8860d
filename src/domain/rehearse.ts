import type { Domain } from './domain.ts';

/**
 * Does the work for once without effect: by the real use cases, in a transaction that is rolled back. Returns what
 * would have come of it.
 */
export async function rehearse<T>(domain: Domain, work: (domain: Domain) => Promise<T>): Promise<T> {
  const outcome = new Rehearsed<T>();
  try {
    await domain.db.transaction(async (tx) => {
      outcome.result = { value: await work({ ...domain, db: tx }) };
      throw outcome;
    });
  } catch (error) {
    if (error !== outcome || outcome.result === undefined) throw error;
  }
  if (outcome.result === undefined) throw new Error('a rehearsal without an outcome');
  return outcome.result.value;
}

/** Rolls back what went well. */
class Rehearsed<T> extends Error {
  result: { readonly value: T } | undefined;
}
