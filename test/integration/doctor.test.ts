import { createServer, request, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import pino from 'pino';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { examine } from '../../src/app/doctor/examine.ts';
import { examineBackup, examineDisk, examineQueue } from '../../src/app/doctor/machine.ts';
import {
  examineDns,
  examinePeer,
  examineSignature,
  examineTls,
  examineWebfinger,
} from '../../src/app/doctor/outside.ts';
import { createServer as createAppServer } from '../../src/app/server.ts';
import { openServices, type Services } from '../../src/app/services.ts';
import { operator } from '../../src/domain/caller.ts';
import { requestFollow } from '../../src/domain/follows/follow.ts';
import { keepBackedUp } from '../../src/domain/node/keep-node.ts';
import { resolveHandle } from '../../src/federation/remote/webfinger-client.ts';
import type { Finding } from '../../src/messages/finding.ts';
import type { Config } from '../../src/platform/config/config.ts';
import { queueDeadLetters, queueLanes } from '../../src/platform/queue/queue.table.ts';
import { enqueue } from '../../src/platform/queue/queue.ts';
import { createCliNode } from '../support/cli.ts';
import { createTestDatabase } from '../support/database.ts';
import { LOCALHOST_CERTIFICATE, LOCALHOST_KEY } from '../support/localhost-tls.ts';
import { freePort, startNode, type TestNode, testConfig } from '../support/node.ts';
import { startSmtp, type TestSmtp } from '../support/smtp.ts';

const DAY_MS = 86_400_000;
const logger = pino({ level: 'silent' });
let node: TestNode;
let network: TestNode;
let smtp: TestSmtp;
let mail: NonNullable<Config['mail']>;

beforeAll(async () => {
  smtp = await startSmtp();
  mail = {
    ...{ host: '127.0.0.1', port: smtp.port, secure: false },
    ...{ user: 'marta', password: 'segreta', from: 'distretto@valle.example' },
  };
  [node, network] = await Promise.all([
    startNode({ background: false, mail }),
    startNode({ background: false, role: 'network' }),
  ]);
  const { federation, domain, actors } = node.services;
  const followed = await resolveHandle(federation, `@rete@${network.host}`);
  await requestFollow(domain, operator, actors.group.id, followed.id);
  const { id } = followed;
  await domain.db.execute(`UPDATE follows SET state = 'accepted' WHERE followed_id = ${id}`);
});
afterAll(async () => {
  await Promise.all([node.stop(), network.stop(), smtp.stop()]);
});

const codes = (found: readonly Finding[]) => found.map(({ code }) => code);
const movedBy = (ms: number) => ({ now: () => new Date(Date.now() + ms) });
const at = (services: Services, ms: number): Services => ({
  ...services,
  domain: { ...services.domain, clock: movedBy(ms) },
});
const withOrigin = (origin: string): Services => ({
  ...node.services,
  config: { ...node.services.config, origin },
});

test('a node that is well has no fault, and a letter arrives', async () => {
  const sendTo = { email: 'ugo@posta.example', locale: 'it' } as const;
  const found = await examine(node.services.config, { sendTo, logger });
  expect(found.filter(({ level }) => level === 'fault')).toEqual([]);
  expect(codes(found)).toEqual([
    ...['config_defaults', 'database_there', 'disk_enough', 'backup_never', 'queue_flows', 'mail_sent'],
    ...['dns_local', 'tls_none', 'webfinger_answers', 'signature_arrives', 'peer_answers', 'clock_right'],
  ]);
  expect(smtp.received.map(({ to }) => to)).toEqual([['ugo@posta.example']]);
});

test('a database, a folder, a mail server or a clock that is wrong is told apart', async () => {
  const { config } = node.services;
  const nowhere = `postgres://x:y@127.0.0.1:${await freePort()}/z`;
  const lost = await examine(
    { ...config, database: { ...config.database, url: nowhere, pool: 1 } },
    { sendTo: undefined, logger },
  );
  expect(codes(lost)).toEqual(['config_defaults', 'disk_enough', 'database_unreachable']);
  const locked = { ...config, mail: { ...mail, password: 'un’altra' } };
  const found = await examine(locked, { sendTo: undefined, logger, clock: movedBy(10 * 60_000) });
  expect(codes(found)).toEqual(expect.arrayContaining(['mail_broken', 'clock_wrong', 'database_clock']));
  // A file system without any room, and no folder at all.
  expect((await examineDisk({ ...config, dataDir: '/proc' })).code).toBe('disk_full');
  const gone = await examine(
    { ...config, database: { ...config.database, url: nowhere, pool: 1 }, dataDir: '/nowhere' },
    { sendTo: undefined, logger },
  );
  expect(codes(gone)).toContain('disk_unreadable');
});

test('an address that nobody answers, or somebody else, or that a proxy rewrites', async () => {
  expect((await examineDns(withOrigin('https://distretto.invalid'))).code).toBe('dns_unknown');
  expect((await examineDns(withOrigin('https://10.0.0.1'))).code).toBe('dns_private');
  const proxy = await startProxy();
  const services = await startBehind(proxy);
  expect((await examineSignature(services)).code).toBe('signature_arrives');
  expect((await examineWebfinger(services)).code).toBe('webfinger_answers');
  proxy.spoil = 'date';
  expect(await examineSignature(services)).toMatchObject({
    ...{ level: 'fault', code: 'signature_broken', params: { reason: 'signature-wrong' } },
  });
  proxy.spoil = 'webfinger';
  expect((await examineWebfinger(services)).code).toBe('webfinger_other');
  proxy.server.close();
  proxy.server.closeAllConnections();
  expect((await examineSignature(services)).code).toBe('signature_silent');
  expect((await examineWebfinger(services)).code).toBe('webfinger_silent');
});

test('a certificate that holds, ends soon, has ended, or is nobody’s', async () => {
  const server = createTlsServer({ key: LOCALHOST_KEY, cert: LOCALHOST_CERTIFICATE });
  const port = await listen(server);
  const services = withOrigin(`https://localhost:${port}`);
  expect((await examineTls(services)).code).toBe('tls_invalid');
  const trusted = getCACertificates('default');
  setDefaultCACertificates([...trusted, LOCALHOST_CERTIFICATE]);
  onTestFinished(() => setDefaultCACertificates(trusted));
  const valid = await examineTls(services);
  expect(valid).toMatchObject({ level: 'ok', code: 'tls_valid' });
  const days = Number(valid.params.days);
  expect((await examineTls(at(services, (days - 5) * DAY_MS))).code).toBe('tls_expiring');
  expect((await examineTls(at(services, (days + 2) * DAY_MS))).code).toBe('tls_expired');
});

test('a queue that stands still, messages given up, hosts that fail, and a backup of long ago', async () => {
  const { domain } = node.services;
  await domain.db.transaction((tx) =>
    enqueue(tx, movedBy(-3_600_000), [{ type: 'x', lane: 'x', payload: {} }]),
  );
  await domain.db.insert(queueDeadLetters).values({
    ...{ id: '1', type: 'delivery', lane: 'muto.example', payload: {}, attempts: 3, lastError: 'HTTP 410' },
    ...{ enqueuedAt: new Date(), deadAt: new Date() },
  });
  await domain.db.insert(queueLanes).values({
    type: 'delivery',
    lane: 'muto.example',
    failures: 4,
    lastError: 'timeout',
    lastFailureAt: new Date(),
  });
  expect(codes(await examineQueue(node.services))).toEqual(['queue_stuck', 'queue_dead', 'queue_failing']);
  await keepBackedUp(domain.db, new Date());
  expect((await examineBackup(node.services)).code).toBe('backup_recent');
  expect((await examineBackup(at(node.services, 8 * DAY_MS))).code).toBe('backup_old');
});

test('one that the district follows is silent, or refuses', async () => {
  await network.server.close();
  expect(codes(await examinePeer(node.services))).toEqual(['peer_silent', 'clock_alone']);
  const refusing = createServer((_request, answer) => answer.writeHead(403).end());
  await listen(refusing, Number(new URL(network.origin).port));
  expect(codes(await examinePeer(node.services))).toEqual(['peer_refuses', 'clock_right']);
});

test('the command says it in words and in JSON, and ends with 1 where there is a fault', async () => {
  const database = await createTestDatabase();
  onTestFinished(() => database.drop());
  const cli = createCliNode(database.url, await freePort());
  const { code, stdout } = await cli.run(['doctor']);
  expect([code, stdout.includes('✗ Ascolta da fuori'), stdout.includes('→ Avvia il nodo')]).toEqual([
    1,
    true,
    true,
  ]);
  const json = JSON.parse((await cli.run(['doctor', '--json'])).stdout);
  expect(json.ok).toBe(false);
  expect(json.findings.find(({ check }: Finding) => check === 'signature')).toMatchObject({
    ...{ level: 'fault', code: 'signature_silent' },
  });
});

/** A node whose public address is that of a proxy in front of it. */
async function startBehind(proxy: { readonly port: number; to: number }): Promise<Services> {
  const database = await createTestDatabase();
  onTestFinished(() => database.drop());
  const config = { ...(await testConfig(database.url)), origin: `http://localhost:${proxy.port}` };
  const services = await openServices(config, logger);
  onTestFinished(() => services.close());
  const server = await createAppServer(services);
  onTestFinished(() => server.close());
  await server.listen({ host: config.listen.host, port: config.listen.port });
  proxy.to = config.listen.port;
  return services;
}

/** A reverse proxy, which can be told to spoil what it passes on. */
async function startProxy() {
  const state: { to: number; spoil: 'date' | 'webfinger' | undefined } = { to: 0, spoil: undefined };
  const server = createServer((incoming, answer) => {
    if (state.spoil === 'webfinger') {
      answer.end('{"links":[{"rel":"self","href":"https://altri.example/"}]}');
      return;
    }
    const { url: path, method } = incoming;
    const headers = { ...incoming.headers };
    if (state.spoil === 'date') headers.date = new Date(Date.now() - 60_000).toUTCString();
    const passed = request({ port: state.to, host: '127.0.0.1', path, method, headers });
    passed.once('response', (theirs) => {
      answer.writeHead(theirs.statusCode ?? 500, theirs.headers);
      theirs.pipe(answer);
    });
    incoming.pipe(passed);
  });
  const port = await listen(server);
  return Object.assign(state, { server, port });
}

async function listen(server: Server, port = 0): Promise<number> {
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}
