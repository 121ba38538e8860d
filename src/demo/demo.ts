import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, relative, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pino from 'pino';
import { openServices, type Services } from '../app/services.ts';
import { tieCount } from '../domain/follows/follow-reads.ts';
import { findMatches } from '../domain/matches/find-matches.ts';
import { openProposalCount } from '../domain/proposals/catalogue.ts';
import { type Locale, messages } from '../messages/messages.ts';
import { UserError } from '../platform/errors.ts';
import { createLogger } from '../platform/logging.ts';
import { runUntilStopped } from '../platform/run-until-stopped.ts';
import { type DemoNode, prepareNode, runNode } from './demo-node.ts';
import { seedAttendances, seedEvents } from './events.ts';
import { seedAssessments, seedFlows } from './flows.ts';
import type { DistrictMaterial } from './material.ts';
import { seedAssociation, seedCharter, seedNetwork, seedNewCharter } from './memberships.ts';
import { montiIblei } from './monti-iblei.ts';
import { NETWORKS } from './networks.ts';
import { seedOrders } from './orders.ts';
import { seedPact, seedVisit } from './pact.ts';
import { type DemoAccount, seedFollows, seedPeople, seedPosts } from './seed.ts';
import { valBelluna } from './val-belluna.ts';
import { valleDelSerchio } from './valle-del-serchio.ts';
import { seedFollowers, seedPortraits, seedQuestions } from './visitors.ts';

const BASE = 'data/demo';
const ARRIVE_WITHIN_MS = 120_000;
const DISTRICTS: readonly DistrictMaterial[] = [valleDelSerchio, valBelluna, montiIblei];
/** In the order of their ports. */
const MATERIAL = [...DISTRICTS, ...NETWORKS];

type Words = ReturnType<typeof messages>['demo'];

interface RunningNode extends DemoNode {
  readonly services: Services;
}

/** Three districts, a national network and two regional ones on six ports in a row, seeded and federating, until a signal comes. */
export async function runDemo(firstPort: number, locale: Locale): Promise<void> {
  const words = messages(locale).demo;
  const base = resolve(BASE);
  mkdirSync(base, { recursive: true });
  const logger = createLogger({ level: 'info', format: 'json' }, pino.destination(join(base, 'demo.log')));
  await runUntilStopped(logger, async (stack, stopping) => {
    say(words.begin(BASE));
    const file = join(base, 'nodes.json');
    rmSync(file, { force: true });
    const nodes = await prepareNodes(base, firstPort);
    say(words.starting);
    await Promise.all(
      nodes.map(async (node) => {
        await runNode(node, stack, stopping, () => sayStopped(words, node));
        say(words.started(node.facts.name, node.origin));
      }),
    );
    const accounts = await seed(nodes, logger, words, stopping);
    const list = nodes.map(({ origin, facts: { role, handle } }, index) => ({
      origin,
      role,
      handle,
      accounts: accounts[index] ?? [],
    }));
    writeFileSync(file, `${JSON.stringify(list, undefined, 2)}\n`);
    sayWhatToLookAt(words, nodes, accounts, file);
  });
}

async function prepareNodes(base: string, firstPort: number): Promise<DemoNode[]> {
  const all = [
    ...DISTRICTS.map((facts) => ({ ...facts, role: 'district' as const, handle: 'distretto' })),
    ...NETWORKS.map((facts) => ({ ...facts, role: 'network' as const, handle: 'rete' })),
  ];
  const nodes: DemoNode[] = [];
  for (const [index, facts] of all.entries()) {
    nodes.push(await prepareNode(base, { ...facts, port: firstPort + index }));
  }
  for (const { config } of nodes) {
    if (!(await isFree(config.listen.port))) {
      throw new UserError('conflict', 'demo_ports_taken', { port: firstPort });
    }
  }
  return nodes;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const server = createServer().once('error', () => done(false));
    server.listen(port, '127.0.0.1', () => server.close(() => done(true)));
  });
}

/** Fills the running nodes through the same use cases that their users have. */
async function seed(
  nodes: readonly DemoNode[],
  logger: pino.Logger,
  words: Words,
  stopping: AbortSignal,
): Promise<DemoAccount[][]> {
  await using stack = new AsyncDisposableStack();
  const running: RunningNode[] = [];
  for (const node of nodes) {
    const services = await openServices(node.config, logger);
    stack.defer(() => services.close());
    running.push({ ...node, services });
    stopping.throwIfAborted();
  }
  const districts = running.slice(0, DISTRICTS.length);
  const national = running.slice(DISTRICTS.length, DISTRICTS.length + 1);

  say(words.members);
  await Promise.all(districts.map(({ services }) => seedCharter(services)));
  const accounts = await Promise.all(
    MATERIAL.map(async (material, index) => {
      const node = running[index];
      return node === undefined ? [] : seedPeople(node.services, material);
    }),
  );
  stopping.throwIfAborted();

  say(words.follows);
  const handleOf = ({ config, facts }: DemoNode) => `@${facts.handle}@${new URL(config.origin).host}`;
  for (const node of districts) {
    await seedFollows(node.services, districts.filter((other) => other !== node).map(handleOf));
    stopping.throwIfAborted();
  }
  await until(stopping, words.follows, async () => {
    const counts = await Promise.all(
      districts.map(({ services: { domain, actors } }) => tieCount(domain.db, 'following', actors.group.id)),
    );
    return counts.every((count) => count >= districts.length - 1);
  });

  say(words.memberships);
  const services = (folder: string) => running.find(({ facts }) => facts.folder === folder)?.services;
  await Promise.all(
    NETWORKS.map(async ({ folder, belonging }) => {
      const network = services(folder);
      const members = belonging.flatMap((member) => services(member) ?? []);
      if (network === undefined) return;
      await seedNetwork(members, network, (arrived) => until(stopping, words.memberships, arrived));
    }),
  );

  // What is announced before anybody follows is heard by nobody.
  const beneath = DISTRICTS.length + NETWORKS.length - 1;
  await until(stopping, words.memberships, async () => {
    const counts = await Promise.all(
      national.map(({ services: { domain, actors } }) => tieCount(domain.db, 'following', actors.group.id)),
    );
    return counts.every((count) => count >= beneath);
  });

  say(words.publishing);
  await Promise.all(
    districts.map(async ({ services }, index) => {
      const material = DISTRICTS[index] ?? valleDelSerchio;
      await seedFollowers(services, material);
      await seedPosts(services, material);
      await seedPortraits(services, material);
    }),
  );
  const events = (
    await Promise.all(districts.map(({ services, facts: { folder } }) => seedEvents(services, folder)))
  ).flat();
  const forAll = DISTRICTS.flatMap(({ proposals }) => proposals).filter(({ facts }) => !facts.scope);
  const all = forAll.length;
  let told = -1;
  await until(stopping, words.publishing, async () => {
    const counts = await Promise.all(
      [...districts, ...national].map(({ services: { domain } }) => openProposalCount(domain.db, {})),
    );
    const seen = counts.at(-1) ?? 0;
    if (seen !== told) say(words.arriving(seen, all));
    told = seen;
    return counts.every((count) => count >= all);
  });
  say(words.arrived(all));

  say(words.pact);
  const [valle, belluna, iblei] = districts;
  if (valle !== undefined && belluna !== undefined && iblei !== undefined) {
    await seedNewCharter(valle.services, ['gas_barga', 'orti_del_fiume']);
    await seedAssociation(valle.services, 'banca_del_tempo', ['gas_barga', 'ciclofficina'], 'forno');
    await seedQuestions(valle.services, 'forno');
    await seedVisit(valle.services, 'orti_del_fiume');
    await seedPact(
      [
        { services: valle.services, handle: 'gas_barga' },
        { services: iblei.services, handle: 'gas_modica' },
      ],
      { services: belluna.services, handle: 'fagioli_e_farine' },
      (arrived) => until(stopping, words.pact, arrived),
    );
    say(words.orders);
    await seedOrders(
      iblei.services,
      [
        {
          services: iblei.services,
          handle: 'gas_modica',
          quantity: '12',
          pickup: 'Modica, mercato contadino',
        },
        {
          services: belluna.services,
          handle: 'gas_feltre',
          quantity: '10',
          pickup: 'Feltre, cantina del GAS',
        },
        { services: valle.services, handle: 'gas_barga', quantity: '9', pickup: 'Barga, sede del GAS' },
      ],
      (arrived) => until(stopping, words.orders, arrived),
    );
    const [network] = national;
    if (network !== undefined) {
      say(words.flows);
      await seedFlows(
        {
          giver: { services: belluna.services, handle: 'mieli_del_piave' },
          receiver: { services: valle.services, handle: 'gas_barga' },
          title: 'Miele di tiglio',
        },
        network.services,
        (arrived) => until(stopping, words.flows, arrived),
      );
      for (const { services } of running) await findMatches(services.domain);
      await seedAssessments(valle.services, ['gas_barga', 'forno', 'orti_del_fiume']);
    }
  }
  await until(stopping, words.meeting, async () => {
    const told = await Promise.all(
      districts.map(({ services, facts: { folder } }) => seedAttendances(services, folder, events)),
    );
    return told.every(Boolean);
  });
  say(words.meeting);
  return accounts;
}

async function until(stopping: AbortSignal, what: string, arrived: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + ARRIVE_WITHIN_MS; !(await arrived()); ) {
    if (Date.now() > deadline) {
      const seconds = ARRIVE_WITHIN_MS / 1000;
      throw new UserError('unavailable', 'demo_too_slow', { seconds, what, path: BASE });
    }
    await sleep(500, undefined, { signal: stopping });
  }
}

function sayWhatToLookAt(
  words: Words,
  nodes: readonly DemoNode[],
  accounts: readonly (readonly DemoAccount[])[],
  file: string,
): void {
  const [first, second, , network] = nodes;
  say('');
  say(words.look);
  for (const { origin, facts } of nodes) say(`  ${origin}  ${facts.name}`);
  say(`  ${network?.origin}/offerte  ${words.network}`);
  say('');
  say(words.accounts(relative('.', file)));
  for (const [index, node] of nodes.entries()) {
    say(`  ${node.origin}/accedi`);
    for (const [position, { email, password }] of (accounts[index] ?? []).entries()) {
      const { accounts: people, members } = MATERIAL[index] ?? valleDelSerchio;
      const acts = members.find(({ handle }) => handle === people[position]?.acts)?.name;
      say(
        `    ${words.account(email, password, acts === undefined ? words.coordinates : words.actsFor(acts))}`,
      );
    }
  }
  say('');
  say(words.tryIt);
  const config = relative('.', first?.configFile ?? '');
  say(`  npm run distretto -- offer add --config ${config} --as forno --title "${words.offer}" --price 6,50`);
  say(`  ${words.seeIt(`${second?.origin}/offerte`, `${network?.origin}/offerte`)}`);
  say('');
  say(words.stop);
}

function sayStopped(words: Words, { facts, configFile }: DemoNode): void {
  say(words.stopped(facts.name));
  say(`  npm start -- --config ${relative('.', configFile)}`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
