import { isBlocked } from '../../domain/moderation/blocked-hosts.ts';
import type { Intent } from '../../domain/remote-lookup.ts';
import { OutboundError } from '../../platform/outbound/outbound-error.ts';
import { checkedUrl } from '../../platform/outbound/url-guard.ts';
import type { Federation } from '../federation.ts';
import { FEP_3B86, OSTATUS_SUBSCRIBE } from '../interaction-links.ts';
import { askWebfinger, schemeOf, type WebfingerAnswer } from './ask-webfinger.ts';

/** `@name@host`, `name@host`, `acct:name@host`, a host, or an address of the web. */
const ADDRESS =
  /^(?:acct:)?@?(?:([\p{L}\p{N}_.-]{1,64})@)?([a-z0-9.-]{1,253}(?::\d{1,5})?)$|^https?:\/\/([a-z0-9.-]{1,253}(?::\d{1,5})?)(?:\/\S*)?$/iu;

/** What a server may call the page for an intent, the best first; the parameter that takes our address. */
const LINKS: Readonly<Record<Intent, readonly (readonly [rel: string, parameter: string])[]>> = {
  follow: [
    [`${FEP_3B86}Follow`, 'object'],
    [OSTATUS_SUBSCRIBE, 'uri'],
  ],
  join: [
    [`${FEP_3B86}Join`, 'object'],
    [`${FEP_3B86}Object`, 'object'],
    [OSTATUS_SUBSCRIBE, 'uri'],
  ],
  reply: [
    [`${FEP_3B86}Object`, 'object'],
    [OSTATUS_SUBSCRIBE, 'uri'],
    [`${FEP_3B86}Create`, 'inReplyTo'],
  ],
};

/**
 * The page of somebody's own server where they act on something of ours, as its WebFinger says (FEP-3b86, OStatus).
 * Undefined where it names none, and for a page that is on neither the host that was asked nor the one that answered.
 */
export async function ownServerPage(
  federation: Federation,
  written: string,
  uri: string,
  intent: Intent,
): Promise<string | undefined> {
  const [, name, handleHost, webHost] = ADDRESS.exec(written.trim()) ?? [];
  const host = (handleHost ?? webHost)?.toLowerCase();
  if (host === undefined) return undefined;
  const { addresses, db } = federation.domain;
  if (host === addresses.host) return addresses.interaction(uri);
  if (await isBlocked(db, host)) return undefined;
  const resource = name === undefined ? `${schemeOf(federation, host)}://${host}/` : `acct:${name}@${host}`;
  const answer = await askWebfinger(federation, host, resource);
  return answer && pageIn(federation, answer, host, uri, intent);
}

function pageIn(
  { allowPrivateAddresses }: Federation,
  { links, host: answered }: WebfingerAnswer,
  asked: string,
  uri: string,
  intent: Intent,
): string | undefined {
  for (const [rel, parameter] of LINKS[intent]) {
    const template = links.find((link) => link.rel === rel)?.template;
    if (!template?.includes(`{${parameter}}`)) continue;
    const address = expand(template, { [parameter]: uri });
    try {
      const page = checkedUrl(address, undefined, allowPrivateAddresses);
      if (page.host === asked || page.host === answered) return page.href;
    } catch (error) {
      if (!(error instanceof OutboundError)) throw error;
    }
  }
  return undefined;
}

/** The simple expressions of RFC 6570; what is not known becomes nothing (FEP-3b86, 3.2). */
function expand(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{([^{}]*)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
}
