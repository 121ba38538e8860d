import { and, desc, eq } from 'drizzle-orm';
import type { Queryable } from '../../domain/domain.ts';
import { did, type PactView } from '../../domain/pacts/pact-reads.ts';
import type { Federation } from '../federation.ts';
import { isObject, type JsonObject } from '../json/context.ts';
import { pactToNote } from '../json/pact-to-note.ts';
import { activities } from './activity.table.ts';

/** More than twenty parties sign, pass on and sign again. */
const MAX_SIGNATURES = 500;

/** A pact of ours with the signatures under its text, each as its author said it. */
export async function renderPact(federation: Federation, db: Queryable, view: PactView): Promise<JsonObject> {
  const { addresses } = federation.domain;
  const rows = await db
    .select({ json: activities.json })
    .from(activities)
    .where(and(eq(activities.subjectId, view.pact.id), eq(activities.type, 'Accept')))
    .orderBy(desc(activities.id))
    .limit(MAX_SIGNATURES);
  const said = rows
    .map(({ json }) => JSON.parse(json) as JsonObject)
    .filter(({ object }) => isObject(object) && object.pactDigest === view.pact.digest);
  const signatures = view.parties.flatMap((party) => {
    const signature = did(party, 'signed')?.activity ?? said.find(({ actor }) => actor === party.uri);
    return isObject(signature) ? [signature] : [];
  });
  const page = addresses.pactPage(view.pact.id);
  return pactToNote(view, signatures, { page, locale: federation.locale });
}
