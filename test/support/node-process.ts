import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import pino from 'pino';
import { openServices, type Services } from '../../src/app/services.ts';
import type { Config } from '../../src/platform/config/config.ts';
import { createTestDatabase } from './database.ts';
import { testConfig } from './node.ts';

export type Question = 'reset' | 'load' | 'stop';

/** What the node has been through since the last reset. */
export interface Load {
  /** The longest time that its event loop was held up; on a busy machine also the time that it had to wait for one. */
  readonly blockedMs: number;
  /** How far its memory rose, freed or not. */
  readonly grownMiB: number;
}

/** A whole node in a process of its own, so that what it costs is its own cost. */
export interface NodeProcess {
  readonly origin: string;
  /** Where it listens, which for a public origin is another place. */
  readonly address: string;
  /** The same node seen from this process, over the same database. */
  readonly services: Services;
  ask(question: 'reset'): Promise<null>;
  ask(question: 'load'): Promise<Load>;
  stop(): Promise<void>;
}

/** With `publicOrigin` the node takes itself for one on the internet: it connects to no private address. */
export async function startNodeProcess(options: { publicOrigin?: string } = {}): Promise<NodeProcess> {
  const { publicOrigin } = options;
  const database = await createTestDatabase();
  const local = await testConfig(database.url);
  const config: Config =
    publicOrigin === undefined
      ? local
      : { ...local, origin: publicOrigin, federation: { allowPrivateAddresses: false } };
  const services = await openServices(config, pino({ level: 'silent' }));
  const child = fork(new URL('node-child.ts', import.meta.url), [JSON.stringify(config)]);
  await answerOf(child);
  // One question at a time, or the answers would be taken for each other.
  const ask = async (question: Question) => {
    const answer = answerOf(child);
    child.send(question);
    return answer;
  };
  return {
    origin: config.origin,
    address: `http://127.0.0.1:${config.listen.port}`,
    services,
    ask: ask as NodeProcess['ask'],
    stop: async () => {
      const exited = once(child, 'exit');
      await ask('stop');
      await exited;
      await services.close();
      await database.drop();
    },
  };
}

async function answerOf(child: ChildProcess): Promise<unknown> {
  const exit = new AbortController();
  const onExit = () => exit.abort(new Error('the node has ended'));
  child.once('exit', onExit);
  try {
    const [answer] = await once(child, 'message', { signal: exit.signal });
    return answer;
  } finally {
    child.off('exit', onExit);
  }
}
