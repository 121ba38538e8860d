import ipaddr from 'ipaddr.js';

/** One subscriber: an IPv4 address, or the /64 that an IPv6 subscriber has to itself. */
export function networkOf(ip: string): string {
  const address = ipaddr.process(ip);
  return address instanceof ipaddr.IPv6 ? address.parts.slice(0, 4).join(':') : address.toString();
}
