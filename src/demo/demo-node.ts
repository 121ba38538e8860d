import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Config, loadConfig } from '../platform/config/config.ts';
import { lockDataDir } from '../platform/data-dir.ts';
import { stopPostmaster } from '../platform/database/postmaster.ts';
import { UserError } from '../platform/errors.ts';

const MAIN = join(import.meta.dirname, '../main.ts');
const STOP_WITHIN_MS = 35_000;
const LOG_LINES = 8;

export interface DemoNodeFacts {
  readonly folder: string;
  readonly role: 'district' | 'network';
  readonly handle: string;
  readonly name: string;
  readonly summary: string;
  readonly place?: { readonly comune: string; readonly province: string };
  readonly port: number;
}

/** One node of the demonstration: its folder, its configuration, and the process it runs in. */
export interface DemoNode {
  readonly facts: DemoNodeFacts;
  readonly origin: string;
  readonly configFile: string;
  readonly config: Config;
}

/** Clears what an earlier demonstration left. @throws {UserError} `conflict` while that one still runs */
export async function prepareNode(base: string, facts: DemoNodeFacts): Promise<DemoNode> {
  const folder = join(base, facts.folder);
  const data = join(folder, 'data');
  const lock = lockDataDir(data);
  // One that was killed leaves its PostgreSQL running.
  await stopPostmaster(join(data, 'postgres'));
  lock.release();
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const origin = `http://localhost:${facts.port}`;
  const configFile = join(folder, 'node.toml');
  writeFileSync(configFile, configText(facts, origin, data));
  return { facts, origin, configFile, config: loadConfig(configFile, {}) };
}

function configText({ role, handle, name, summary, place }: DemoNodeFacts, origin: string, data: string) {
  const section = (values: object) =>
    Object.entries(values).map(([key, value]) => `${key} = ${JSON.stringify(value)}`);
  return [
    ...section({ role, origin, handle, name, summary, data_dir: data }),
    ...(place === undefined ? [] : ['', '[place]', ...section(place)]),
    '',
    '[log]',
    ...section({ format: 'json' }),
    '',
  ].join('\n');
}

/**
 * Runs the node in a process of its own until `stack` is disposed of; answers when it serves.
 * @throws {UserError} `unavailable` with the end of its log
 */
export async function runNode(
  node: DemoNode,
  stack: AsyncDisposableStack,
  stopping: AbortSignal,
  onExit: () => void,
): Promise<void> {
  const path = join(node.configFile, '../node.log');
  const log = openSync(path, 'a');
  // A session of its own: Ctrl-C reaches the demonstration alone. No environment: each has its own settings.
  const child = spawn(process.execPath, [MAIN, 'start', '--config', node.configFile], {
    detached: true,
    env: {},
    // The channel carries nothing: by its end the node knows that the demonstration was killed.
    stdio: ['ignore', log, log, 'ipc'],
  });
  closeSync(log);
  const ended = ending(child);
  let wanted = true;
  stack.defer(async () => {
    wanted = false;
    await stop(child, ended);
  });
  let up = false;
  ended.then(() => up && wanted && onExit());
  while (!(await serves(node))) {
    stopping.throwIfAborted();
    if (child.exitCode !== null || child.signalCode !== null) {
      const lines = readFileSync(path, 'utf8').trimEnd().split('\n').slice(-LOG_LINES).join('\n');
      throw new UserError('unavailable', 'demo_node_failed', { name: node.facts.folder, path, log: lines });
    }
    await sleep(200, undefined, { signal: stopping });
  }
  up = true;
}

async function serves({ origin }: DemoNode): Promise<boolean> {
  return fetch(`${origin}/health`).then(
    (answer) => answer.ok,
    () => false,
  );
}

function ending(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  child.kill('SIGTERM');
  const tooLong = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
  await ended;
  clearTimeout(tooLong);
}
