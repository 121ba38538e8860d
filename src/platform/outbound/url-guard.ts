import ipaddr from 'ipaddr.js';
import { isLocalhostName } from './address-guard.ts';
import { OutboundError } from './outbound-error.ts';

/** Letters, digits and hyphens, as in RFC 1123; no trailing dot, no underscore. */
const HOST_NAME = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/;

/**
 * The URL without its fragment, if it is one to ask: https, no userinfo, a plain host.
 * http passes for loopback, and only where private addresses are allowed.
 * Throws OutboundError `bad-url`.
 */
export function checkedUrl(input: string | URL, base: string | undefined, allowPrivate: boolean): URL {
  const url = URL.parse(String(input), base);
  if (!url) throw new OutboundError('bad-url', 'not a URL');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && allowPrivate && isLoopback(host))) {
    throw new OutboundError('bad-url', `${url.protocol} is not asked`);
  }
  if (url.username || url.password) throw new OutboundError('bad-url', 'a URL with userinfo is not asked');
  if (!ipaddr.isValid(host) && !HOST_NAME.test(host)) throw new OutboundError('bad-url', 'odd host');
  url.hash = '';
  return url;
}

function isLoopback(host: string): boolean {
  return isLocalhostName(host) || (ipaddr.isValid(host) && ipaddr.process(host).range() === 'loopback');
}
