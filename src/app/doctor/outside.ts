import { lookup } from 'node:dns/promises';
import { connect } from 'node:tls';
import { ties } from '../../domain/follows/follow-reads.ts';
import { nodeActors } from '../../domain/node/node-reads.ts';
import { signingKeyOf } from '../../federation/keys/own-keys.ts';
import { draftCavageHeaders } from '../../federation/keys/sign-request.ts';
import { ACTIVITY_JSON } from '../../federation/media-types.ts';
import { askWebfinger } from '../../federation/remote/ask-webfinger.ts';
import { ECHO_PATH } from '../../federation/routes/echo-route.ts';
import { type Finding, findings, reasonOf } from '../../messages/finding.ts';
import { isAllowedAddress, isLocalhostName } from '../../platform/outbound/address-guard.ts';
import type { Services } from '../services.ts';

const TIMEOUT_MS = 10_000;
const RENEW_DAYS = 14;
const MAX_SKEW_SECONDS = 30;

export async function examineDns({ config }: Services): Promise<Finding> {
  const { ok, attention, fault } = findings('dns');
  const { hostname } = new URL(config.origin);
  if (isLocalhostName(hostname)) return ok('dns_local', { name: hostname });
  try {
    const found = (await lookup(hostname, { all: true })).map(({ address }) => address);
    const facts = { name: hostname, addresses: found.join(', ') };
    const isPublic = found.some((address) => isAllowedAddress(address, false));
    return isPublic ? ok('dns_found', facts) : attention('dns_private', facts);
  } catch (error) {
    return fault('dns_unknown', { name: hostname, reason: reasonOf(error) });
  }
}

export async function examineTls({ config, domain }: Services): Promise<Finding> {
  const { ok, attention, fault } = findings('tls');
  const { hostname, port, protocol } = new URL(config.origin);
  if (protocol === 'http:') return attention('tls_none', { origin: config.origin });
  try {
    const until = await certificateEnd(hostname, Number(port || 443));
    const days = Math.floor((until.getTime() - domain.clock.now().getTime()) / 86_400_000);
    if (days < 0) return fault('tls_expired', { name: hostname });
    return days < RENEW_DAYS ? attention('tls_expiring', { days }) : ok('tls_valid', { days });
  } catch (error) {
    return fault('tls_invalid', { name: hostname, reason: reasonOf(error) });
  }
}

/** Until when the certificate of a server holds. @throws where it is none to trust, or nobody answers */
function certificateEnd(host: string, port: number): Promise<Date> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, servername: host, timeout: TIMEOUT_MS }, () => {
      resolve(new Date(socket.getPeerCertificate().valid_to));
      socket.end();
    });
    socket.once('timeout', () => socket.destroy(new Error('timeout')));
    socket.once('error', reject);
  });
}

/** Asks the node's own public address, as any other server would. */
export async function examineWebfinger({ config, domain, federation }: Services): Promise<Finding> {
  const { ok, fault } = findings('webfinger');
  const { group } = await nodeActors(domain.db);
  const { host } = domain.addresses;
  const answer = await askWebfinger(federation, host, `acct:${group.handle}@${host}`);
  const facts = { address: `@${group.handle}@${host}`, origin: config.origin };
  if (answer === undefined) return fault('webfinger_silent', facts);
  const isSelf = answer.links.some(({ rel, href }) => rel === 'self' && href === group.uri);
  return isSelf ? ok('webfinger_answers', facts) : fault('webfinger_other', facts);
}

/** Whether what is signed for the node arrives there as it was signed: a proxy that rewrites it breaks every delivery. */
export async function examineSignature({ config, domain, federation }: Services): Promise<Finding> {
  const { ok, fault } = findings('signature');
  const url = new URL(ECHO_PATH, config.origin);
  const { application } = await nodeActors(domain.db);
  const key = await signingKeyOf(federation, application.id);
  const body = Buffer.from('{}');
  const unsigned = { method: 'POST', url, body, contentType: ACTIVITY_JSON } as const;
  try {
    const { status, body: said } = await federation.outbound.fetch(url, {
      method: 'POST',
      headers: draftCavageHeaders(unsigned, key, domain.clock.now()),
      body,
      timeoutMs: TIMEOUT_MS,
    });
    if (status === 204) return ok('signature_arrives');
    const reason = /"error":"([a-z-]{1,60})"/.exec(Buffer.from(said).toString('utf8', 0, 500))?.[1];
    return fault('signature_broken', { reason: reason ?? `HTTP ${status}` });
  } catch (error) {
    return fault('signature_silent', { origin: config.origin, reason: reasonOf(error) });
  }
}

/** A signed request to one that the district follows, and its clock beside ours: nobody else is asked. */
export async function examinePeer({ domain, federation }: Services): Promise<Finding[]> {
  const peer = findings('peer');
  const clock = findings('clock');
  const { group, application } = await nodeActors(domain.db);
  const [tie] = (await ties(domain.db, 'following', group.id, { limit: 20 })).filter(
    ({ actor }) => actor.host !== null,
  );
  if (tie === undefined) return [peer.ok('peer_none'), clock.ok('clock_alone')];
  const name = tie.actor.host ?? '';
  const key = await signingKeyOf(federation, application.id);
  try {
    const { status, headers } = await federation.outbound.fetch(tie.actor.uri, {
      accept: ACTIVITY_JSON,
      timeoutMs: TIMEOUT_MS,
      prepare: (url) => draftCavageHeaders({ method: 'GET', url }, key, domain.clock.now()),
    });
    const isHeard =
      status === 200 ? peer.ok('peer_answers', { name }) : peer.attention('peer_refuses', { name, status });
    const theirs = Date.parse(headers.date ?? '');
    if (Number.isNaN(theirs)) return [isHeard, clock.ok('clock_alone')];
    const seconds = Math.round(Math.abs(theirs - domain.clock.now().getTime()) / 1000);
    const isRight = seconds <= MAX_SKEW_SECONDS;
    return [
      isHeard,
      isRight ? clock.ok('clock_right', { name }) : clock.fault('clock_wrong', { name, seconds }),
    ];
  } catch (error) {
    return [peer.attention('peer_silent', { name, reason: reasonOf(error) }), clock.ok('clock_alone')];
  }
}
