import { isFollowedHere } from '../../domain/follows/follow-reads.ts';
import { postByUri } from '../../domain/posts/post-reads.ts';
import { enqueue } from '../../platform/queue/queue.ts';
import type { Federation } from '../federation.ts';
import { fetchPostJob } from '../jobs/jobs.ts';
import { isObject, type JsonObject } from '../json/context.ts';
import { httpUri, idOf, sameOrigin } from '../json/read.ts';
import type { Activity } from './activity.ts';
import { Refusal } from './refusal.ts';

const TYPES = new Set(['Create', 'Update', 'Delete']);

/** Whether somebody else may pass this on: it has a Linked Data Signature, as Mastodon's public activities do. */
export function isForwardable(document: JsonObject): boolean {
  return isObject(document.signature) && document.signature.type === 'RsaSignature2017';
}

/**
 * Takes in what a server passes on of another's: an answer to somebody there who is followed here. Nobody's word is
 * taken for it, the signature within included: the post is asked of its own server, which says what there is, as it is
 * now, or that it is gone. The activity itself may still come from its author, and counts then.
 * @throws {Refusal} 401 for what answers nobody of the sender's that is followed here
 */
export async function takeForwarded(
  federation: Federation,
  { type, actor, json }: Activity,
  signer: { readonly uri: string },
): Promise<void> {
  const { domain, allowPrivateAddresses: allowHttp } = federation;
  const uri = httpUri(idOf(json.object), { allowHttp });
  const isTheirs = uri !== undefined && sameOrigin(uri, actor);
  if (!TYPES.has(type) || !isTheirs) throw new Refusal(401, 'not-the-actor');
  const known = await postByUri(domain.db, uri);
  const answered = known?.inReplyTo ?? (isObject(json.object) ? idOf(json.object.inReplyTo) : undefined);
  const parent = answered === undefined ? undefined : await postByUri(domain.db, answered);
  const isSenders = parent !== undefined && sameOrigin(parent.uri, signer.uri);
  if (!isSenders || !(await isFollowedHere(domain.db, parent.actorId))) {
    throw new Refusal(401, 'not-the-actor');
  }
  await domain.db.transaction((tx) => enqueue(tx, domain.clock, [fetchPostJob({ uri })]));
}
