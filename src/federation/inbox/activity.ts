import type { Federation } from '../federation.ts';
import { canonicalise } from '../json/canonical.ts';
import { isObject, type JsonObject } from '../json/context.ts';
import { httpUri, list, sameOrigin, typesOf } from '../json/read.ts';
import { Refusal } from './refusal.ts';

/** The envelope of an activity: who says that what happened, under which address of its own. */
export interface Activity {
  readonly id: string;
  readonly type: string;
  readonly actor: string;
  /** All of it, in canonical form. */
  readonly json: JsonObject;
  /** All of it, as it came. */
  readonly received: JsonObject;
}

/**
 * Reads an activity: one actor, one type, an id on its actor's origin (FEP-fe34).
 * @throws {Refusal} 400 or 403
 * @throws {UserError} `invalid` for what is no JSON-LD
 */
export async function readActivity(federation: Federation, received: JsonObject): Promise<Activity> {
  const json = await canonicalise(received, federation.contextLoader);
  const options = { allowHttp: federation.allowPrivateAddresses };
  const id = httpUri(json.id, { ...options, fragment: true });
  const actors = list(json.actor);
  const actor = httpUri(actors[0], options);
  const [type, ...more] = typesOf(json);
  if (id === undefined || actor === undefined || actors.length > 1 || type === undefined || more.length > 0) {
    throw new Refusal(400, 'activity-invalid', 'id, type or actor is not one');
  }
  if (!sameOrigin(id, actor)) throw new Refusal(403, 'activity-foreign', 'id of another origin');
  return { id, type, actor, json, received };
}

/** Someone who says of itself that it is gone: there is nobody left to ask for its key. */
export function isOwnDelete(json: JsonObject): boolean {
  return (
    json.type === 'Delete' &&
    plainId(json.actor) !== undefined &&
    plainId(json.actor) === plainId(json.object)
  );
}

/** The id in a reference as most servers write it, before the document has been read as JSON-LD. */
export function plainId(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return isObject(value) && typeof value.id === 'string' ? value.id : undefined;
}
