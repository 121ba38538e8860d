import type { LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { buildConnector } from 'undici';
import { OutboundError } from './outbound-error.ts';

/**
 * True for an address that requests may go to: global unicast only.
 * With `allowPrivate` also loopback and RFC 1918. Unique local IPv6 stays out: cloud metadata lives there too.
 */
export function isAllowedAddress(address: string, allowPrivate: boolean): boolean {
  if (!ipaddr.isValid(address)) return false;
  const ip = ipaddr.process(address); // IPv4-mapped IPv6 is judged as the IPv4 it reaches
  const range = ip.range();
  if (allowPrivate && (range === 'loopback' || range === 'private')) return true;
  // Outside 2000::/3 nothing is assigned as global unicast (RFC 4291), though ipaddr.js knows no name for it.
  return range === 'unicast' && (ip.kind() === 'ipv4' || ip.match(ipaddr.parseCIDR('2000::/3')));
}

/** `localhost` and names below it are loopback by definition (RFC 6761), whatever the resolver knows. */
export function isLocalhostName(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost');
}

type ResolveAll = (
  host: string,
  options: { all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** A lookup for sockets that hands on allowed addresses only. */
export function guardedLookup(resolve: ResolveAll, allowPrivate: boolean): LookupFunction {
  return (host, options, done) => {
    const answer = (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => {
      if (error) return done(error, '');
      const allowed = addresses.filter(({ address }) => isAllowedAddress(address, allowPrivate));
      const [first] = allowed;
      if (!first) return done(refusal(host), '');
      if (options.all) return done(null, allowed);
      return done(null, first.address, first.family);
    };
    if (isLocalhostName(host)) {
      answer(null, [
        { address: '127.0.0.1', family: 4 },
        { address: '::1', family: 6 },
      ]);
    } else {
      resolve(host, { ...options, all: true }, answer);
    }
  };
}

/**
 * Connects sockets to allowed addresses only. The addresses checked are the ones connected to,
 * so that a name which resolves differently a moment later (DNS rebinding) gains nothing.
 */
export function guardedConnector(resolve: ResolveAll, allowPrivate: boolean): buildConnector.connector {
  const connect = buildConnector({ allowH2: false, lookup: guardedLookup(resolve, allowPrivate) });
  return (options, done) => {
    // Sockets to IP literals make no lookup.
    if (isIP(options.hostname) && !isAllowedAddress(options.hostname, allowPrivate)) {
      done(refusal(options.hostname), null);
    } else {
      connect(options, done);
    }
  };
}

function refusal(host: string): OutboundError {
  return new OutboundError('refused-address', `${host} has no address that may be connected to`);
}
