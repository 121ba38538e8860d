import { actorByUri } from '../../domain/actors/actor-reads.ts';
import { postByUri } from '../../domain/posts/post-reads.ts';
import type { RemoteLookup } from '../../domain/remote-lookup.ts';
import { UserError } from '../../platform/errors.ts';
import type { Federation } from '../federation.ts';
import { takeInFetched } from '../jobs/fetch-post.ts';
import { httpUri } from '../json/read.ts';
import { FetchError } from './fetch-document.ts';
import { ownServerPage } from './own-server.ts';
import { canonicalDocument, resolveActor } from './resolve-actor.ts';
import { resolveHandle } from './webfinger-client.ts';

/** Asks other servers, as the node itself: what they give it is for everyone. */
export function remoteLookup(federation: Federation): RemoteLookup {
  const { db, addresses } = federation.domain;
  return {
    actor: (handle) => orNothing(() => resolveHandle(federation, handle)),
    ownServerPage: (written, uri, intent) => ownServerPage(federation, written, uri, intent),
    address: async (written) => {
      const uri = httpUri(written, { allowHttp: federation.allowPrivateAddresses });
      if (uri === undefined) return undefined;
      const post = await postByUri(db, uri);
      if (post !== undefined) return { post };
      const actor = await actorByUri(db, uri);
      if (actor !== undefined) return { actor };
      if (uri.startsWith(`${addresses.origin}/`)) return undefined;
      return orNothing(async () => {
        const document = await canonicalDocument(federation, uri);
        const id = typeof document.json.id === 'string' ? document.json.id : uri;
        if (document.json.inbox !== undefined) {
          const found = await resolveActor(federation, id);
          return found && { actor: found };
        }
        const found = await takeInFetched(federation, id, document, undefined);
        return found && { post: found };
      });
    },
  };
}

async function orNothing<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof UserError || error instanceof FetchError) return undefined;
    throw error;
  }
}
