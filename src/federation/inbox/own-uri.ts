import type { JsonObject } from '../json/context.ts';
import { httpUri, sameOrigin } from '../json/read.ts';
import type { Received } from './listener.ts';

/** The address of what the actor speaks of, if it is on the actor's own origin. */
export function ownUri({ federation, actor }: Received, value: JsonObject[string]): string | undefined {
  const uri = httpUri(value, { allowHttp: federation.allowPrivateAddresses });
  return uri !== undefined && sameOrigin(uri, actor.uri) ? uri : undefined;
}
